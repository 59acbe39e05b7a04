"""Carried columns in Arrow's types, for Parquet. Arrow streams are what passes between processes."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from cleaner._io.show import encodable
from cleaner.corpus.arrow import field_names
from cleaner.corpus.carry import CARRIED, Kinds, as_json, find_kinds, move_aside, named, output_name
from cleaner.corpus.items import Row, unlike
from cleaner.corpus.readers.parquet import parquet_schema
from cleaner.corpus.recipe import Recipe
from cleaner.corpus.source import Unit

if TYPE_CHECKING:
    import pyarrow as pa

_MISFITS = (TypeError, ValueError, OverflowError)


def find_arrow_schema(first: Unit, recipe: Recipe) -> bytes:
    """The typed columns that rows are carried in, serialised: a Parquet file's own, or found from the first rows."""
    parquet = first.files[0].format == "parquet"
    schema = _file_schema(first.files[0].path, recipe) if parquet else _schema_of(find_kinds(first, recipe))
    return schema.serialize().to_pybytes()  # type: ignore[no-any-return]


def _schema_of(kinds: Kinds) -> pa.Schema:
    import pyarrow as pa

    types = {bool: pa.bool_(), int: pa.int64(), float: pa.float64(), str: pa.string()}
    return pa.schema([pa.field(name, types[kind]) for name, kind in kinds.items()])


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


def arrow_columns(rows: Sequence[Row], schema: bytes) -> bytes:
    """The columns that carry what `rows` have besides their content, their ids and addresses among them."""
    import pyarrow as pa

    values = [named(row.carried) for row in rows]
    fields = pa.ipc.read_schema(pa.py_buffer(schema))
    columns = {
        "id": pa.array([row.id for row in rows], pa.string()),
        "url": pa.array([row.url for row in rows], pa.string()),
        **{field.name: _column(values, field) for field in fields},
        CARRIED: pa.array([as_json(row, fields.names) for row in values], pa.string()),
    }
    return _stream(pa.RecordBatch.from_pydict(columns))


def _column(rows: list[dict[str, object]], field: pa.Field) -> pa.Array:
    """The values of `field`; one that does not fit moves aside in its row."""
    import pyarrow as pa

    values = [encodable(v) if isinstance(v := row.get(field.name), str) else v for row in rows]
    bent = [_bends(value, field.type) for value in values]
    if not any(bent):
        with suppress(*_MISFITS, pa.ArrowException):
            return pa.array(values, field.type)
    for i, value in enumerate(values):
        try:
            if bent[i]:
                raise ValueError
            pa.array([value], field.type)
        except (*_MISFITS, pa.ArrowException):
            values[i] = None
            move_aside(rows[i], field.name)
    return pa.array(values, field.type)


def _bends(value: Any, kind: pa.DataType) -> bool:
    """Whether Arrow would take `value` and change it: 1.5 becomes 1 in a column of integers, True 1.0 among floats."""
    import pyarrow.types as t

    return (isinstance(value, float) and t.is_integer(kind)) or (isinstance(value, bool) and t.is_floating(kind))


def opened(stream: bytes) -> pa.RecordBatch:
    """The batch in an Arrow stream of one."""
    import pyarrow as pa

    return pa.ipc.open_stream(stream).read_next_batch()


def cut_out_of_stream(stream: bytes, start: int, stop: int) -> bytes:
    """The rows from `start` up to `stop`, as a stream."""
    return _stream(opened(stream).slice(start, stop - start))


def without_failed(batch: pa.RecordBatch) -> bytes:
    """The rows of a cleaned batch that have no error, as a stream."""
    import pyarrow.compute as pc

    return _stream(batch.filter(pc.is_null(batch.column("error"))).drop_columns(["error"]))


def _stream(batch: pa.RecordBatch) -> bytes:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    return sink.getvalue().to_pybytes()  # type: ignore[no-any-return]
