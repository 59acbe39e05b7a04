"""The text of a file, and the way back to the very same bytes."""

from __future__ import annotations

import contextlib
from typing import NamedTuple

from cleaner._io.marks import BYTE_ORDER_MARKS
from cleaner.errors import InputError


class Encoded(NamedTuple):
    """A decoded file that can be written again.

    Args:
        text: the characters of the file, byte order mark left out.
        encoding: Python's name of the encoding.
        mark: the byte order mark, empty if there was none.
        errors: ``strict``, or ``surrogateescape`` where single bytes belong to no character.
    """

    text: str
    encoding: str = "utf-8"
    mark: bytes = b""
    errors: str = "strict"

    def encode(self, text: str) -> bytes:
        """`text` as the file would hold it; raises `InputError` if its encoding has no such character."""
        try:
            return self.mark + text.encode(self.encoding, self.errors)
        except UnicodeEncodeError as error:
            missing = text[error.start]
            raise InputError(
                f"{self.encoding} has no {missing!r} (U+{ord(missing):04X}); convert the file to UTF-8 first"
            ) from None


def decode_exactly(data: bytes, declared: str | None = None) -> Encoded:
    """Decode a file so that it can be encoded again without a byte changed.

    Args:
        data: the content of the file.
        declared: the encoding that the user named; a byte order mark is trusted more.

    Raises:
        InputError: the content is binary, or would not survive decoding and encoding.
    """
    marked = [(mark, encoding) for mark, encoding in BYTE_ORDER_MARKS if data.startswith(mark)]
    for mark, encoding in marked:
        # UTF-16 that begins with a NUL looks like UTF-32 at first.
        with contextlib.suppress(InputError):
            return _exact(data[len(mark) :], encoding, mark)
    if marked:
        raise InputError(f"has the byte order mark of {marked[-1][1]}, but is not valid as such")
    if declared is not None:
        return _exact(data, declared, b"")
    if b"\0" not in data:
        try:
            return Encoded(data.decode("utf-8"))
        except UnicodeDecodeError:
            pass
    return _exact(data, _detected(data), b"")


def _detected(data: bytes) -> str:
    from cleaner.read.decode import decode

    found = decode(data)
    if any(flag.code == "binary-input" for flag in found.flags):
        raise InputError("is binary, not text")
    return found.encoding


def _exact(data: bytes, encoding: str, mark: bytes) -> Encoded:
    for errors in ("strict", "surrogateescape"):
        try:
            text = data.decode(encoding, errors)
            if text.encode(encoding, errors) == data:
                return Encoded(text, encoding, mark, errors)
        except UnicodeError:
            continue
    raise InputError(f"is not valid {encoding}; name its encoding with --encoding, or convert it to UTF-8")
