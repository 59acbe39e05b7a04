"""The output: shards written atomically, each with a journal entry, from which a run resumes.

A shard is written to a temporary file, synced and renamed, and then its journal entry in the same way. A shard
without an entry is unfinished and is made again, with the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path
from typing import Any, BinaryIO

from cleaner._io.atomic import NewFile, sweep, write_whole
from cleaner._io.pool import JobResult
from cleaner._io.regular import open_regular, read_regular
from cleaner.corpus.carry import CARRIED, added_columns
from cleaner.corpus.encode import csv_header
from cleaner.corpus.engines.worker import Cleaned
from cleaner.corpus.feed import Batch
from cleaner.corpus.items import Rejected
from cleaner.corpus.learning.lookup import PROFILES
from cleaner.corpus.names import STATE
from cleaner.corpus.recipe import Recipe
from cleaner.corpus.statistics import Statistics
from cleaner.corpus.typed import opened

_GROUP_ROWS = 1000  # of a Parquet row group; fixed, so that the file does not depend on the batches


class Shard:
    """The shard being filled; without a folder it only counts."""

    def __init__(self, target: Path | None, unit: int, number: int, recipe: Recipe, columns: Sequence[str]) -> None:
        self.name = shard_name(unit, number)
        self.statistics = Statistics()
        self.rejected: list[Rejected] = []
        self._target = target
        self._recipe = recipe
        self._columns = columns
        self._file: _Lines | _Parquet | None = None
        self._taken = 0

    def add(self, outcome: JobResult[Batch]) -> None:
        """Write the result of a batch."""
        batch = outcome.job
        self._taken += batch.taken
        self.statistics.documents["in"] += batch.items
        self.statistics.skipped.update(batch.skipped)
        failed = [batch.rejected_row(f.item, f.reason, f.message) for f in outcome.failed]
        for _, entry in sorted([*failed, *batch.rejected], key=lambda pair: pair[0]):
            self.rejected.append(entry)
            self.statistics.documents["rejected"] += 1
            self.statistics.reasons[entry.reason] += 1
        for _, cleaned in sorted(outcome.values.items(), key=lambda pair: pair[0]):
            self._write(cleaned)
            self.statistics.absorb(cleaned.statistics)

    def _write(self, cleaned: Cleaned) -> None:
        if self._target is None or not cleaned.statistics.documents["out"]:
            return
        if self._file is None:
            path = self._target / f"{self.name}.{self._recipe.output_format}"
            self._file = _Parquet(path) if self._recipe.output_format == "parquet" else _Lines(path, self._header())
        self._file.write(cleaned.encoded)

    def _header(self) -> bytes:
        if self._recipe.output_format != "csv":
            return b""
        recipe = self._recipe
        added = added_columns(removals=recipe.removals, metadata=recipe.metadata)
        names = [name for name in ("id", "url", *added, *self._columns, CARRIED) if name != "error"]
        return csv_header(names, safe=recipe.safe_csv)

    def finish(self, last: bool) -> None:
        """Finish the shard; `last` for the last one of its unit."""
        if self._target is None:
            return
        entry = {
            "file": self._file.finish() if self._file else None,
            "bytes": self._file.size if self._file else 0,
            "digest": self._file.digest() if self._file else None,
            "taken": self._taken,
            "last": last,
            "statistics": self.statistics.to_journal(),
            "rejected": [asdict(r) for r in self.rejected],
        }
        write_state(journal_path(self._target, self.name), as_json({**entry, "check": _check(entry)}))

    def give_up(self) -> None:
        """Delete the temporary file."""
        if self._file:
            self._file.give_up()


class _Lines:
    """A shard of lines being written."""

    def __init__(self, path: Path, header: bytes) -> None:
        self._new = NewFile(path)
        self._stream = _Digesting(self._new.stream)
        self._stream.write(header)
        self.size = 0

    def write(self, encoded: bytes) -> None:
        self._stream.write(encoded)

    def digest(self) -> str:
        return self._stream.digest()

    def finish(self) -> str:
        self.size = self._new.finish()
        return self._new.path.name

    def give_up(self) -> None:
        self._new.discard()


class _Parquet:
    """A Parquet shard being written."""

    def __init__(self, path: Path) -> None:
        self._new = NewFile(path)
        self._stream = _Digesting(self._new.stream)
        self._writer: Any = None
        self._waiting: list[Any] = []
        self._rows = 0
        self.size = 0

    def write(self, encoded: bytes) -> None:
        batch = opened(encoded)
        self._waiting.append(batch)
        self._rows += batch.num_rows
        while self._rows >= _GROUP_ROWS:
            self._write_group(_GROUP_ROWS)

    def _write_group(self, rows: int) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        table = pa.Table.from_batches(self._waiting)
        if self._writer is None:
            self._writer = pq.ParquetWriter(pa.PythonFile(self._stream, "w"), table.schema, compression="zstd")
        self._writer.write_table(table.slice(0, rows).combine_chunks(), row_group_size=rows)
        self._waiting = table.slice(rows).to_batches()
        self._rows -= rows

    def digest(self) -> str:
        return self._stream.digest()

    def finish(self) -> str:
        if self._rows:
            self._write_group(self._rows)
        self._writer.close()
        self.size = self._new.finish()
        return self._new.path.name

    def give_up(self) -> None:
        self._new.discard()


class _Digesting:
    """Computes a digest of what is written to a file."""

    closed = False

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._hash = blake2b(digest_size=16)

    def write(self, data: bytes) -> int:
        self._hash.update(data)
        return self._stream.write(data)

    def tell(self) -> int:
        return self._stream.tell()

    def flush(self) -> None:
        self._stream.flush()

    def close(self) -> None:
        """Keep the file open until it is renamed."""

    def digest(self) -> str:
        return self._hash.hexdigest()


def changed_shard(target: Path, entry: Mapping[str, Any]) -> str | None:
    """The name of a finished shard's file if its content has changed."""
    if entry["file"] is None:
        return None
    found = blake2b(digest_size=16)
    try:
        with open_regular(target / entry["file"], follow=False) as stream:
            while chunk := stream.read(1 << 20):
                found.update(chunk)
    except OSError:
        return str(entry["file"])
    return None if found.hexdigest() == entry["digest"] else str(entry["file"])


def shard_name(unit: int, number: int) -> str:
    """The name of a shard's file, without its suffix."""
    return f"part-{unit:05}-{number:04}"


def journal_path(target: Path, name: str) -> Path:
    """The path of a shard's journal entry."""
    return target / STATE / "journal" / f"{name}.json"


def finished_shards(target: Path, unit: int) -> Iterator[dict[str, Any]]:
    """The journal entries of a unit's finished shards, in order, up to the first that is missing or has no file."""
    number = 0
    while True:
        try:
            entry: dict[str, Any] = json.loads(read_regular(journal_path(target, shard_name(unit, number))))
            if entry.pop("check") != _check(entry):
                return
            whole = entry["file"] is None or (target / entry["file"]).stat().st_size == entry["bytes"]
        except (
            OSError,
            ValueError,
            LookupError,
            AttributeError,
            TypeError,
            RecursionError,
        ):  # not there, or not what was written
            return
        if not whole:
            return
        yield entry
        number += 1


def _check(entry: Mapping[str, Any]) -> str:
    """A digest of a journal entry, to detect damage."""
    return blake2b(json.dumps(entry, sort_keys=True).encode(), digest_size=16).hexdigest()


def as_json(value: object) -> bytes:
    """`value` as a JSON file; lone surrogates, which names of files can have, are escaped."""
    return (json.dumps(value, indent=1) + "\n").encode()


def write_state(path: Path, content: bytes) -> None:
    """Write a file of the run atomically, creating its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)


def remove_temporaries(target: Path) -> None:
    """Delete temporary files of interrupted runs; the folder is locked, so no other run is writing."""
    for folder in (target, target / PROFILES, target / STATE, target / STATE / "journal", target / STATE / "sites"):
        sweep(folder)
