"""Locks on open files, which go with the process, however it ends."""

from __future__ import annotations

import time
from errno import EAGAIN
from typing import IO

_HARMLESS = 23  # SIGURG on Linux, which is ignored unless somebody asks for it
_WAIT = 0.02  # seconds between two tries


def try_lock(file: IO[bytes]) -> bool:
    """Lock `file` for this process alone; False if another holds it. Where there are no locks nobody does."""
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock
    except ImportError:  # Windows
        return True
    try:
        flock(file, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


def lock(file: IO[bytes], seconds: float) -> bool:
    """The same, but wait up to `seconds` for the other to let go."""
    until = time.monotonic() + seconds
    while not try_lock(file):
        if time.monotonic() > until:
            return False
        time.sleep(_WAIT)
    return True


def is_being_written(file: IO[bytes]) -> bool:
    """Whether another open file can write to `file`, which must be open for reading only.

    The kernel of Linux tells by refusing a lease (fcntl(2), F_SETLEASE). Where nobody tells it is False.
    """
    try:
        from fcntl import F_RDLCK, F_SETLEASE, F_SETSIG, F_UNLCK, fcntl  # type: ignore[attr-defined,unused-ignore]
    except ImportError:
        return False
    try:
        fcntl(file, F_SETSIG, _HARMLESS)  # who opens the file in just this moment has this sent: it does nothing
        fcntl(file, F_SETLEASE, F_RDLCK)
    except OSError as error:
        return error.errno == EAGAIN  # else it is another user's, or on a file system without leases
    fcntl(file, F_SETLEASE, F_UNLCK)
    return False


def wait_until_written(file: IO[bytes], seconds: float) -> None:
    """Wait until nobody can write to `file` any more, but no longer than `seconds`."""
    until = time.monotonic() + seconds
    while is_being_written(file) and time.monotonic() < until:
        time.sleep(_WAIT / 10)
