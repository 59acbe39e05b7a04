"""The output: shards that appear whole or not at all, each with an entry in the journal, which is what resuming reads.

A shard is written to a temporary name, synced and renamed, and then its journal entry in the same way; a shard
without an entry is not finished and is made anew, to the same bytes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from cleaner.corpus.carry import CARRIED, OUTPUT
from cleaner.corpus.encode import csv_header
from cleaner.corpus.engines.pool import Outcome
from cleaner.corpus.engines.worker import Reply
from cleaner.corpus.items import Rejected
from cleaner.corpus.recipe import Recipe
from cleaner.corpus.statistics import Statistics

STATE = "_run"
_GROUP_ROWS = 1000  # of a Parquet row group; fixed, so that the file does not depend on the batches
_TEMPORARY = ".tmp"


class Shard:
    """The shard that is being filled; without a folder it only counts."""

    def __init__(self, target: Path | None, unit: int, number: int, recipe: Recipe, columns: Sequence[str]) -> None:
        self.name = shard_name(unit, number)
        self.statistics = Statistics()
        self.rejected: list[Rejected] = []
        self._target = target
        self._recipe = recipe
        self._columns = columns
        self._file: _Lines | _Parquet | None = None
        self._taken = 0

    def add(self, outcome: Outcome) -> None:
        """Write what became of a batch."""
        batch = outcome.batch
        self._taken += batch.taken
        self.statistics.documents["in"] += batch.items
        self.statistics.skipped.update(batch.skipped)
        failed = [(batch.rows[row].index, entry) for row, entry in outcome.failed]
        for _, entry in sorted([*failed, *batch.rejected], key=lambda pair: pair[0]):
            self.rejected.append(entry)
            self.statistics.documents["rejected"] += 1
            self.statistics.reasons[entry.reason] += 1
        for start, reply in sorted(outcome.replies.items()):
            self._write(reply)
            for row, count in enumerate(reply.counts, start):
                if not isinstance(count, str):
                    self.statistics.add_row(batch.rows[row].id, count)

    def _write(self, reply: Reply) -> None:
        if self._target is None or all(isinstance(c, str) for c in reply.counts):
            return
        if self._file is None:
            path = self._target / f"{self.name}.{self._recipe.output_format}"
            if self._recipe.output_format == "parquet":
                self._file = _Parquet(path)
            else:
                header = (*OUTPUT, *self._columns, CARRIED) if self._recipe.output_format == "csv" else ()
                self._file = _Lines(path, self._header(header))
        self._file.write(reply.encoded)

    def finish(self, last: bool) -> None:
        """Put the shard in its place; `last` says that it is the last one of its unit."""
        if self._target is None:
            return
        entry = {
            "file": self._file.finish() if self._file else None,
            "bytes": self._file.size if self._file else 0,
            "taken": self._taken,
            "last": last,
            "statistics": self.statistics.to_journal(),
            "rejected": [asdict(r) for r in self.rejected],
        }
        write_whole(journal_path(self._target, self.name), as_json(entry))

    def give_up(self) -> None:
        """Leave nothing behind."""
        if self._file:
            self._file.give_up()


class _Lines:
    """A shard of lines under its temporary name."""

    def __init__(self, path: Path, header: bytes) -> None:
        self._path = path
        self._stream = open_temporary(path)
        self._stream.write(header)
        self.size = 0

    def write(self, encoded: bytes) -> None:
        self._stream.write(encoded)

    def finish(self) -> str:
        self.size = put_in_place(self._stream, self._path)
        return self._path.name

    def give_up(self) -> None:
        discard(self._stream, self._path)


class _Parquet:
    """A Parquet shard under its temporary name."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stream = open_temporary(path)
        self._writer: Any = None
        self._waiting: list[Any] = []
        self._rows = 0
        self.size = 0

    def write(self, encoded: bytes) -> None:
        import pyarrow as pa

        batch = pa.ipc.open_stream(encoded).read_next_batch()
        self._waiting.append(batch)
        self._rows += batch.num_rows
        while self._rows >= _GROUP_ROWS:
            self._write_group(_GROUP_ROWS)

    def _write_group(self, rows: int) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        table = pa.Table.from_batches(self._waiting)
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._stream, table.schema, compression="zstd")
        self._writer.write_table(table.slice(0, rows).combine_chunks(), row_group_size=rows)
        self._waiting = table.slice(rows).to_batches()
        self._rows -= rows

    def finish(self) -> str:
        if self._rows:
            self._write_group(self._rows)
        self._writer.close()
        self.size = put_in_place(self._stream, self._path)
        return self._path.name

    def give_up(self) -> None:
        discard(self._stream, self._path)


def shard_name(unit: int, number: int) -> str:
    """The name of a shard's file, without its suffix."""
    return f"part-{unit:05}-{number:04}"


def journal_path(target: Path, name: str) -> Path:
    """Where the journal entry of a shard stands."""
    return target / STATE / "journal" / f"{name}.json"


def finished_shards(target: Path, unit: int) -> Iterator[dict[str, Any]]:
    """The journal entries of a unit's finished shards, in order, up to the first that is missing or has no file."""
    number = 0
    while True:
        try:
            entry: dict[str, Any] = json.loads(journal_path(target, shard_name(unit, number)).read_bytes())
            whole = entry["file"] is None or (target / entry["file"]).stat().st_size == entry["bytes"]
        except (FileNotFoundError, ValueError):
            return
        if not whole:
            return
        yield entry
        number += 1


def as_json(value: object) -> bytes:
    """`value` as a JSON file; lone surrogates, which names of files can have, are escaped."""
    return (json.dumps(value, indent=1) + "\n").encode()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all, whatever happens."""
    path.parent.mkdir(parents=True, exist_ok=True)
    stream = open_temporary(path)
    try:
        stream.write(content)
        put_in_place(stream, path)
    except BaseException:
        discard(stream, path)
        raise


def open_temporary(path: Path) -> BinaryIO:
    """A stream to the temporary name of `path`."""
    return path.with_name(path.name + _TEMPORARY).open("wb")


def put_in_place(stream: BinaryIO, path: Path) -> int:
    """Sync and close `stream` and give its file the name `path`; give its size in bytes."""
    stream.flush()
    size = stream.tell()
    os.fsync(stream.fileno())
    stream.close()
    path.with_name(path.name + _TEMPORARY).replace(path)
    if hasattr(os, "O_DIRECTORY"):
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    return size


def discard(stream: BinaryIO, path: Path) -> None:
    """Close `stream` and remove its temporary file."""
    stream.close()
    path.with_name(path.name + _TEMPORARY).unlink(missing_ok=True)


def remove_temporaries(target: Path) -> None:
    """Remove what an interrupted run has left half written."""
    for folder in (target, target / STATE, target / STATE / "journal"):
        for path in folder.glob("*" + _TEMPORARY):
            path.unlink(missing_ok=True)
