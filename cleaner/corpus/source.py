"""The input: its files in a fixed order, their identity, and the units of work."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from glob import glob, has_magic
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from cleaner._io.missing import is_address, missing
from cleaner._io.regular import open_descriptor
from cleaner._io.show import shortened
from cleaner.corpus.items import Item, Rejected, Skipped
from cleaner.corpus.names import MANIFEST, REJECTED, STATE
from cleaner.corpus.readers import COLUMNS, READERS, format_of
from cleaner.corpus.readers.rejection import short
from cleaner.corpus.recipe import ID_COLUMN, URL_COLUMN, Recipe
from cleaner.errors import InputError, UnknownNameError, require

UNIT_BYTES = 16 << 20
UNIT_FILES = 5000
_FIRST_FILES = 20  # looked at for the column to clean


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of the input; `name` is its path below the source, with ``/`` on every system."""

    path: str
    name: str
    format: str
    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class Unit:
    """Neighbouring files that are processed together; their output is independent of other units.

    Args:
        number: place among the units, from 0.
        files: the files.
        limit: documents to take at most; None for all.
    """

    number: int
    files: tuple[SourceFile, ...]
    limit: int | None = None

    @property
    def size(self) -> int:
        """Bytes of input."""
        return sum(f.size for f in self.files)


@dataclass(frozen=True, slots=True)
class Identity:
    """The identity of an input: the number of files, their bytes, a digest of names, sizes and times."""

    files: int
    bytes: int
    digest: str
    ignored: int


def find_files(source: str, input_format: str | None = None) -> Iterator[SourceFile | None]:
    """The files of `source`, in order; None for each that is left out.

    Left out are files of no known format, and in a folder that a run wrote all but its shards.

    Args:
        source: a file, a folder (searched through, hidden names left out) or a glob.
        input_format: the format of all files; None to tell it from the names.

    Raises:
        InputError: there is no such file or folder, or nothing matches the glob.
        MissingPackageError: a file needs a package that is not installed.
    """
    if input_format is not None and input_format not in READERS:
        raise UnknownNameError("input format", input_format, READERS)
    root = Path(source)
    paths: Iterator[str | None]
    if root.is_dir():
        paths = _walk(source)
        base = source
    elif root.exists():
        paths, base = iter((source,)), str(root.parent)
    elif has_magic(source) and not is_address(source):
        matches = sorted(p for p in glob(source, recursive=True) if Path(p).is_file())  # noqa: PTH207 - may be absolute
        if not matches:
            raise InputError(f"{source}: no file matches; check the pattern")
        paths, base = iter(matches), _fixed_part(source)
    else:
        raise missing(source)
    for path in paths:
        if path is None:
            yield None
            continue
        name = os.path.relpath(path, base).replace(os.sep, "/")
        form = input_format or (format_of(name) if root.is_dir() or has_magic(source) else _only_format(path))
        yield _described(path, name, form) if form else None


def _walk(folder: str) -> Iterator[str | None]:
    for path, folders, names in os.walk(folder):
        of_run = MANIFEST in names and STATE in folders
        folders[:] = sorted(f for f in folders if not f.startswith(".") and not (of_run and f == STATE))
        if of_run:
            yield None
        for name in sorted(n for n in names if not n.startswith(".")):
            # a million Path objects would cost seconds
            yield None if of_run and name == REJECTED else os.path.join(path, name)  # noqa: PTH118


def _fixed_part(pattern: str) -> str:
    """The folder above the first part of `pattern` that has a wildcard."""
    parts = Path(pattern).parts
    first = next(i for i, part in enumerate(parts) if has_magic(part))
    return str(Path(*parts[:first]))


def _only_format(path: str) -> str:
    found = format_of(path)
    if found is None:
        raise InputError(f"{path}: its name shows no format; give it with --from {'|'.join(READERS)}")
    return found


def _described(path: str, name: str, form: str) -> SourceFile:
    try:
        stat = os.stat(path)  # noqa: PTH116 - see _walk
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from None
    if form == "parquet":
        require("pyarrow", "corpus", f"reading Parquet ({name})")
    if name.lower().endswith(".zst"):
        require("zstandard", "corpus", f"reading .zst ({name})")
    whole = os.path.abspath(path)  # noqa: PTH100 - a worker of Ray's may stand in another folder
    return SourceFile(whole, name, form, stat.st_size, stat.st_mtime_ns)


def identify(source: str, input_format: str | None = None) -> Identity:
    """The identity of the input, without reading more than its directories."""
    digest = blake2b(digest_size=16)
    files = size = ignored = 0
    for file in find_files(source, input_format):
        if file is None:
            ignored += 1
            continue
        files, size = files + 1, size + file.size
        digest.update(f"{file.name}\0{file.size}\0{file.changed}\n".encode("utf-8", "surrogateescape"))
    if not files:
        raise InputError(f"{source}: holds no file of a known format; give the format with --from")
    return Identity(files, size, digest.hexdigest(), ignored)


def check_columns(source: str, recipe: Recipe) -> None:
    """Make sure that the first files have a column to clean, and those that the recipe names besides.

    Raises:
        InputError: all that can be read of them have columns, but not those that are wanted.
    """
    found: dict[str, None] = {}
    missing = _missing_columns(found, recipe)
    for file in islice(filter(None, find_files(source, recipe.input_format)), _FIRST_FILES):
        if file.format not in COLUMNS:
            return
        with suppress(Exception), _open(file) as raw:  # the run will report the problem
            found |= dict.fromkeys(COLUMNS[file.format](raw, file.name, recipe))
        missing = _missing_columns(found, recipe)
        if not missing:
            return
    if found:
        names = ", ".join(shortened(name, 60) for name in islice(found, 50))
        column, option = missing[0]
        raise InputError(f"{source}: there is no column {column}; name one of these with {option}: {names}")


def _missing_columns(found: Collection[str], recipe: Recipe) -> list[tuple[str, str]]:
    """The columns that the recipe asks for and that are not among those `found`, each with its option."""
    choice = recipe.content_columns()
    missing = [] if any(name in found for name in choice) else [(" or ".join(choice), "--column")]
    for option, name, usual in (
        ("--title-column", recipe.title_column, None),
        ("--published-column", recipe.published_column, None),
        ("--id-column", recipe.id_column, ID_COLUMN),
        ("--url-column", recipe.url_column, URL_COLUMN),
    ):
        if name is not None and name != usual and name not in found:
            missing.append((name, option))
    return missing


def find_units(source: str, recipe: Recipe) -> Iterator[Unit]:
    """The units of the input, in order; they depend only on the files."""
    units = _grouped(source, recipe.input_format)
    return units if recipe.limit is None else _limited(units, recipe, recipe.limit)


def _grouped(source: str, input_format: str | None) -> Iterator[Unit]:
    number = size = 0
    group: list[SourceFile] = []
    for file in find_files(source, input_format):
        if file is None:
            continue
        if group and (size + file.size > UNIT_BYTES or len(group) >= UNIT_FILES):
            yield Unit(number, tuple(group))
            number, size, group = number + 1, 0, []
        group.append(file)
        size += file.size
    if group:
        yield Unit(number, tuple(group))


def _limited(units: Iterator[Unit], recipe: Recipe, limit: int) -> Iterator[Unit]:
    """The units with the first `limit` documents, counted here so that all engines take the same."""
    for unit in units:
        documents = (item for item in read_unit(unit, recipe) if not isinstance(item, Skipped))
        found = sum(1 for _ in islice(documents, limit))
        yield replace(unit, limit=found)
        limit -= found
        if not limit:
            return


def read_unit(unit: Unit, recipe: Recipe, progress: list[int] | None = None) -> Iterator[Item]:
    """The items of a unit, in order.

    Args:
        unit: the unit to read.
        recipe: the settings.
        progress: a list of one number, which is set to the bytes read so far.
    """
    left = unit.limit
    done = 0
    for file in unit.files:
        for item, read in _read_file(file, recipe):
            if progress is not None:
                progress[0] = done + read
            if isinstance(item, Skipped):
                yield item
                continue
            if recipe.sample is not None and not _chosen(item.place, recipe.sample):
                continue
            if left == 0:
                return
            yield item
            left = None if left is None else left - 1
        done += file.size


def _open(file: SourceFile) -> BinaryIO:
    """The file, which must be a regular one, as a stream that knows its path."""
    return open(file.path, "rb", opener=lambda path, _: open_descriptor(path))


def _read_file(file: SourceFile, recipe: Recipe) -> Iterator[tuple[Item, int]]:
    """The items of one file, each with the bytes read so far; an error of the reader becomes an item."""
    place, number = file.name, 0
    try:
        with _open(file) as raw:
            for item in READERS[file.format](raw, file.name, recipe):
                place, number = getattr(item, "place", place), number + 1
                yield item, 0 if raw.closed else raw.tell()
    except OSError as error:
        message = f"the file cannot be {'read on' if number else 'opened'} ({error.strerror or error})"
        yield Rejected(place, "damaged", message, file.name), 0
    except Exception as error:  # a bug in a reader or library costs only the rest of this file
        message = f"the file cannot be read on behind {place} ({type(error).__name__}: {short(error)})"
        yield Rejected(f"{file.name}#{number + 1}", "damaged", message, file.name), 0


def _chosen(place: str, share: float) -> bool:
    digest = blake2b(place.encode("utf-8", "surrogateescape"), digest_size=8).digest()
    return int.from_bytes(digest, "big") < share * 2**64
