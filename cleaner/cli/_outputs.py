"""Reads outputs back: a folder that `cleaner run` wrote, or one file of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from cleaner._io.lines import TooLongError, byte_lines, text_lines
from cleaner._io.regular import open_regular
from cleaner._io.show import encodable
from cleaner._io.tables import BadRow, Rows
from cleaner._io.unpack import DAMAGE, BeyondLimitsError, unpacked
from cleaner.corpus.names import REJECTED
from cleaner.errors import InputError, reason_of, require

Row = dict[str, Any]
_MAX_ROW = 1 << 30  # bytes; removals may be many times as long as the text


def read_output(path: Path) -> Iterator[Row]:
    """The rows of an output folder, shard by shard in order of their names, or those of one file.

    Raises:
        InputError: there is nothing to read, or a line is no JSON object.
    """
    for shard in [path] if path.is_file() else _shards(path):
        try:
            yield from _reader(shard)(shard)
        except (*DAMAGE, BeyondLimitsError, TooLongError) as error:
            raise InputError(f"{shard}: cannot be read ({reason_of(error)})") from None


def read_rejected(path: Path) -> Iterator[Row]:
    """The rows of rejected documents."""
    rejected = path / REJECTED
    if rejected.is_file():
        yield from _json_lines(rejected)


def _shards(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise InputError(f"{folder}: no such file or folder; check the path")
    found = sorted(p for p in folder.iterdir() if p.name.endswith(tuple(_READERS)) and p.name != REJECTED)
    if not found:
        raise InputError(f"{folder}: holds none of {', '.join(_READERS)}; name the folder that `cleaner run` wrote")
    return found


def _reader(path: Path) -> Callable[[Path], Iterator[Row]]:
    return next((read for suffix, read in _READERS.items() if path.name.endswith(suffix)), _json_lines)


def _json_lines(path: Path) -> Iterator[Row]:
    with open_regular(path) as raw:
        lines = byte_lines(unpacked(raw, path.name).read, _MAX_ROW)
        while line := lines.next():
            if line.strip():
                yield _json_row(line.decode("utf-8", "replace"), f"{path}:{lines.number}")


def _json_row(line: str, place: str) -> Row:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place}: is not valid JSON ({error})") from None
    if not isinstance(row, dict):
        raise InputError(f"{place}: is no JSON object, as every line of an output is")
    return row


def _csv(path: Path) -> Iterator[Row]:
    with open_regular(path) as raw:
        header: list[str] | None = None
        for number, row in Rows(text_lines(unpacked(raw, path.name).read, "utf-8", _MAX_ROW), ",", _MAX_ROW):
            if isinstance(row, BadRow):
                raise InputError(f"{path}:{number}: is no row of an output ({row.message})")
            if header is None:
                header = row
            else:
                yield dict(zip(header, map(encodable, row), strict=False))


def _parquet(path: Path) -> Iterator[Row]:
    require("pyarrow", "corpus", "reading Parquet")
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as shard:
        for batch in shard.iter_batches(batch_size=64):
            yield from batch.to_pylist()


_READERS = {".jsonl": _json_lines, ".jsonl.gz": _json_lines, ".csv": _csv, ".parquet": _parquet}
