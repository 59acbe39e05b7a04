"""Locks on open files; they end with the process, however it ends."""

from __future__ import annotations

import time
from errno import EAGAIN
from typing import IO

_HARMLESS = 23  # SIGURG on Linux, which is ignored unless somebody asks for it
_WAIT = 0.02  # seconds between two tries


def try_lock(file: IO[bytes]) -> bool:
    """Lock `file` exclusively; False if another process holds it. True where there are no locks."""
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
    """The same, waiting up to `seconds` for the other to release it."""
    until = time.monotonic() + seconds
    while not try_lock(file):
        if time.monotonic() > until:
            return False
        time.sleep(_WAIT)
    return True


def is_being_written(file: IO[bytes]) -> bool:
    """Whether another open file can write to `file`, which must be open for reading only.

    Linux reports it by refusing a lease (fcntl(2), F_SETLEASE). False where the system cannot tell.
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
    """Wait until nobody can write to `file` any more, for at most `seconds`."""
    until = time.monotonic() + seconds
    while is_being_written(file) and time.monotonic() < until:
        time.sleep(_WAIT / 10)
