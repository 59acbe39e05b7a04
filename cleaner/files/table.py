"""Tables (CSV, TSV): the cells of a named column, and where in the file they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from cleaner._io.tables import DELIMITERS
from cleaner.errors import InputError
from cleaner.files.parts import Part
from cleaner.files.spelling import Bare, Escaped

_UNIT = re.compile(r'""|.', re.DOTALL)


class _Cell(NamedTuple):
    row: int
    column: int
    start: int
    source: str
    quoted: bool


def parts(text: str, field: str, delimiters: str = DELIMITERS) -> Iterator[Part]:
    """The articles in the column `field` of a table whose first row names the columns.

    Args:
        text: the content of the file.
        field: the name of the column.
        delimiters: the characters that may stand between cells; that one does with which the first row has `field`.

    Raises:
        InputError: no column has that name, or a quote is never closed.
    """
    if not text.strip():
        return
    delimiter, wanted = _column(text, field, delimiters)
    for cell in _cells(text, delimiter):
        if cell.row and cell.column == wanted and cell.source:
            yield _part(cell, delimiter)


def _column(text: str, field: str, delimiters: str) -> tuple[str, int]:
    """The delimiter with which the first row has a cell `field`, and the number of that column."""
    for delimiter in delimiters:
        for cell in _cells(text, delimiter):
            if cell.row:
                break
            if _value(cell).strip() == field:
                return delimiter, cell.column
    raise InputError(f"has no column {field!r} in its first row; name another with --field")


def _cells(text: str, delimiter: str) -> Iterator[_Cell]:
    bare = re.compile(rf"[^{re.escape(delimiter)}\r\n]*")
    quoted = re.compile(r'"((?:[^"]|"")*+)"')
    row = column = at = 0
    while at < len(text):
        if text[at] == '"':
            m = quoted.match(text, at)
            if m is None:
                line = text.count("\n", 0, at) + 1
                raise InputError(f"the quote on line {line} is never closed")
            yield _Cell(row, column, at + 1, m[1], True)
            at = bare.match(text, m.end()).end()  # type: ignore[union-attr]  # it matches the empty string
        else:
            end = bare.match(text, at).end()  # type: ignore[union-attr]  # it matches the empty string
            yield _Cell(row, column, at, text[at:end], False)
            at = end
        if text.startswith(delimiter, at):
            column, at = column + 1, at + 1
        else:
            row, column, at = row + 1, 0, at + (2 if text.startswith("\r\n", at) else 1)


def _value(cell: _Cell) -> str:
    return cell.source.replace('""', '"') if cell.quoted else cell.source


def _part(cell: _Cell, delimiter: str) -> Part:
    if cell.quoted:
        return Escaped(_value(cell), cell.start, source=cell.source, unit=_UNIT, escape=_doubled)
    return Bare(cell.source, cell.start, quote=_Quote(delimiter))


@dataclass(frozen=True, slots=True)
class _Quote:
    """Puts a value between quotes if a table with this delimiter needs them."""

    delimiter: str

    def __call__(self, value: str) -> str:
        special = any(c in value for c in (self.delimiter, "\r", "\n")) or value.startswith('"')
        return f'"{_doubled(value)}"' if special else value


def _doubled(text: str) -> str:
    return text.replace('"', '""')
