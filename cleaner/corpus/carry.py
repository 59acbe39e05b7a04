"""The columns that are carried along: into one column of JSON, or into typed columns for Parquet and CSV.

JSON lines need no types: everything carried travels as one object in the column ``_carried``. Parquet and CSV need
the same columns in every shard, so their names and types are found before the run, from the start of the input;
a value that does not fit goes to ``_carried`` of its row.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from cleaner.corpus.items import Row, encodable
from cleaner.corpus.recipe import Recipe
from cleaner.corpus.source import Unit, read_unit

if TYPE_CHECKING:
    import pyarrow as pa

CARRIED = "_carried"
ADDED = ("text", "metadata", "sources", "removals", "repairs", "flags", "error")
ACCOUNT = ("removals", "repairs")  # added if asked for
OUTPUT = ("id", "url", *ADDED)
_SAMPLE = 1000


def output_name(name: str) -> str:
    """The name that a carried column has in the output; a name of ours gets ``input_`` before it."""
    return f"input_{name}" if name in OUTPUT else encodable(name)


def find_schema(first: Unit, recipe: Recipe) -> pa.Schema:
    """The typed columns that rows are carried in, for output formats that need them."""
    import pyarrow as pa

    if first.files[0].format == "parquet":
        return _file_schema(first.files[0].path, recipe)
    values: dict[str, list[object]] = {}
    for item in islice(read_unit(first, recipe), _SAMPLE):
        if isinstance(item, Row):
            for name, value in item.carried.items():
                values.setdefault(output_name(name), []).append(value)
    types = ((name, _type_of(column)) for name, column in values.items())
    return pa.schema([pa.field(name, found) for name, found in types if found is not None])


def _file_schema(path: str, recipe: Recipe) -> pa.Schema:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        schema = pq.read_schema(path)
    except (pa.ArrowException, OSError):
        return pa.schema([])
    content = next((c for c in recipe.content_columns() if c in schema.names), None)
    taken = (content, recipe.id_column, recipe.url_column)
    return pa.schema([pa.field(output_name(f.name), f.type) for f in schema if f.name not in taken])


def _type_of(values: Sequence[object]) -> pa.DataType | None:
    """The type of a column of plain values; None if they are nested or of several types."""
    import pyarrow as pa

    kinds = {type(v) for v in values if v is not None}
    if not kinds or not kinds <= {bool, int, float, str}:
        return None
    if kinds == {int, float}:
        return pa.float64()
    known = {bool: pa.bool_(), int: pa.int64(), float: pa.float64(), str: pa.string()}
    return known[kinds.pop()] if len(kinds) == 1 else None


def carried_columns(rows: Sequence[Row], schema: pa.Schema | None) -> dict[str, pa.Array]:
    """The columns that carry what `rows` have besides their content."""
    import pyarrow as pa

    named = [{output_name(k): v for k, v in row.carried.items()} for row in rows]
    columns: dict[str, pa.Array] = {}
    for field in schema or ():
        columns[field.name] = _column([row.get(field.name) for row in named], field, named)
    rest = [_as_json({k: v for k, v in row.items() if k not in columns}) for row in named]
    columns[CARRIED] = pa.array(rest, pa.string())
    return columns


def _column(values: list[Any], field: pa.Field, rows: list[dict[str, object]]) -> pa.Array:
    """`values` in the type of `field`; one that does not fit is left in its row under a name of its own."""
    import pyarrow as pa

    try:
        return pa.array(values, field.type)
    except (pa.ArrowException, TypeError, ValueError, OverflowError):
        pass
    for i, value in enumerate(values):
        try:
            pa.array([value], field.type)
        except (pa.ArrowException, TypeError, ValueError, OverflowError):
            values[i] = None
            rows[i][f"misfit_{field.name}"] = value
    return pa.array(values, field.type)


def _as_json(values: Mapping[str, object]) -> str | None:
    """`values` as JSON in ASCII, so that nothing in them can fail to be encoded."""
    return json.dumps(values, default=plain) if values else None


def plain(value: object) -> object:
    """A value of Arrow's that JSON does not know, as one that it does."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    return str(value)
