"""What the formats with columns share: a record made into a row."""

from __future__ import annotations

from collections.abc import Mapping

from cleaner.corpus.items import Rejected, Row, make_row
from cleaner.corpus.recipe import Recipe


def row_of(record: Mapping[str, object], place: str, recipe: Recipe) -> Row | Rejected:
    """The document in `record`, whose other columns are carried along."""
    choice = recipe.content_columns()
    column = next((name for name in choice if record.get(name) is not None), None)
    name, url = record.get(recipe.id_column), record.get(recipe.url_column)
    if column is None:
        return _rejected(record, place, recipe, "no-content", f"no value in column {' or '.join(choice)}")
    content = record[column]
    if not isinstance(content, str | bytes):
        kind = type(content).__name__
        return _rejected(record, place, recipe, "no-content", f"column {column} holds a value of type {kind}, no text")
    if len(content) > recipe.max_bytes:
        return _rejected(record, place, recipe, "too-large", f"more than {recipe.max_bytes} bytes")
    taken = (column, recipe.id_column, recipe.url_column)
    carried = {k: v for k, v in record.items() if k not in taken}
    return make_row(place, content, name, url, carried, recipe.kind)


def _rejected(record: Mapping[str, object], place: str, recipe: Recipe, reason: str, message: str) -> Rejected:
    name, url = (record.get(c) for c in (recipe.id_column, recipe.url_column))
    return Rejected(place, reason, message, None if name is None else str(name), None if url is None else str(url))
