"""Carried columns: what a row has besides its content.

JSON lines need no types: everything carried travels as one object in the column ``_carried``. CSV and Parquet need the
same columns in every shard, so their names and kinds are found before the run, from the start of the input; a value
that does not fit goes to ``_carried`` of its row. From Parquet to Parquet the types are the file's own (`typed`).
"""

from __future__ import annotations

import json
import math
from base64 import b64encode
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from cleaner._io.show import encodable
from cleaner.corpus.items import Row, unlike
from cleaner.corpus.recipe import Recipe
from cleaner.corpus.source import Unit, read_unit

Kinds = dict[str, type]  # the typed columns: bool, int, float or str
Schema = Kinds | bytes  # or a schema of Arrow's, serialised
Columns = dict[str, list[Any]] | bytes  # plain values, or an Arrow stream

CARRIED = "_carried"
ADDED = ("text", "metadata", "sources", "removals", "repairs", "flags", "error")
_ACCOUNT, _METADATA = ("removals", "repairs"), ("metadata", "sources")
OUTPUT = ("id", "url", *ADDED)
_OURS = frozenset((*OUTPUT, CARRIED))
_SAMPLE = 1000
_INT64, _EXACT = 1 << 63, 1 << 53  # the integers that Arrow's int64 and a float hold


def added_columns(*, removals: bool, metadata: bool) -> list[str]:
    """The columns added to a cleaned batch."""
    left_out = (() if removals else _ACCOUNT) + (() if metadata else _METADATA)
    return [name for name in ADDED if name not in left_out]


def output_name(name: str) -> str:
    """The name of a carried column in the output; one of our own names gets the prefix ``input_``."""
    return f"input_{name}" if name in _OURS else encodable(name)


def named(carried: Mapping[str, object]) -> dict[str, object]:
    """The carried values by their names in the output."""
    return dict(zip(unlike(map(output_name, carried)), carried.values(), strict=True))


def find_schema(units: Iterator[Unit], recipe: Recipe) -> Schema:
    """The typed columns that rows are carried in: none for JSON lines, else those that the first unit shows."""
    if recipe.output_format == "jsonl":
        return {}
    first = next(units)
    if recipe.output_format == "parquet":
        from cleaner.corpus.typed import find_arrow_schema

        return find_arrow_schema(first, recipe)
    return find_kinds(first, recipe)


def find_kinds(first: Unit, recipe: Recipe) -> Kinds:
    """The columns with values of one simple kind, at the start of the input."""
    values: dict[str, list[object]] = {}
    for item in islice(read_unit(first, recipe), _SAMPLE):
        if isinstance(item, Row):
            for name, value in named(item.carried).items():
                values.setdefault(name, []).append(value)
    kinds = ((name, _kind_of(column)) for name, column in values.items())
    return {name: kind for name, kind in kinds if kind is not None}


def _kind_of(values: Sequence[object]) -> type | None:
    """The kind of a column of plain values; None if they are nested or of several kinds."""
    kinds = {type(v) for v in values if v is not None}
    if kinds == {int, float}:
        return float
    return kinds.pop() if len(kinds) == 1 and kinds <= {bool, int, float, str} else None


def carried_columns(rows: Sequence[Row], schema: Schema) -> Columns:
    """The columns that carry what `rows` have besides their content."""
    if isinstance(schema, bytes):
        from cleaner.corpus.typed import arrow_columns

        return arrow_columns(rows, schema)
    return plain_columns([named(row.carried) for row in rows], schema)


def plain_columns(rows: Sequence[dict[str, object]], kinds: Kinds) -> dict[str, list[Any]]:
    """The carried values as plain ones: those of `kinds` in a column each, all others as JSON in one."""
    columns = {name: [_fitting(row, name, kind) for row in rows] for name, kind in kinds.items()}
    return {**columns, CARRIED: [as_json(row, kinds) for row in rows]}


def _fitting(row: dict[str, object], name: str, kind: type) -> object:
    """The value called `name` if it is of `kind`; another one moves aside in its row."""
    value = row.get(name)
    if isinstance(value, str) and kind is str:
        return encodable(value)
    if type(value) is int and kind is float and abs(value) <= _EXACT:
        return float(value)
    if value is None or (type(value) is kind and not (isinstance(value, int) and not -_INT64 <= value < _INT64)):
        return value
    move_aside(row, name)
    return None


def move_aside(row: dict[str, object], name: str) -> None:
    """Put the value called `name`, which its column cannot hold, among those carried as JSON."""
    row[f"misfit_{name}"] = row[name]


def cut_out(columns: Columns, start: int, stop: int) -> Columns:
    """The rows from `start` up to `stop`."""
    if isinstance(columns, bytes):
        from cleaner.corpus.typed import cut_out_of_stream

        return cut_out_of_stream(columns, start, stop)
    return {name: values[start:stop] for name, values in columns.items()}


def as_json(values: Mapping[str, object], apart: Container[str] = ()) -> str | None:
    """`values`, except those `apart`, as strict JSON in ASCII, so that nothing in them can fail to be encoded."""
    whole = {name: value for name, value in values.items() if name not in apart}
    if not whole:
        return None
    try:
        made = json.dumps(whole, default=plain, allow_nan=False)
        return made if "\\ud" not in made else json.dumps(strict(whole))
    except ValueError:  # NaN or infinity
        return json.dumps(strict(whole), allow_nan=False)


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
        from cleaner.corpus.arrow import plain_scalar

        return plain_scalar(value)
    return str(value)
