"""Clean rows in the form that they are written in; the workers do it, so that the writing process need not."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from cleaner.corpus.carry import CARRIED
from cleaner.corpus.recipe import OutputFormat


def encode(batch: Any, rows: Sequence[Mapping[str, Any]], form: OutputFormat, removals: bool) -> bytes:
    """The rows that have no error, ready to be appended to a shard.

    Args:
        batch: what `clean_batch` gave.
        rows: the same as plain values.
        form: the output format.
        removals: whether the columns ``removals`` and ``repairs`` are to stay.

    Returns:
        Lines, or for Parquet an Arrow stream.
    """
    left_out = ("error",) if removals else ("error", "removals", "repairs")
    if form == "parquet":
        return _arrow(batch, left_out)
    good = [row for row in rows if row["error"] is None]
    if form == "csv":
        return _csv(good, left_out)
    return "".join([_json_line(row, left_out) for row in good]).encode()


def csv_header(names: Sequence[str], removals: bool) -> bytes:
    """The first line of each CSV shard."""
    left_out = ("error",) if removals else ("error", "removals", "repairs")
    return _csv([{name: name for name in names}], left_out)


def _json_line(row: Mapping[str, Any], left_out: Sequence[str]) -> str:
    whole = {k: v for k, v in row.items() if k not in left_out and k != CARRIED}
    if row[CARRIED]:
        whole.update(json.loads(row[CARRIED]))
    try:
        line = json.dumps(whole, ensure_ascii=False)
        line.encode()
    except UnicodeEncodeError:  # a lone surrogate in a carried column: it can be told only as an escape
        line = json.dumps(whole)
    return line + "\n"


def _csv(rows: Sequence[Mapping[str, Any]], left_out: Sequence[str]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        writer.writerow([_field(v) for k, v in row.items() if k not in left_out])
    return out.getvalue().encode()


def _field(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list | bool) else value


def _arrow(batch: Any, left_out: Sequence[str]) -> bytes:
    import pyarrow as pa
    import pyarrow.compute as pc

    good = batch.filter(pc.is_null(batch.column("error")))
    good = good.select([name for name in good.schema.names if name not in left_out])
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, good.schema) as stream:
        stream.write_batch(good)
    return sink.getvalue().to_pybytes()  # type: ignore[no-any-return]
