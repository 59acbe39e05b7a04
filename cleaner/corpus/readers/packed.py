"""Compressed files as streams of bytes, and lines of bounded length."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

_CHUNK = 256 << 10
_PACKED_CHUNK = 16 << 10  # what a damaged zstd frame can take with it

# What a damaged file makes the decompressors raise; zstandard's own error is turned into an EOFError below.
DAMAGE = (OSError, EOFError, zlib.error)


def unpacked(raw: BinaryIO, name: str) -> BinaryIO:
    """The bytes of `raw`, decompressed if `name` ends in ``.gz`` or ``.zst``."""
    if name.lower().endswith(".gz"):
        import gzip

        return gzip.GzipFile(fileobj=raw)  # type: ignore[return-value]
    if name.lower().endswith(".zst"):
        return io.BufferedReader(_Zstd(raw), _CHUNK)
    return raw


class TooLongError(Exception):
    """A line was longer than it may be; it has been passed over."""


def read_line(stream: BinaryIO, limit: int) -> bytes:
    """The next line of `stream` with its line break, empty at the end; raises `TooLongError` above `limit` bytes."""
    line = stream.readline(limit + 1)
    if len(line) <= limit or line.endswith(b"\n"):
        return line
    while line and not line.endswith(b"\n"):
        line = stream.readline(_CHUNK)
    raise TooLongError


def text_lines(stream: BinaryIO, limit: int) -> Iterator[str]:
    """The lines of `stream` as text, bytes that are not UTF-8 as lone surrogates; cut at `limit` bytes."""
    while line := stream.readline(limit + 1):
        yield line.decode("utf-8", "surrogateescape")


class _Zstd(io.RawIOBase):
    """A stream of zstd frames; unlike the library's own reader it tells a file that was cut short."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self._frame: Any = None
        self._left = b""
        self._error = ""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._left and not self._error:
            packed = self._raw.read(_PACKED_CHUNK)
            if not packed:
                if self._frame is None:
                    return 0
                self._error = "the file ends inside a zstd frame"
            self._feed(packed)
        if not self._left:
            raise EOFError(self._error)
        size = min(len(buffer), len(self._left))
        buffer[:size] = self._left[:size]
        self._left = self._left[size:]
        return size

    def _feed(self, packed: bytes) -> None:
        import zstandard

        try:
            while packed:
                if self._frame is None:
                    self._frame = zstandard.ZstdDecompressor().decompressobj()
                self._left += self._frame.decompress(packed)
                packed = b""
                if self._frame.eof:
                    packed, self._frame = self._frame.unused_data, None
        except zstandard.ZstdError as error:
            self._error = str(error)
