"""Outputs read back: a folder that `cleaner run` wrote, or a JSONL file."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cleaner.errors import InputError

_REJECTED = "rejected.jsonl"
_SUFFIXES = (".jsonl", ".jsonl.gz")


def read_output(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of an output folder, shard by shard in order of their names, or those of one JSONL file.

    Raises:
        InputError: there is nothing to read, or a line is no JSON object.

    """
    shards = [path] if path.is_file() else _shards(path)
    for shard in shards:
        yield from _rows(shard)


def read_rejected(path: Path) -> Iterator[dict[str, Any]]:
    """The rows that tell what an output could not hold."""
    rejected = path / _REJECTED
    if rejected.is_file():
        yield from _rows(rejected)


def _shards(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise InputError(f"{folder}: no such file or folder; check the path")
    found = sorted(p for p in folder.iterdir() if p.name.endswith(_SUFFIXES) and p.name != _REJECTED)
    if not found:
        raise InputError(f"{folder}: holds no JSONL files; name the folder that `cleaner run` wrote")
    return found


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8", errors="replace") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _row(line, f"{path}:{number}")
    except (OSError, EOFError) as error:
        raise InputError(f"{path}: cannot be read ({error})") from None


def _row(line: str, place: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place}: is not valid JSON ({error})") from None
    if not isinstance(row, dict):
        raise InputError(f"{place}: is no JSON object, as every line of an output is")
    return row
