"""Opens regular files only: a pipe would block, and a device has no end."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

_FLAGS = os.O_RDONLY
for _name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"):
    _FLAGS |= getattr(os, _name, 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
SMALL = 64 << 20  # bytes; no file of settings, patterns or known findings is larger


def open_regular(path: str | Path, *, follow: bool = True) -> BinaryIO:
    """A stream on the regular file `path`; pipes, devices and folders are refused without blocking.

    Args:
        path: the file.
        follow: whether it may be a symbolic link.

    Raises:
        OSError: it cannot be opened, or is no regular file.
    """
    return open(open_descriptor(path, follow=follow), "rb")


def open_descriptor(path: str | Path, *, follow: bool = True) -> int:
    """The same as an open descriptor."""
    descriptor = os.open(path, _FLAGS | (0 if follow else _NO_LINK))
    try:
        check_regular(descriptor)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def check_regular(descriptor: int) -> os.stat_result:
    """The state of an open file; raises OSError if it is no regular one."""
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "is no regular file")
    return status


def read_regular(path: str | Path, *, limit: int | None = None, follow: bool = True) -> bytes:
    """The content of the regular file `path`.

    Args:
        path: the file.
        limit: bytes; a larger file is refused.
        follow: whether it may be a symbolic link.

    Raises:
        OSError: it cannot be read, is no regular file, or is too large.
    """
    with open_regular(path, follow=follow) as file:
        if limit is None:
            return file.read()
        data = file.read(limit + 1)
    if len(data) > limit:
        raise OSError(errno.EFBIG, f"is larger than {limit:,} bytes")
    return data
