"""What the formats with columns share: a record made into a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cleaner._io.show import encodable
from cleaner.corpus.items import Rejected, Row, make_row
from cleaner.corpus.recipe import Recipe


def row_of(record: Mapping[str, object], place: str, recipe: Recipe) -> Row | Rejected:
    """The document in `record`, whose other columns are carried along."""
    choice = recipe.content_columns()
    column = next((name for name in choice if record.get(name) is not None), None)
    name, url = _shown(record.get(recipe.id_column)), _shown(record.get(recipe.url_column))
    if column is None:
        return Rejected(place, "no-content", f"no value in column {' or '.join(choice)}", name, url)
    content = record[column]
    if not isinstance(content, str | bytes):
        kind = type(content).__name__
        return Rejected(place, "no-content", f"column {column} holds a value of type {kind}, no text", name, url)
    if len(content) > recipe.max_bytes:
        return Rejected(place, "too-large", f"more than {recipe.max_bytes} bytes", name, url)
    taken = (column, recipe.id_column, recipe.url_column)
    carried = {k: v for k, v in record.items() if k not in taken}
    row = make_row(place, content, name, url, carried, recipe.kind)
    if isinstance(row, Rejected) or (recipe.title_column is None and recipe.published_column is None):
        return row
    title, published = (_hint(record, column) for column in (recipe.title_column, recipe.published_column))
    return replace(row, title=title, published=published)


def _hint(record: Mapping[str, object], column: str | None) -> str | None:
    """The value of a column of hints, which may be a value of Arrow."""
    value = None if column is None else record.get(column)
    return _shown(value.as_py() if hasattr(value, "as_py") else value)


def _shown(value: object) -> str | None:
    """The name or URL of a document as text, whatever the input holds there."""
    if value is None or isinstance(value, str):
        return value if value is None else encodable(value) if not value.isascii() else value
    try:
        return encodable(str(value))
    except Exception:  # as numbers of many thousand digits
        return None
