"""The encoding of a table, found out as `cleaner check` does, but without holding the file."""

from __future__ import annotations

import codecs

from cleaner._io.unpack import Unpacked
from cleaner.read.decode import decode

_LOOKED_AT = 256 << 20  # bytes; what stands behind them is taken to be like them
_SAMPLE = 256 << 10


def find_encoding(stream: Unpacked) -> str:
    """Python's name of the encoding of `stream`, of which much is read: UTF-8 if it is valid, else what is detected.

    Raises:
        DamageError, BeyondLimitsError, OSError: it cannot be read.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    head = piece = stream.read()
    found = decode(head[: len(head) & ~3]).encoding if head else "utf-8"
    if found.startswith(("utf-16", "utf-32")):
        return found
    sample, looked_at = b"", 0
    while piece and looked_at < _LOOKED_AT:
        try:
            decoder.decode(piece)
        except UnicodeDecodeError:
            sample = head
            break
        looked_at += len(piece)
        piece = stream.read()
    if not sample:
        return "utf-8"
    while piece and len(sample) < _SAMPLE:
        sample += b"\n".join(line for line in piece.split(b"\n") if not line.isascii())
        piece = stream.read()
    name = decode(sample[:_SAMPLE]).encoding
    return "utf-8" if name == "utf-8-sig" else name
