"""Locks on open files, which go with the process, however it ends."""

from __future__ import annotations

import time
from typing import IO

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
