"""Atomic writes: a file appears under its name complete or not at all.

It is written to a temporary file in the same folder, flushed to disk and renamed. A process killed before the rename
leaves the old file and the temporary one, which a later run deletes; after it, the new file.
"""

from __future__ import annotations

import contextlib
import os
import re
import time
from pathlib import Path

from cleaner._io.lock import try_lock
from cleaner._io.regular import open_regular

_OURS = re.compile(r"\.cleaner-(\d+)-[0-9a-f]+\.tmp")
# Never through a link, never onto an existing file.
_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY
_NEW |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_STRAY_SECONDS = 3600.0  # age from which a temporary file is deleted even if its process number is in use again


class NewFile:
    """A file under construction: write to `stream`, then `finish` or `discard`.

    As a context manager it finishes on success and discards on an error. Whatever has the name is replaced; if that
    is a symbolic link, the link itself.
    """

    def __init__(self, path: Path, *, mode: int = 0o666, durable: bool = True) -> None:
        """Begin the file `path`; its folder must exist.

        Args:
            path: the final path.
            mode: its permissions, before the user's umask.
            durable: whether to wait for the disk, which takes milliseconds, for what cannot be made again.

        Raises:
            OSError: no file can be created there.
        """
        self.path, self._durable = path, durable
        self.temporary = path.parent / temporary_name()
        self.stream = open(os.open(self.temporary, _NEW, mode), "wb")  # noqa: PTH123, SIM115 (a descriptor; kept)
        try_lock(self.stream)  # for a sweep that cannot see this process, as in another container

    def __enter__(self) -> NewFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self.finish()
        finally:
            self.discard()

    def put(self, content: bytes) -> None:
        """Write `content` at once, past the buffer of `stream`."""
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(self.stream.fileno(), rest) :]

    def sync(self) -> int:
        """Flush to disk; return the size in bytes."""
        self.stream.flush()
        if self._durable:
            os.fsync(self.stream.fileno())
        return os.fstat(self.stream.fileno()).st_size

    def finish(self) -> int:
        """Flush to disk and rename; return the size in bytes."""
        size = self.sync()
        self.place()
        return size

    def place(self) -> None:
        """Rename the file, which must have been synced."""
        if os.name != "posix":  # an open file cannot be renamed there
            self.stream.close()
        os.replace(self.temporary, self.path)  # noqa: PTH105 (one step, and the tests make it fail)
        self.stream.close()
        if self._durable:
            sync_folder(self.path.parent)

    def discard(self) -> None:
        """Delete the temporary file; without effect after `finish`."""
        with contextlib.suppress(OSError):  # the buffer of a full disk cannot be flushed
            self.stream.close()
        with contextlib.suppress(OSError):
            self.temporary.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes, *, durable: bool = True) -> None:
    """Write a file atomically; raises OSError."""
    with NewFile(path, durable=durable) as new:
        new.put(content)


def temporary_name() -> str:
    """An unpredictable name that tells a sweep which process wrote it."""
    return f".cleaner-{os.getpid()}-{os.urandom(8).hex()}.tmp"


def is_temporary(name: str) -> bool:
    """Whether `name` is one that `temporary_name` gives."""
    return _OURS.fullmatch(name) is not None


def sweep(folder: Path) -> list[Path]:
    """Delete temporary files that killed runs left in `folder`; return them."""
    swept: list[Path] = []
    try:
        strays = sorted(p for p in folder.iterdir() if is_temporary(p.name))
    except OSError:
        return swept
    for stray in strays:
        with contextlib.suppress(OSError):
            if _is_dead(stray):
                stray.unlink()
                swept.append(stray)
    return swept


def _is_dead(stray: Path) -> bool:
    """Whether `stray` is abandoned: its process is gone or it is old, and its lock is free."""
    number = _OURS.fullmatch(stray.name)
    if number and _alive(int(number[1])) and time.time() - stray.lstat().st_mtime < _STRAY_SECONDS:
        return False
    with open_regular(stray, follow=False) as file:
        return try_lock(file)


def _alive(process: int) -> bool:
    if os.name != "posix":  # os.kill would end it there
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def sync_folder(folder: Path) -> None:
    """Flush a change of names in `folder` to disk, where the system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
