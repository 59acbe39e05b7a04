"""Decompression in bounded steps: no step unpacks more than a few megabytes, whatever the file holds.

A compressed file is a sequence of members (gzip) or frames (zstd). After a damaged one, the next can be searched for.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from time import thread_time
from typing import Any, BinaryIO, Protocol

from cleaner.errors import require

_CHUNK = 64 << 10
_STEP_OUT = 64 << 10  # bytes that one step of gzip may give, and that a damaged member can lose
_STEP_ZSTD = 1 << 10  # bytes of a zstd frame that are unpacked at a time: a block of 4 bytes can hold 128 kB
_MAX_RATIO = 1000  # unpacked to packed; text packs 3 to 30 times, gzip's limit is 1,032
_FREE_BYTES = 256 << 20  # may be unpacked at any ratio
_READ_SECONDS = 30.0  # of CPU, without finding a document
_RESCANS = 4  # how often the bytes of a file may be read again in the search for members

# Errors from reading a damaged file; those of zlib and zstandard become a DamageError here.
DAMAGE = (OSError, EOFError)


class DamageError(EOFError):
    """A compressed file cannot be read from here on, unless another member is found."""


class BeyondLimitsError(Exception):
    """Reading a file exceeds a limit.

    Args:
        reason: ``too-large`` or ``timeout``.
        message: which limit, and by what.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class Watch:
    """The CPU seconds that have gone into reading since the last document was found."""

    def __init__(self, seconds: float = _READ_SECONDS) -> None:
        self._seconds = seconds
        self._since = thread_time()

    def found(self) -> None:
        """Start again, because a document was found."""
        self._since = thread_time()

    def check(self) -> None:
        """Raise `BeyondLimitsError` if the time is used up."""
        if thread_time() - self._since > self._seconds:
            raise BeyondLimitsError("timeout", f"no document was found in {self._seconds:g} s of reading")


class Unpacked(Protocol):
    """The bytes of a file, piece by piece.

    `member` is the offset in the file at which the member begins that the last piece came from.
    """

    member: int

    def read(self) -> bytes:
        """The next piece, empty at the end; raises `DamageError`, `BeyondLimitsError` or `OSError`."""

    def resume(self) -> bool:
        """Skip the damage and continue with the next member; False if there is none."""


class Plain:
    """A file that is not compressed; all of it counts as one member."""

    member = 0

    def __init__(self, raw: BinaryIO, watch: Watch) -> None:
        self._raw, self._watch = raw, watch

    def read(self) -> bytes:
        """The next piece, empty at the end."""
        self._watch.check()
        return self._raw.read(_CHUNK)

    def resume(self) -> bool:
        """Always False: there is no other member."""
        return False


class _Gzip:
    start = re.compile(rb"\x1f\x8b\x08")

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(31)

    def feed(self, packed: bytes) -> tuple[bytes, bytes, bool]:
        """The output of a step, the rest of `packed`, and whether the member is complete."""
        try:
            data = self._inner.decompress(packed, _STEP_OUT)
        except zlib.error as error:
            raise DamageError(str(error)) from None
        return data, self._inner.unused_data or self._inner.unconsumed_tail, self._inner.eof


class _Zstd:
    start = re.compile(rb"\x28\xb5\x2f\xfd")

    def __init__(self, dictionary: Any = None) -> None:
        import zstandard

        self._error = zstandard.ZstdError
        self._inner = zstandard.ZstdDecompressor(dict_data=dictionary).decompressobj()

    def feed(self, packed: bytes) -> tuple[bytes, bytes, bool]:
        """The output of a step, the rest of `packed`, and whether the frame is complete."""
        try:
            data = self._inner.decompress(packed[:_STEP_ZSTD])
        except self._error as error:
            raise DamageError(str(error)) from None
        except MemoryError:
            raise BeyondLimitsError("too-large", "a zstd frame asks for more memory than there is") from None
        done = self._inner.eof
        return data, (self._inner.unused_data if done else b"") + packed[_STEP_ZSTD:], done


class Members:
    """The bytes in a file of gzip members or zstd frames."""

    def __init__(
        self, raw: BinaryIO, open_member: Callable[[], _Gzip | _Zstd], watch: Watch, *, ratio: float = _MAX_RATIO
    ) -> None:
        self.member = 0
        self._raw, self._open, self._watch, self._ratio = raw, open_member, watch, ratio
        self._codec: _Gzip | _Zstd | None = None
        self._packed = b""  # read from the file but not unpacked yet
        self._at = raw.tell()  # where `_packed` begins in the file
        self._given = self._read = self._rescanned = 0

    def read(self) -> bytes:
        """The next piece, empty at the end."""
        while True:
            self._watch.check()
            if not self._fill():
                return b""
            if self._codec is None:
                self._codec = self._open()
                self.member = self._at
            before = len(self._packed)
            data, self._packed, done = self._codec.feed(self._packed)
            self._at += before - len(self._packed)
            if done:
                self._codec = None
            self._given += len(data)
            if self._given > _FREE_BYTES and self._given > self._ratio * self._read:
                raise BeyondLimitsError("too-large", f"it unpacks to more than {self._ratio:g} times its size")
            if data:
                return data

    def _fill(self) -> bool:
        """Read packed bytes if there are none; False at the proper end of the file."""
        while True:
            if self._codec is None and self._at and not self._packed.strip(b"\0"):
                self._at, self._packed = self._at + len(self._packed), b""  # zeros that a tape or a tool has left
            if self._packed:
                return True
            self._packed = self._raw.read(_CHUNK)
            self._read += len(self._packed)
            if not self._packed:
                if self._codec is None:
                    return False
                raise DamageError("the file ends inside of a compressed member")

    def resume(self) -> bool:
        """Skip the damage and continue with the next member; False if there is none."""
        failed_at = self._at
        self._rescanned += failed_at - self.member
        at = self.member + 1
        if self._rescanned > _RESCANS * (self._read + _CHUNK):
            at = max(at, failed_at)
        found = find_start(self._raw, self._start(), at)
        self._codec, self._packed = None, b""
        if found is None:
            return False
        self._raw.seek(found)
        self._at = self.member = found
        return True

    def _start(self) -> re.Pattern[bytes]:
        return (self._codec or self._open()).start


def find_start(raw: BinaryIO, start: re.Pattern[bytes], at: int) -> int | None:
    """The offset at or behind `at` at which `start` is found in a file; None if nowhere."""
    raw.seek(at)
    tail = b""
    while chunk := raw.read(_CHUNK):
        if found := start.search(tail + chunk):
            return at - len(tail) + found.start()
        at += len(chunk)
        tail = (tail + chunk)[-16:]
    return None


def unpacked(raw: BinaryIO, name: str, watch: Watch | None = None) -> Unpacked:
    """The bytes of `raw`, decompressed if `name` ends in ``.gz`` or ``.zst``."""
    watch = watch or Watch()
    lower = name.lower()
    if lower.endswith(".gz"):
        return Members(raw, _Gzip, watch)
    if lower.endswith(".zst"):
        return _zstd(raw, watch)
    return Plain(raw, watch)


def unpacked_by_content(raw: BinaryIO, watch: Watch | None = None) -> Unpacked:
    """The bytes of `raw`, decompressed if it begins like a compressed file."""
    watch = watch or Watch()
    head = raw.read(4)
    raw.seek(0)
    if head[:2] == b"\x1f\x8b":
        return Members(raw, _Gzip, watch)
    if head == b"\x28\xb5\x2f\xfd" or (len(head) == 4 and head[0] & 0xF0 == 0x50 and head[1:] == b"\x2a\x4d\x18"):
        return _zstd(raw, watch)
    return Plain(raw, watch)


_DICTIONARY = b"\x5d\x2a\x4d\x18"  # the skippable frame in which .warc.zst keeps its dictionary
_MAX_DICTIONARY = 64 << 20


def _zstd(raw: BinaryIO, watch: Watch) -> Members:
    """The frames of a zstd file, with the dictionary that may stand at its head.

    See "Zstandard compression of WARC files", https://iipc.github.io/warc-specifications/specifications/warc-zstd/.
    """
    require("zstandard", "corpus", "unpacking zstd")
    head = raw.read(8)
    size = int.from_bytes(head[4:], "little")
    if head[:4] != _DICTIONARY or size > _MAX_DICTIONARY:
        raw.seek(0)
        return Members(raw, _Zstd, watch)
    import zstandard

    content = raw.read(size)
    if content[:4] == b"\x28\xb5\x2f\xfd":
        try:
            content = zstandard.ZstdDecompressor().decompress(content, max_output_size=_MAX_DICTIONARY)
        except zstandard.ZstdError as error:
            raise DamageError(f"its dictionary cannot be read ({error})") from None
    dictionary = zstandard.ZstdCompressionDict(content)
    return Members(raw, lambda: _Zstd(dictionary), watch)
