"""What the formats with columns share: a record made into a row."""

from __future__ import annotations

from collections.abc import Mapping

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
    return make_row(place, content, name, url, carried, recipe.kind)


def _shown(value: object) -> str | None:
    """The name or URL of a document as text, whatever the input holds there."""
    if value is None or isinstance(value, str):
        return value if value is None else encodable(value) if not value.isascii() else value
    try:
        return encodable(str(value))
    except Exception:  # as numbers of many thousand digits
        return None
