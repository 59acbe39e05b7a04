"""What `--fix` did, so that it can be undone: a line of JSON for each file, on the disk before the file is changed.

Each line holds the whole content that the file had. Undoing compares: a file with the content that `--fix` gave it
gets the old one back; one with any other content was changed since, and is left alone.
"""

from __future__ import annotations

import base64
import json
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Literal

from cleaner.errors import InputError
from cleaner.files.rewrite import RewriteError, rewrite

VERSION = 1
_MISSING = "missing"

Outcome = Literal["restored", "deleted", "unchanged", "changed", "failed"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One file that was rewritten or made.

    Args:
        path: the file, absolute, links resolved.
        before: the content that it had; None if it was made.
        after: SHA-256 of the content that it got, in hexadecimal.
    """

    path: Path
    before: bytes | None
    after: str


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of one file, and a message for people."""

    path: Path
    outcome: Outcome
    message: str


class Journal:
    """Writes a journal; a context manager. What an earlier run wrote stays in front."""

    def __init__(self, path: Path) -> None:
        """Write to `path`; raises `InputError` if that cannot be done."""
        try:
            self._file = path.open("r+b" if path.exists() else "x+b", buffering=0)
            try:
                self._end = self._end_of_last_line()
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
        """Note, on the disk, that `path` is about to be given the content `after`.

        Raises:
            RewriteError: the line could not be written; the journal is as it was.
        """
        held = _MISSING if before is None else base64.b64encode(zlib.compress(before)).decode()
        name = os.fsencode(path).decode("utf-8", "surrogateescape")
        line = {"version": VERSION, "path": name, "after": sha256(after).hexdigest(), "before": held}
        rest = memoryview(json.dumps(line).encode() + b"\n")
        try:
            self._file.seek(self._end)
            size = len(rest)
            while rest:
                rest = rest[self._file.write(rest) or 0 :]
            os.fsync(self._file.fileno())
        except OSError as error:
            self._file.truncate(self._end)
            raise RewriteError(f"not rewritten: the journal cannot be written ({error.strerror or error})") from None
        self._end += size

    def _end_of_last_line(self) -> int:
        """Where the next line goes; half a line of a run that was killed is written over."""
        size = os.fstat(self._file.fileno()).st_size
        if size == 0:
            return 0
        data = self._file.read(size)
        if not data.startswith(b'{"version"'):
            raise InputError(f"{self._file.name}: is there already and is no journal; choose another name")
        end = data.rfind(b"\n") + 1
        self._file.truncate(end)
        return end


def read_journal(path: Path) -> list[Entry]:
    """The entries of a journal, in the order in which they were made.

    Raises:
        InputError: the file cannot be read, or is no journal.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error})") from None
    # A last line without its end was being written when the run was killed: its file was not touched.
    return [_entry(path, number, line) for number, line in enumerate(lines[:-1], 1)]


def _entry(path: Path, number: int, line: bytes) -> Entry:
    try:
        held = json.loads(line)
        if held["version"] != VERSION:
            raise InputError(f"{path}: line {number} was written by another version of cleaner")
        before = None if held["before"] == _MISSING else zlib.decompress(base64.b64decode(held["before"]))
        name = os.fsdecode(held["path"].encode("utf-8", "surrogateescape"))
        return Entry(Path(name), before, str(held["after"]))
    except (ValueError, KeyError, TypeError, AttributeError, zlib.error):
        raise InputError(f"{path}: line {number} is no line of a journal") from None


def undo(entries: list[Entry]) -> Iterator[Undone]:
    """Bring the files of `entries` back, the last change first; say of each what became of it.

    A file that several runs rewrote comes back step by step, and is told of once for each.
    """
    for entry in reversed(entries):
        yield _undo(entry)


def _undo(entry: Entry) -> Undone:
    path = entry.path
    try:
        now: bytes | None = path.read_bytes()
    except FileNotFoundError:
        now = None
    except OSError as error:
        return Undone(path, "failed", f"cannot be read ({error.strerror or error})")
    if now == entry.before:
        return Undone(path, "unchanged", "is as it was before")
    if now is None:
        return Undone(path, "changed", "is gone; not brought back")
    if sha256(now).hexdigest() != entry.after:
        return Undone(path, "changed", "was changed since; left alone")
    try:
        if entry.before is None:
            path.unlink()
            return Undone(path, "deleted", "deleted")
        rewrite(path, now, entry.before)
    except (RewriteError, OSError) as error:
        return Undone(path, "failed", str(error))
    return Undone(path, "restored", "restored")
