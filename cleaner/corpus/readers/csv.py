"""CSV and TSV with a header line, as spreadsheets write them too: any usual delimiter, any encoding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from cleaner._io.lines import Lines, TooLongError, text_lines
from cleaner._io.tables import BadRow, Rows, find_delimiter, likely_delimiter
from cleaner._io.unpack import Watch, unpacked
from cleaner.corpus.items import Item, Rejected, unlike
from cleaner.corpus.readers.charset import find_encoding
from cleaner.corpus.readers.rejection import BROKEN, given_up
from cleaner.corpus.readers.tables import row_of
from cleaner.corpus.recipe import Recipe


def read_csv(raw: BinaryIO, name: str, recipe: Recipe) -> Iterator[Item]:
    """The documents of a CSV file; a row with more or fewer fields than the header is rejected."""
    watch = Watch()
    number = 0
    try:
        encoding, rows = _opened(raw, name, recipe, watch)
        for number, item in _items(rows, name, recipe, encoding):  # noqa: B007 (told if the next one fails)
            watch.found()
            yield item
    except BROKEN as error:
        yield given_up(f"{name}:{number + 1}", error)


def csv_columns(raw: BinaryIO, name: str, recipe: Recipe) -> list[str]:
    """The names in the header."""
    row = next((row for _, row in _opened(raw, name, recipe, Watch())[1]), None)
    return [] if row is None or isinstance(row, BadRow) else [field.strip() for field in row]


def _items(rows: Rows, name: str, recipe: Recipe, encoding: str) -> Iterator[tuple[int, Item]]:
    header: list[str] | None = None
    for number, row in rows:
        place = f"{name}:{number}"
        if isinstance(row, BadRow):
            yield number, Rejected(place, row.reason, row.message)
            if header is None:
                return  # without its header no row can be read
        elif header is None:
            header = list(unlike([field.strip() for field in row]))
        else:
            yield number, _item(header, row, place, recipe, encoding)


def _opened(raw: BinaryIO, name: str, recipe: Recipe, watch: Watch) -> tuple[str, Rows]:
    """The encoding of the file and its rows, the header first."""
    encoding = recipe.encoding or find_encoding(unpacked(raw, name, watch))
    delimiter = recipe.delimiter
    if delimiter is None:
        raw.seek(0)
        delimiter = _delimiter(text_lines(unpacked(raw, name, watch).read, encoding, recipe.max_bytes), name, recipe)
    raw.seek(0)
    lines = text_lines(unpacked(raw, name, watch).read, encoding, recipe.max_bytes)
    return encoding, Rows(lines, delimiter, recipe.max_bytes)


def _delimiter(lines: Lines[str], name: str, recipe: Recipe) -> str:
    lines.skip_blank()
    try:
        first = lines.next()
    except TooLongError:
        return ","
    wanted = (*recipe.content_columns(), recipe.id_column, recipe.url_column)
    named = find_delimiter(first, wanted)
    return named or ("\t" if ".tsv" in name.lower() else likely_delimiter(first))


def _item(header: list[str], fields: list[str], place: str, recipe: Recipe, encoding: str) -> Item:
    if len(fields) != len(header):
        return Rejected(place, "damaged", f"{len(fields)} fields under a header of {len(header)}")
    if any(not f.isascii() and any("\udc80" <= c <= "\udcff" for c in f) for f in fields):
        return Rejected(place, "damaged", f"not {encoding.upper()}")
    return row_of(dict(zip(header, fields, strict=True)), place, recipe)
