"""Undoes the changes in a journal: only inside the root of their run, only regular files, without following links.

A file that still has the content from `--fix` gets its old content back; one with any other content was changed since
and is left alone.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Literal, NamedTuple

from cleaner._io.regular import read_regular
from cleaner.errors import InputError
from cleaner.files.journal import Entry, JournalReader
from cleaner.files.rewrite import rewrite

Fate = Literal["restored", "deleted", "unchanged", "changed", "failed"]


class Undone(NamedTuple):
    """What happens to one file, with a message."""

    path: Path
    fate: Fate
    message: str


def plan(journal: JournalReader, *, anywhere: bool = False) -> Iterator[Undone]:
    """What `undo` would do, without doing it.

    Args:
        journal: the journal to undo.
        anywhere: whether to change files outside the root of their run.
    """
    seen: dict[Path, str | None] = {}  # the digest that each file would have by then
    for entry in reversed(journal.entries):
        try:
            if entry.path not in seen:
                seen[entry.path] = _digest(_content(entry, anywhere))
        except (InputError, OSError) as error:
            yield Undone(entry.path, "failed", _reason(error))
            continue
        found = _verdict(entry, seen[entry.path])
        if found.fate in ("restored", "deleted"):
            seen[entry.path] = entry.before
        yield found


def undo(journal: JournalReader, *, anywhere: bool = False) -> Iterator[Undone]:
    """Restore the files, the last change first, and report each.

    A file that several runs rewrote is restored step by step, and reported once for each.

    Args:
        journal: the journal to undo.
        anywhere: whether to change files outside the root of their run.
    """
    for entry in reversed(journal.entries):
        try:
            yield _undone(entry, journal, anywhere)
        except (InputError, OSError) as error:
            yield Undone(entry.path, "failed", _reason(error))


def _undone(entry: Entry, journal: JournalReader, anywhere: bool) -> Undone:
    now = _content(entry, anywhere)
    found = _verdict(entry, _digest(now))
    if found.fate == "deleted":
        entry.path.unlink()
    elif found.fate == "restored" and now is not None:
        rewrite(entry.path, now, journal.content(entry))
    return found


def _content(entry: Entry, anywhere: bool) -> bytes | None:
    """The present content of the file; None if it is gone.

    Raises:
        InputError: it must not be changed.
        OSError: it cannot be read, or is no regular file.
    """
    path = entry.path
    outside = not path.is_relative_to(entry.root) or entry.root == entry.root.parent
    if outside and not anywhere:
        raise InputError(f"lies outside of {entry.root}, where the run was; left alone (--anywhere touches it)")
    if os.path.realpath(path.parent) != str(path.parent) or _is_link(path):
        raise InputError("a link leads elsewhere from there by now; left alone")
    try:
        return read_regular(path, follow=False)
    except FileNotFoundError:
        return None


def _is_link(path: Path) -> bool:
    try:
        return stat.S_ISLNK(path.lstat().st_mode)
    except FileNotFoundError:
        return False


def _verdict(entry: Entry, now: str | None) -> Undone:
    """What to do with a file whose digest is `now`; None if it is gone."""
    if now == entry.before:
        return Undone(entry.path, "unchanged", "is as it was before")
    if now is None:
        return Undone(entry.path, "changed", "is gone; not brought back")
    if now != entry.after:
        return Undone(entry.path, "changed", "was changed since; left alone")
    if entry.before is None:
        return Undone(entry.path, "deleted", "deleted")
    return Undone(entry.path, "restored", "restored")


def _digest(content: bytes | None) -> str | None:
    return None if content is None else sha256(content).hexdigest()


def _reason(error: InputError | OSError) -> str:
    if isinstance(error, OSError):
        return f"cannot be brought back ({error.strerror or error})"
    return str(error)
