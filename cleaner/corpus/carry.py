"""Carried columns: in one column of JSON, or as typed columns for Parquet and CSV.

JSON lines need no types: everything carried travels as one object in the column ``_carried``. Parquet and CSV need
the same columns in every shard, so their names and types are found before the run, from the start of the input;
a value that does not fit goes to ``_carried`` of its row.
"""

from __future__ import annotations

import json
import math
from base64 import b64encode
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any

from cleaner._io.show import encodable
from cleaner.corpus.arrow import field_names, plain_values
from cleaner.corpus.items import Row, unlike
from cleaner.corpus.readers.parquet import parquet_schema
from cleaner.corpus.recipe import Recipe
from cleaner.corpus.source import Unit, read_unit

if TYPE_CHECKING:
    import pyarrow as pa

CARRIED = "_carried"
ADDED = ("text", "metadata", "sources", "removals", "repairs", "flags", "error")
_ACCOUNT, _METADATA = ("removals", "repairs"), ("metadata", "sources")
OUTPUT = ("id", "url", *ADDED)
CONTENT, KIND, NOTE = "_content", "_kind", "_note"  # columns of the run's own batches: kind, and a flag to add
TITLE, PUBLISHED = "_title", "_published"  # and hints
INNER = (CONTENT, KIND, NOTE, TITLE, PUBLISHED)
_OURS = frozenset((*OUTPUT, CARRIED, *INNER))
_SAMPLE = 1000


def added_columns(*, removals: bool, metadata: bool) -> list[str]:
    """The columns added to a cleaned batch."""
    left_out = (() if removals else _ACCOUNT) + (() if metadata else _METADATA)
    return [name for name in ADDED if name not in left_out]


def output_name(name: str) -> str:
    """The name of a carried column in the output; one of our own names gets the prefix ``input_``."""
    return f"input_{name}" if name in _OURS else encodable(name)


def find_schema(first: Unit, recipe: Recipe) -> pa.Schema:
    """The typed columns that rows are carried in, for output formats that need them."""
    import pyarrow as pa

    if first.files[0].format == "parquet" and recipe.output_format == "parquet":
        return _file_schema(first.files[0].path, recipe)
    values: dict[str, list[object]] = {}
    for item in islice(read_unit(first, recipe), _SAMPLE):
        if isinstance(item, Row):
            for name, value in _named(item.carried).items():
                values.setdefault(name, []).append(value)
    types = ((name, _type_of(column)) for name, column in values.items())
    return pa.schema([pa.field(name, found) for name, found in types if found is not None])


def _file_schema(path: str, recipe: Recipe) -> pa.Schema:
    import pyarrow as pa

    try:
        with open(path, "rb") as raw:  # noqa: PTH123
            schema = parquet_schema(raw)
    except Exception:  # the reader will report the problem
        return pa.schema([])
    names = list(unlike(field_names(schema)))
    content = next((c for c in recipe.content_columns() if c in names), None)
    taken = (content, recipe.id_column, recipe.url_column)
    kept = [i for i, name in enumerate(names) if name not in taken]
    out = unlike(output_name(names[i]) for i in kept)
    return pa.schema([pa.field(name, schema.field(i).type) for i, name in zip(kept, out, strict=True)])


def _named(carried: Mapping[str, object]) -> dict[str, object]:
    """The carried values by their names in the output."""
    return dict(zip(unlike(map(output_name, carried)), carried.values(), strict=True))


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

    named = [_named(row.carried) for row in rows]
    columns: dict[str, pa.Array] = {}
    for field in schema or ():
        columns[field.name] = _column([row.get(field.name) for row in named], field, named)
    rest = [_as_json({k: v for k, v in row.items() if k not in columns}) for row in named]
    columns[CARRIED] = pa.array(rest, pa.string())
    return columns


def _column(values: list[Any], field: pa.Field, rows: list[dict[str, object]]) -> pa.Array:
    """`values` in the type of `field`; one that does not fit goes to the ``_carried`` of its row."""
    import pyarrow as pa

    with suppress(*_MISFITS, pa.ArrowException):
        return pa.array(values, field.type)
    for i, value in enumerate(values):
        try:
            pa.array([value], field.type)
        except (*_MISFITS, pa.ArrowException):
            values[i] = None
            rows[i][f"misfit_{field.name}"] = value
    return pa.array(values, field.type)


_MISFITS = (TypeError, ValueError, OverflowError)


def _as_json(values: Mapping[str, object]) -> str | None:
    """`values` as strict JSON in ASCII, so that nothing in them can fail to be encoded."""
    if not values:
        return None
    try:
        made = json.dumps(values, default=plain, allow_nan=False)
        return made if "\\ud" not in made else json.dumps(strict(values))
    except ValueError:  # NaN or infinity
        return json.dumps(strict(values), allow_nan=False)


def strict(value: Any) -> Any:
    """`value` as any JSON parser takes it: NaN and infinity become null, lone surrogates U+FFFD."""
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return dict(zip(unlike(encodable(str(k)) for k in value), map(strict, value.values()), strict=True))
    if isinstance(value, list | tuple):
        return [strict(v) for v in value]
    return value if value is None or isinstance(value, bool | int) else strict(plain(value))


def plain(value: object) -> object:
    """A JSON value for a value that JSON does not have."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    if hasattr(value, "as_py") and hasattr(value, "type"):  # a scalar of Arrow's
        import pyarrow as pa

        return plain_values(pa.array([value], value.type))[0]
    return str(value)
