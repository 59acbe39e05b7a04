"""Clean rows in the form that they are written in; the workers do it, so that the writing process need not."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cleaner.corpus.carry import ACCOUNT, CARRIED
from cleaner.corpus.recipe import OutputFormat

if TYPE_CHECKING:
    import pyarrow as pa


def encode(batch: pa.RecordBatch, form: OutputFormat) -> bytes:
    """The rows that have no error, ready to be appended to a shard.

    Args:
        batch: what `clean_batch` gave.
        form: the output format.

    Returns:
        Lines, or for Parquet an Arrow stream.
    """
    import pyarrow.compute as pc

    good = batch.filter(pc.is_null(batch.column("error"))).drop_columns(["error"])
    if form == "parquet":
        return _arrow(good)
    rows = good.to_pylist()
    return _csv(rows) if form == "csv" else "".join([_json_line(row) for row in rows]).encode()


def csv_header(names: Sequence[str], removals: bool) -> bytes:
    """The first line of each CSV shard."""
    left_out = ("error",) if removals else ("error", *ACCOUNT)
    return _csv([{name: name for name in names if name not in left_out}])


def _json_line(row: Mapping[str, Any]) -> str:
    whole = {k: v for k, v in row.items() if k != CARRIED}
    whole["sources"] = {k: v for k, v in row["sources"].items() if v is not None}
    if row[CARRIED]:
        whole.update(json.loads(row[CARRIED]))
    try:
        line = json.dumps(whole, ensure_ascii=False)
        line.encode()
    except UnicodeEncodeError:  # a lone surrogate in a carried column: it can be told only as an escape
        line = json.dumps(whole)
    return line + "\n"


def _csv(rows: Sequence[Mapping[str, Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        writer.writerow([_field(v) for v in row.values()])
    return out.getvalue().encode()


def _field(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list | bool) else value


def _arrow(batch: pa.RecordBatch) -> bytes:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    return sink.getvalue().to_pybytes()  # type: ignore[no-any-return]
