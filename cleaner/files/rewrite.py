"""Rewrites a file atomically, without losing what another program writes to it.

A file that another program has open for writing is refused, where the system can report that. Between this check and
the replacement lie some microseconds, so the old file is checked once more afterwards, when nobody writes to it any
more: what was appended meanwhile is appended to the new file, and after any other change the old file is put back. Not
covered are programs that keep the file open for longer, and systems that cannot report open files.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import IO

from cleaner._io.atomic import NewFile, sync_folder, temporary_name
from cleaner._io.lock import is_being_written, lock, wait_until_written
from cleaner._io.regular import open_regular, read_regular
from cleaner.errors import InputError

_LOCK_SECONDS = 5.0
_WRITER_SECONDS = 2.0  # to wait for a program that opened the file at the last moment
_CHANGED = "not rewritten: another program changed it meanwhile; run again"


class RewriteError(InputError):
    """A file could not be rewritten; it is unchanged."""


def rewrite(
    path: Path,
    before: bytes,
    after: bytes,
    *,
    break_hard_links: bool = False,
    ready: Callable[[Path], None] | None = None,
) -> Path:
    """Give `path` the content `after`, if it still has the content `before`.

    Mode, owner and extended attributes stay; the time of change is now. A symbolic link stays a link:
    what it leads to is rewritten.

    Args:
        path: the file.
        before: what was read from it.
        after: the new content.
        break_hard_links: whether a file with several names may be rewritten; the others keep the old content.
        ready: called with the real path right before the last step.

    Returns:
        The path that was written: `path`, links resolved.

    Raises:
        RewriteError: the file could not be rewritten; it is unchanged.
    """
    try:
        target = Path(os.path.realpath(path, strict=True))
        with open_regular(target, follow=False) as file:
            if not lock(file, _LOCK_SECONDS):
                raise RewriteError("not rewritten: another run is at work on it; try again when that has ended")
            if is_being_written(file):
                raise RewriteError("not rewritten: another program has it open for writing; close it there first")
            status = _checked(target, file, before, break_hard_links)
            with contextlib.closing(_Beside(target, after, status)) as new:
                if ready is not None:
                    ready(target)
                _compare(target, file, before, status)
                _exchange(new, file, before)
    except OSError as error:
        raise RewriteError(f"not rewritten: {_reason(error)}") from None
    return target


def create(path: Path, content: bytes) -> bool:
    """Write a new file atomically; return whether it had to be written.

    Raises:
        RewriteError: there is another file of that name, or it cannot be written.
    """
    try:
        if os.path.lexists(path):
            if path.is_file() and read_regular(path) == content:
                return False
            raise RewriteError(f"{path} is there already, with other content; move it away first")
        with contextlib.closing(_Beside(path, content, None)) as new:
            try:
                os.link(new.temporary, path)  # unlike a rename it never takes the place of another file
            except FileExistsError:
                raise RewriteError(f"{path} has just been made by another program") from None
            except OSError:  # a file system without hard links
                new.temporary.rename(path)
        sync_folder(path.parent)
    except OSError as error:
        raise RewriteError(f"{path} not written: {_reason(error)}") from None
    return True


class _Beside(NewFile):
    """A temporary file with `content` beside `path`; `close` deletes it unless it was moved into place."""

    def __init__(self, path: Path, content: bytes, status: os.stat_result | None) -> None:
        super().__init__(path, mode=0o666 if status is None else 0o600)
        try:
            self.put(content)
            if status is not None:
                _take_over(path, self.temporary, status)
            self.sync()
        except BaseException:
            self.discard()
            raise

    def close(self) -> None:
        self.discard()


def _exchange(new: NewFile, file: IO[bytes], before: bytes) -> None:
    """Move `new` into place, and keep what another program wrote to the old `file` at that moment."""
    old = new.path.parent / temporary_name()
    try:
        os.link(new.path, old, follow_symlinks=False)
    except (OSError, NotImplementedError):  # a file system without hard links: no second check
        new.place()
        wait_until_written(file, _WRITER_SECONDS)
        _append_tail(new.path, file, before)
        return
    try:
        if not os.path.samestat(os.lstat(old), os.fstat(file.fileno())):
            raise RewriteError(_CHANGED)
        new.place()
        wait_until_written(file, _WRITER_SECONDS)
        if not _append_tail(new.path, file, before):
            os.replace(old, new.path)  # noqa: PTH105
            raise RewriteError(_CHANGED)
    finally:
        old.unlink(missing_ok=True)


def _append_tail(path: Path, old: IO[bytes], before: bytes) -> bool:
    """Append to `path` what `old` holds behind `before`; False if it does not begin like that any more."""
    old.seek(0)
    now = old.read()
    if len(now) > len(before) and now.startswith(before):
        flags = os.O_WRONLY | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags), "ab") as new:
            new.write(now[len(before) :])
    return now.startswith(before)


def _checked(target: Path, file: IO[bytes], before: bytes, break_hard_links: bool) -> os.stat_result:
    """The state of the file, if it may be rewritten."""
    status = os.fstat(file.fileno())
    if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise RewriteError("not rewritten: it is read-only; make it writable first")
    if status.st_nlink > 1 and not break_hard_links:
        raise RewriteError(
            f"not rewritten: it has {status.st_nlink} names (hard links), of which the others would keep "
            "the old content; --break-hard-links does it nevertheless"
        )
    _compare(target, file, before, status)
    return status


def _compare(target: Path, file: IO[bytes], before: bytes, status: os.stat_result) -> None:
    """Check that `target` is still the file that was opened, and still holds `before`."""
    file.seek(0)
    same = file.read() == before
    now = os.lstat(target)
    keys = ("st_ino", "st_dev", "st_size", "st_mtime_ns", "st_mode", "st_nlink")
    if not same or any(getattr(now, k) != getattr(status, k) for k in keys):
        raise RewriteError(_CHANGED)


def _take_over(target: Path, temporary: Path, status: os.stat_result) -> None:
    """Give `temporary` the owner, mode and attributes of `target`, but the time of now."""
    if hasattr(os, "chown"):
        mine = temporary.stat()
        if (mine.st_uid, mine.st_gid) != (status.st_uid, status.st_gid):
            try:
                os.chown(temporary, status.st_uid, status.st_gid)
            except PermissionError:
                raise RewriteError("not rewritten: it belongs to another user or group, which would be lost") from None
    shutil.copystat(target, temporary)
    os.utime(temporary)


def _reason(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{error.strerror}; make room and run again"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{error.strerror} (is the folder read-only?)"
    return error.strerror or str(error)
