"""The journal of `--fix`, for undoing it: a line of JSON for each file, on disk before the file is changed.

Each line holds the root of its run, outside which nothing may be changed, and the whole previous content of the file.
A checksum in each line shows which lines are intact, and distinguishes a journal from other files.
"""

from __future__ import annotations

import base64
import json
import os
import zlib
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NamedTuple

from cleaner._io.lock import try_lock
from cleaner._io.regular import check_regular, open_regular
from cleaner.errors import InputError
from cleaner.files.rewrite import RewriteError

VERSION = 2
_SUM = b', "sum": "'
_SUM_SIZE = 32  # hexadecimal digits
_SAFE_SIZE = 64 << 20  # bytes that any line may unpack to,
_SAFE_RATIO = 100  # or this many times its own size; no text packs better, but a bomb does
_OPEN = os.O_RDWR | os.O_CREAT
for _flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):
    _OPEN |= getattr(os, _flag, 0)


class Entry(NamedTuple):
    """A file that was rewritten or created.

    Args:
        path: the file, absolute, links resolved.
        root: the folder of the run.
        before: SHA-256 of the previous content, in hexadecimal; None if the file was created.
        after: SHA-256 of the new content.
        size: bytes of the previous content.
        start: offset of its line in the journal.
    """

    path: Path
    root: Path
    before: str | None
    after: str
    size: int
    start: int


class Damage(NamedTuple):
    """A damaged line: its number, from 1, the problem, and the file that it seems to belong to."""

    number: int
    problem: str
    path: str | None = None


class Journal:
    """Appends to a journal, for this process alone; a context manager."""

    def __init__(self, path: Path, root: Path) -> None:
        """Open the journal `path` for changes to files inside `root`.

        Raises:
            InputError: it cannot be written, another run writes to it, or it is a file of another kind.
        """
        self._root = root
        try:
            self._file = os.fdopen(os.open(path, _OPEN, 0o600), "r+b", buffering=0)
            try:
                check_regular(self._file.fileno())
                if not try_lock(self._file):
                    raise InputError(f"{path}: another run is at work with this journal; name another one")
                self._end = _end_of_last_line(self._file, path)
                self._file.truncate(self._end)
            except BaseException:
                self._file.close()
                raise
        except OSError as error:
            raise InputError(f"{path}: the journal cannot be written ({error.strerror or error})") from None

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._file.close()

    def record(self, path: Path, before: bytes | None, after: bytes) -> None:
        """Record on disk that `path` is about to get the content `after`.

        Raises:
            RewriteError: the line could not be written; the journal is as it was.
        """
        values = {"root": _name(self._root), "path": _name(path), "after": sha256(after).hexdigest()}
        if before is not None:
            packed = zlib.compress(before)
            if len(before) > max(_SAFE_SIZE, _SAFE_RATIO * len(packed)):  # undoing would take it for a bomb
                packed = zlib.compress(before, 0)
            held = base64.b64encode(packed).decode()
            values |= {"size": str(len(before)), "before": sha256(before).hexdigest(), "content": held}
        self._append(line_of(values))

    def _append(self, line: bytes) -> None:
        rest = memoryview(line)
        try:
            self._file.seek(self._end)
            while rest:
                rest = rest[self._file.write(rest) or 0 :]
            os.fsync(self._file.fileno())
        except OSError as error:
            self._file.truncate(self._end)
            raise RewriteError(f"not rewritten: the journal cannot be written ({error.strerror or error})") from None
        self._end += len(line)


class JournalReader:
    """Reads a journal, its intact and its damaged lines; a context manager.

    No run can write to it while it is open.
    """

    def __init__(self, path: Path) -> None:
        """Read `path`.

        Raises:
            InputError: the file cannot be read, is no journal, or is being written.
        """
        self.entries: list[Entry] = []  # in the order in which they were made
        self.damage: list[Damage] = []
        self._path = path
        try:
            self._file = open_regular(path)
            try:
                if not try_lock(self._file):
                    raise InputError(f"{path}: a run is at work with this journal; wait until it has ended")
                self._index()
            except BaseException:
                self._file.close()
                raise
        except OSError as error:
            raise InputError(f"{path}: cannot be read ({error.strerror or error})") from None

    def __enter__(self) -> JournalReader:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def content(self, entry: Entry) -> bytes:
        """The content that the file of `entry` had.

        Raises:
            InputError: the line does not hold it.
        """
        self._file.seek(entry.start)
        line = self._file.readline()
        try:
            packed = base64.b64decode(_values(line)["content"])
            if entry.size > max(_SAFE_SIZE, _SAFE_RATIO * len(packed)):
                raise InputError("its content in the journal is packed too tightly to be true; left alone")
            content = zlib.decompressobj().decompress(packed, entry.size + 1)
        except (ValueError, KeyError, zlib.error):
            raise InputError("the journal does not hold its content") from None
        if len(content) != entry.size or sha256(content).hexdigest() != entry.before:
            raise InputError("the journal does not hold the content that it names")
        return content

    def _index(self) -> None:
        start = 0
        for number, line in enumerate(self._file, 1):
            if not line.endswith(b"\n"):
                break  # an incomplete line: the run was killed before it changed the file
            try:
                self.entries.append(_entry(_values(line), start))
            except (ValueError, KeyError) as error:
                self.damage.append(Damage(number, str(error), _told_path(line)))
            start += len(line)
        if self.damage and not self.entries:
            raise InputError(f"{self._path}: no line is one of a journal; line 1 {self.damage[0].problem}")


def line_of(values: Mapping[str, str]) -> bytes:
    """`values` as a line with a checksum."""
    body = json.dumps({"version": VERSION, **values})[:-1].encode()
    return body + _SUM + _digest(body) + b'"}\n'


def _digest(body: bytes) -> bytes:
    return sha256(body).hexdigest()[:_SUM_SIZE].encode()


def _values(line: bytes) -> dict[str, str]:
    """The values of an intact line; raises ValueError."""
    body, mark, rest = line.rpartition(_SUM)
    if not mark or rest.rstrip(b"\n") != _digest(body) + b'"}':
        raise ValueError("is damaged, its checksum is wrong")
    values = json.loads(body + b"}")
    if values.pop("version", None) != VERSION:
        raise ValueError("was written by another version of cleaner")
    if not all(isinstance(value, str) for value in values.values()):
        raise ValueError("is no line of a journal")
    return values  # type: ignore[no-any-return]


def _entry(values: Mapping[str, str], start: int) -> Entry:
    try:
        path, root, size = _path(values["path"]), _path(values["root"]), int(values.get("size", "0"))
        if size < 0:
            raise ValueError("has a size below 0")
        return Entry(path, root, values.get("before"), values["after"], size, start)
    except KeyError as missing:
        raise ValueError(f"has no {missing}") from None


def _path(text: str) -> Path:
    """A path as `_name` wrote it; raises ValueError if it is not absolute, or leads up."""
    path = Path(os.fsdecode(text.encode("utf-8", "surrogateescape")))
    if not path.is_absolute() or ".." in path.parts or "\0" in text:
        raise ValueError("names a path that is not absolute, or leads upward")
    return path


def _name(path: Path) -> str:
    """`path` as JSON can hold it, whatever its bytes."""
    return os.fsencode(path).decode("utf-8", "surrogateescape")


def _told_path(line: bytes) -> str | None:
    """The file that a damaged line seems to belong to."""
    _, found, rest = line.partition(b'"path": ')
    try:
        return str(json.JSONDecoder().raw_decode(rest.decode("utf-8", "replace"))[0]) if found else None
    except (ValueError, RecursionError):
        return None


def _end_of_last_line(journal: BinaryIO, path: Path) -> int:
    """The offset for the next line; an incomplete line of a killed run is overwritten."""
    end = 0
    ours = empty = True
    with os.fdopen(os.dup(journal.fileno()), "rb") as lines:
        for line in lines:
            if empty or not ours:
                ours = _is_whole(line)
            empty = False
            end += len(line) if line.endswith(b"\n") else 0
    if not ours:
        raise InputError(f"{path}: is there already and is no journal; choose another name")
    return end


def _is_whole(line: bytes) -> bool:
    try:
        return "root" in _values(line)
    except ValueError:
        return False
