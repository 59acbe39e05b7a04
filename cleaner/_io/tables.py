"""CSV and the like: the delimiter of a table, and its rows one by one; a bad row costs only itself."""

from __future__ import annotations

import csv
import sys
from collections import deque
from collections.abc import Collection, Iterator
from typing import NamedTuple

from cleaner._io.lines import Lines, TooLongError

DELIMITERS = ",;\t|"  # tried in this order
_RETRIES = 4  # how often, on average, a line may be read again behind an open quote
_FREE_RETRIES = 64 << 20  # characters


class BadRow(NamedTuple):
    """A row that could not be read: ``damaged`` or ``too-large``, and a message."""

    reason: str
    message: str


def find_delimiter(first: str, wanted: Collection[str], delimiters: str = DELIMITERS) -> str | None:
    """The delimiter with which the first row of a table names one of the columns `wanted`.

    Args:
        first: the first line, or the first few.
        wanted: names of columns.
        delimiters: the characters that may stand between cells.

    Returns:
        The first that does; else None.
    """
    for delimiter in delimiters:
        cells = next(csv.reader([first], delimiter=delimiter), [])
        if any(cell.strip() in wanted for cell in cells):
            return delimiter
    return None


def likely_delimiter(first: str, delimiters: str = DELIMITERS) -> str:
    """The delimiter that splits `first` into most cells, the first of equals."""
    return max(delimiters, key=lambda d: len(next(csv.reader([first], delimiter=d), [])))


class Rows:
    """The rows of a table.

    A quote that is never closed would swallow all following rows. Instead, the line in which it opens is a bad row, and
    the lines after it are read again.
    """

    def __init__(self, lines: Lines[str], delimiter: str, limit: int) -> None:
        """Read `lines`; a row has at most `limit` characters."""
        csv.field_size_limit(max(csv.field_size_limit(), min(limit + 2, sys.maxsize)))
        self._lines, self._limit = lines, limit
        self._again: deque[tuple[int, str]] = deque()
        self._taken: list[tuple[int, str]] = []
        self._size = 0
        self._read = self._reread = 0
        self._reader = csv.reader(_Feed(self), delimiter=delimiter, strict=True)

    def __iter__(self) -> Iterator[tuple[int, list[str] | BadRow]]:
        """The rows with the number of the line at which each begins; blank lines are skipped."""
        while True:
            self._taken, self._size = [], 0
            row: list[str] | BadRow | None
            try:
                row = next(self._reader, None)
            except csv.Error as error:
                row = BadRow("damaged", f"not CSV ({error})")
            except TooLongError:
                row = BadRow("too-large", f"the row is longer than {self._limit} characters")
            if row is None:
                return
            place = self._taken[0][0] if self._taken else self._lines.number
            if isinstance(row, BadRow):
                self._put_back()
            if row:
                yield place, row

    def _put_back(self) -> None:
        """Push back all lines of a bad row except the first, up to a limit."""
        rest = self._taken[1:]
        size = sum(len(line) for _, line in rest)
        if self._reread + size <= _FREE_RETRIES + _RETRIES * self._read:
            self._reread += size
            self._again.extendleft(reversed(rest))

    def next_line(self) -> str:
        """The next line of the row that is being read, empty at the end."""
        if self._size > self._limit:
            raise TooLongError
        if self._again:
            number, line = self._again.popleft()
        else:
            if not self._taken:
                self._lines.skip_blank()
            line, number = self._lines.next(), self._lines.number
            self._read += len(line)
        if line:
            self._taken.append((number, line))
            self._size += len(line)
        return line


class _Feed:
    """The lines as an iterator that can continue after an exception, unlike a generator."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        line = self._rows.next_line()
        if not line:
            raise StopIteration
        return line
