"""Lines of bounded length, of bytes or of text, in which runs of blank lines cost next to nothing."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable
from typing import AnyStr, Generic

_BREAK_BYTES, _BLANK_BYTES = re.compile(rb"\n"), re.compile(rb"[ \t\r\n]*\n")
_BREAK_TEXT, _BLANK_TEXT = re.compile(r"\r\n|\n|\r"), re.compile(r"[\r\n]+")


class TooLongError(Exception):
    """A line was too long and has been skipped."""


class Lines(Generic[AnyStr]):
    """The lines of a stream, each with its break; `number` is that of the last one given, from 1."""

    def __init__(
        self,
        read: Callable[[], AnyStr],
        line_break: re.Pattern[AnyStr],
        blank: re.Pattern[AnyStr],
        count: Callable[[AnyStr], int],
        limit: int,
    ) -> None:
        """Lines made of pieces.

        Args:
            read: gives the next piece; the last one is empty.
            line_break: what ends a line.
            blank: matches blank lines.
            count: counts the lines in a match of `blank`.
            limit: the most characters or bytes of a line.
        """
        self._read: Callable[[], AnyStr] = read
        self._break: re.Pattern[AnyStr] = line_break
        self._blank: re.Pattern[AnyStr] = blank
        self._count: Callable[[AnyStr], int] = count
        self._limit = limit
        self._piece: AnyStr | None = None
        self._at = 0
        self.number = 0

    def next(self) -> AnyStr:
        """The next line, empty at the end; raises `TooLongError` after a line that is too long."""
        piece = self._filled()
        self.number += bool(piece)
        found = self._break.search(piece, self._at)
        if found:
            return self._taken(piece, found.end())
        parts, size = [piece[self._at :]], len(piece) - self._at
        while not found:
            self._piece, self._at = piece, len(piece)
            piece = self._filled()
            if not piece:
                break
            found = self._break.search(piece)
            if size <= self._limit:
                parts.append(self._taken(piece, found.end() if found else len(piece)))
                size += len(parts[-1])
            else:
                self._at = found.end() if found else len(piece)
        if size > self._limit:
            raise TooLongError
        return piece[:0].join(parts)

    def _taken(self, piece: AnyStr, end: int) -> AnyStr:
        start, self._at = self._at, end
        if end - start > self._limit:
            raise TooLongError
        return piece[start:end]

    def skip_blank(self) -> None:
        """Skip the blank lines that come next."""
        while piece := self._filled():
            found = self._blank.match(piece, self._at)
            if not found:
                return
            self.number += self._count(piece[self._at : found.end()])
            self._at = found.end()

    def _filled(self) -> AnyStr:
        """The piece in which the next character stands; empty at the end."""
        if self._piece is None or self._at >= len(self._piece):
            self._at = 0
            self._piece = self._read()
        return self._piece


def byte_lines(read: Callable[[], bytes], limit: int) -> Lines[bytes]:
    """Lines that end with ``\\n``, of at most `limit` bytes."""
    return Lines(read, _BREAK_BYTES, _BLANK_BYTES, lambda blank: blank.count(b"\n"), limit)


def text_lines(read: Callable[[], bytes], encoding: str, limit: int) -> Lines[str]:
    """Lines of text that end with ``\\n``, ``\\r\\n`` or ``\\r``; bytes that are no character become lone surrogates.

    Args:
        read: gives the next piece of the file, empty at the end.
        encoding: Python's name of the encoding; a byte order mark is left out.
        limit: characters that a line may have.
    """
    wide = codecs.lookup(encoding).name.startswith(("utf-16", "utf-32"))
    inner = codecs.getincrementaldecoder(encoding)("replace" if wide else "surrogateescape")
    decoder = io.IncrementalNewlineDecoder(inner, translate=False)  # keeps \r\n in one piece
    begun = ended = False

    def read_text() -> str:
        nonlocal begun, ended
        text = ""
        while not text and not ended:
            data = read()
            ended = not data
            text = decoder.decode(data, final=ended)
        if text and not begun:
            begun = True
            text = text.removeprefix("\ufeff") or read_text()
        return text

    return Lines(read_text, _BREAK_TEXT, _BLANK_TEXT, _count_breaks, limit)


def _count_breaks(blank: str) -> int:
    return blank.count("\n") + blank.count("\r") - blank.count("\r\n")
