"""Clean rows in the form that they are written in; the workers do it, so that the writing process need not."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cleaner.corpus.carry import CARRIED
from cleaner.corpus.recipe import OutputFormat

if TYPE_CHECKING:
    import pyarrow as pa

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def encode(batch: pa.RecordBatch, form: OutputFormat, *, safe_csv: bool = False) -> bytes:
    """The rows that have no error, ready to be appended to a shard.

    Args:
        batch: what `clean_batch` gave.
        form: the output format.
        safe_csv: whether cells of a CSV are kept from being taken for formulas.

    Returns:
        Lines, or for Parquet an Arrow stream.
    """
    import pyarrow.compute as pc

    good = batch.filter(pc.is_null(batch.column("error"))).drop_columns(["error"])
    if form == "parquet":
        return _arrow(good)
    rows = good.to_pylist()
    return _csv(rows, safe=safe_csv) if form == "csv" else "".join([_json_line(row) for row in rows]).encode()


def csv_header(names: Sequence[str], *, safe: bool = False) -> bytes:
    """The first line of each CSV shard, whose columns are `names`."""
    return _csv([{name: name for name in names}], safe=safe)


def _json_line(row: Mapping[str, Any]) -> str:
    whole = {k: v for k, v in row.items() if k != CARRIED}
    if "sources" in row:
        whole["sources"] = {k: v for k, v in row["sources"].items() if v is not None}
    if row[CARRIED]:
        whole.update(json.loads(row[CARRIED]))
    return json.dumps(whole, ensure_ascii=False, allow_nan=False) + "\n"


def _csv(rows: Sequence[Mapping[str, Any]], *, safe: bool = False) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        fields = [_field(v) for v in row.values()]
        writer.writerow([_no_formula(f) for f in fields] if safe else fields)
    return out.getvalue().encode()


def _field(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list | bool) else value


def _no_formula(field: object) -> object:
    """`field` with an apostrophe before it if a spreadsheet would calculate it.

    Source of the list: OWASP, "CSV Injection", https://owasp.org/www-community/attacks/CSV_Injection.
    """
    return f"'{field}" if isinstance(field, str) and field.startswith(_FORMULA) else field


def _arrow(batch: pa.RecordBatch) -> bytes:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    return sink.getvalue().to_pybytes()  # type: ignore[no-any-return]
