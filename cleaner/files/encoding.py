"""Decodes the text of a file so that encoding gives back the same bytes."""

from __future__ import annotations

import contextlib
from typing import NamedTuple

from cleaner._io.marks import BYTE_ORDER_MARKS
from cleaner.errors import InputError

# The first bytes of formats that may hold articles but are no text, and tools that extract it.
_OTHERS = (
    (b"%PDF-", "a PDF; take its text out first, as pdftotext does"),
    (b"PK\x03\x04", "a packed file such as docx, odt, epub or zip; take its text out first, as pandoc does"),
    (b"\xd0\xcf\x11\xe0", "an Office file; save it as text first"),
    (b"{\\rtf", "rich text (RTF); save it as text first"),
    (b"\x1f\x8b", "packed with gzip; unpack it first, as `gzip -dc` does"),
    (b"(\xb5/\xfd", "packed with zstd; unpack it first, as `zstd -dc` does"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "an image, sound or film"),
    (b"\x7fELF", "a program"),
)


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
        """`text` in the encoding of the file; raises `InputError` if that lacks a character."""
        try:
            return self.mark + text.encode(self.encoding, self.errors)
        except UnicodeEncodeError as error:
            missing = text[error.start]
            raise InputError(
                f"{self.encoding} has no {missing!r} (U+{ord(missing):04X}); convert the file to UTF-8 first"
            ) from None


def check_text(data: bytes) -> None:
    """Raise `InputError` for formats that are known not to be text."""
    for magic, what in _OTHERS:
        if data.startswith(magic):
            raise InputError(f"is binary, not text: {what}")


def decode_exactly(data: bytes, declared: str | None = None) -> Encoded:
    """Decode a file so that it can be encoded again without a byte changed.

    Args:
        data: the content of the file.
        declared: the encoding that the user named; a byte order mark is trusted more.

    Raises:
        InputError: the content is binary, or would not survive decoding and encoding.
    """
    check_text(data)
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
