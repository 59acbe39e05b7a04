"""CSV and TSV with a header line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import BinaryIO

from cleaner.corpus.items import Item, Rejected
from cleaner.corpus.readers.packed import DAMAGE, text_lines, unpacked
from cleaner.corpus.readers.tables import row_of
from cleaner.corpus.recipe import Recipe


def read_csv(raw: BinaryIO, name: str, recipe: Recipe) -> Iterator[Item]:
    """The documents of a CSV file; a row with more or fewer fields than the header is rejected."""
    csv.field_size_limit(recipe.max_bytes)
    tabs = name.lower().partition(".tsv")[1]
    lines = text_lines(unpacked(raw, name), recipe.max_bytes)
    rows = csv.reader(lines, delimiter="\t" if tabs else ",", strict=True)
    header: list[str] | None = None
    while True:
        place = f"{name}:{rows.line_num + 1}"
        try:
            fields = next(rows, None)
        except csv.Error as error:
            yield Rejected(place, "damaged", f"not CSV ({error})")
            continue
        except DAMAGE as error:
            yield Rejected(place, "damaged", f"the file cannot be read from here on ({error})")
            return
        if fields is None:
            return
        if header is None:
            header = [field.removeprefix("\ufeff") for field in fields]
        elif fields:
            yield _item(header, fields, place, recipe)


def _item(header: list[str], fields: list[str], place: str, recipe: Recipe) -> Item:
    if len(fields) != len(header):
        return Rejected(place, "damaged", f"{len(fields)} fields under a header of {len(header)}")
    if any(not f.isascii() and any("\udc80" <= c <= "\udcff" for c in f) for f in fields):
        return Rejected(place, "damaged", "not UTF-8")
    return row_of(dict(zip(header, fields, strict=True)), place, recipe)
