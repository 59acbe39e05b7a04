"""The sources of `cleaner clean`: files, folders, patterns, standard input; and what is not accepted."""

# ruff: noqa: PTH100, PTH112, PTH119, PTH120, PTH122, PTH207 (names are shown as the user gave them)

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from glob import glob, has_magic
from pathlib import Path, PurePath
from typing import NamedTuple

from cleaner._io.missing import is_address, missing
from cleaner._io.regular import open_regular
from cleaner._io.show import is_closed
from cleaner.errors import InputError, reason_of
from cleaner.files.encoding import check_text
from cleaner.files.walk import Walk

SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml"})
_CORPORA = frozenset({".jsonl", ".ndjson", ".csv", ".tsv", ".parquet", ".warc", ".wet"})  # what `run` reads


class Source(NamedTuple):
    """One article to clean.

    Args:
        name: its name as the user gave it; ``-`` for standard input.
        place: its path below the folder or the fixed part of the pattern that it was found by, or its file name.
    """

    name: str
    place: str


class SourceList(NamedTuple):
    """The sources, the problems with what was asked for, and the number of files skipped by suffix."""

    sources: tuple[Source, ...]
    problems: tuple[str, ...]
    skipped: Counter[str]


def find_sources(names: Sequence[str]) -> SourceList:
    """The articles among and under `names`, in order.

    Files given by name are accepted whatever their suffix; from folders and patterns only those of a known suffix.
    """
    sources: list[Source] = []
    seen: set[str] = set()
    problems: list[str] = []
    skipped: Counter[str] = Counter()
    several = len(names) > 1
    for name in names:
        before = len(sources), skipped.total()
        try:
            for source in _under(name, several, skipped):
                real = os.path.realpath(source.name)
                if source.name == name or real not in seen:  # a file that is named twice is wanted twice
                    sources.append(source)
                seen.add(real)
        except InputError as error:
            problems.append(str(error))
        else:
            if os.path.isdir(name) and before == (len(sources), skipped.total()):
                problems.append(f"{name}: holds no file to clean; it looks for {', '.join(sorted(SUFFIXES))}")
    return SourceList(tuple(sources), tuple(problems), skipped)


def find_source(name: str) -> Source:
    """The one article that is called `name`; raises `InputError` if there is none, or several."""
    found = find_sources([name])
    if found.problems:
        raise InputError(found.problems[0])
    if len(found.sources) != 1 or os.path.isdir(name):
        raise InputError(f"{name}: is a folder or several files; name one file")
    return found.sources[0]


def _under(name: str, several: bool, skipped: Counter[str]) -> Iterator[Source]:
    if name == "-":
        yield Source("-", "stdin")
    elif os.path.isdir(name):
        above = os.path.dirname(os.path.abspath(name)) if several else os.path.abspath(name)
        yield from _placed(_in_folder(name, skipped), above)
    elif os.path.lexists(name):
        if os.path.splitext(name)[1].lower() in _CORPORA:
            raise InputError(f"{name}: holds many articles; clean them with: cleaner run {name} FOLDER")
        yield Source(name, os.path.basename(name))
    elif has_magic(name) and not is_address(name):
        yield from _matching(name, skipped)
    else:
        raise missing(name, "file")


def _in_folder(folder: str, skipped: Counter[str]) -> Iterator[str]:
    def on_other(path: str) -> None:
        skipped[os.path.splitext(path)[1].lower() or "no suffix"] += 1

    return Walk(SUFFIXES, gitignore=False, on_other=on_other).files([folder])


def _matching(pattern: str, skipped: Counter[str]) -> Iterator[Source]:
    found = sorted(glob(pattern, recursive=True))
    if not found:
        raise InputError(f"{pattern}: no file matches; check the pattern")
    fixed = _fixed_part(pattern)
    for path in found:
        if os.path.isdir(path):
            continue
        if os.path.splitext(path)[1].lower() in SUFFIXES:
            yield from _placed([path], fixed)
        else:
            skipped[os.path.splitext(path)[1].lower() or "no suffix"] += 1


def _placed(paths: Iterable[str], above: str) -> Iterator[Source]:
    for path in paths:
        yield Source(path, os.path.relpath(path, above))


def _fixed_part(pattern: str) -> str:
    """The folder above the first part of `pattern` that has a wildcard."""
    parts = PurePath(pattern).parts
    first = next(i for i, part in enumerate(parts) if has_magic(part))
    return str(Path(*parts[:first]))


def read_source(source: Source) -> bytes:
    """The content of a source.

    A file in a folder must be a regular one; a name that the user gave may be a pipe, as shells make them.

    Raises:
        InputError: it cannot be read, or is not text.
    """
    if source.name == "-":
        if is_closed(sys.stdin):
            raise InputError("standard input is closed; name a file, or pipe one in")
        data = sys.stdin.buffer.read()
        _check_text(data, "standard input")
        return data
    path = Path(source.name)
    try:
        if path.is_fifo():
            data = path.read_bytes()
        else:
            with open_regular(path) as file:
                data = file.read()
    except IsADirectoryError:
        raise InputError(f"{path}: is a folder") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read ({reason_of(error)})") from None
    _check_text(data, source.name)
    return data


def _check_text(data: bytes, name: str) -> None:
    try:
        check_text(data)
    except InputError as error:
        raise InputError(f"{name}: {error}") from None
