"""Labelled lines, as at the beginning and end of database exports: ``HEADLINE: …``, ``Load-Date: …``."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.lines.dates import iso
from cleaner.lines.names import authors
from cleaner.lines.plain import plain
from cleaner.model import Claim, Document, Field, Source
from cleaner.packs import fold, grammar

TOP, LAST = 25, 6
"""Blocks at the top and at the end that are looked at."""
MIN_FIELDS = 2
"""Number of different fields that make an export; a text may happen to open with "Title:"."""
MAX_LINE = 300
MAX_LABEL = 24


def labelled(document: Document) -> Iterator[Claim]:
    """The claims of the labelled lines of an export.

    Args:
        document: plain text as read.
    """
    found: dict[Field, Claim] = {}
    for block in (*document.blocks[:TOP], *document.blocks[TOP:][-LAST:]):
        label, colon, value = document.text[block.start : min(block.end, block.start + MAX_LINE)].partition(":")
        if not colon or len(label) > MAX_LABEL or not (value := plain(value)):
            continue
        field = _field(fold(label))
        if field is not None and field not in found and (content := _value(field, value)):
            found[field] = Claim(field, content, Source("labelled-line"), 0.95, (block.start, block.end))
    if len(found) >= MIN_FIELDS:
        yield from found.values()


def _field(label: str) -> Field | None:
    known = grammar()
    named: tuple[tuple[Field, frozenset[str]], ...] = (
        ("title", known.labels_title),
        ("authors", known.labels_authors),
        ("section", known.labels_section),
        ("published", known.labels_date),
    )
    return next((field for field, labels in named if label in labels), None)


def _value(field: Field, value: str) -> str | tuple[str, ...] | None:
    if field == "authors":
        return authors(value) or None
    if field == "published":
        return iso(value)
    return value.partition(";")[0].strip() if field == "section" else value
