"""Encodes clean rows for writing; the workers do it, to relieve the writing process."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from cleaner.corpus.batch import all_encodable
from cleaner.corpus.carry import CARRIED
from cleaner.corpus.items import Row
from cleaner.corpus.recipe import OutputFormat

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def encode_rows(
    rows: Sequence[Row],
    columns: Mapping[str, Sequence[Any]],
    made: Sequence[dict[str, Any]],
    form: OutputFormat,
    *,
    safe_csv: bool,
) -> bytes:
    """The clean rows as lines, ready to be appended to a shard; those with an error are left out.

    Args:
        rows: the input rows.
        columns: their carried columns.
        made: the result of each.
        form: ``jsonl`` or ``csv``.
        safe_csv: whether to protect CSV cells that look like formulas.
    """
    whole = [
        {"id": row.id, "url": row.url, **values, **{name: column[i] for name, column in columns.items()}}
        for i, (row, values) in enumerate(zip(rows, made, strict=True))
        if "error" not in values
    ]
    try:
        return _lines(whole, form, safe_csv)
    except UnicodeEncodeError:  # lone surrogates, which UTF-8 cannot hold
        return _lines([all_encodable(row) for row in whole], form, safe_csv)


def _lines(rows: Sequence[Mapping[str, Any]], form: OutputFormat, safe_csv: bool) -> bytes:
    if form == "csv":
        return _csv(rows, safe=safe_csv)
    return "".join([_json_line(row) for row in rows]).encode()


def csv_header(names: Sequence[str], *, safe: bool = False) -> bytes:
    """The first line of each CSV shard, whose columns are `names`."""
    return _csv([{name: name for name in names}], safe=safe)


def _json_line(row: Mapping[str, Any]) -> str:
    whole = {k: v for k, v in row.items() if k != CARRIED}
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
