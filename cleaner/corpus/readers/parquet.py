"""Parquet files. A helper process decodes them, for some damage ends the process that meets it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, BinaryIO

from cleaner.corpus.arrow import field_names, plain_values
from cleaner.corpus.items import Item, Rejected, unlike
from cleaner.corpus.readers.apart import Helper, LostError
from cleaner.corpus.readers.columns import Decoded, Opened, Refused, start
from cleaner.corpus.readers.tables import row_of
from cleaner.corpus.recipe import Recipe

_SECONDS = 60.0  # that a few rows may take
_MEMORY = 2 << 30
_MAX_LOST = 100_000  # rows that are rejected one by one; a damaged footer may claim any number

_helper = Helper(start, seconds=_SECONDS, memory=_MEMORY)


class _RefusedError(Exception):
    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.message)
        self.reason = refused.reason


def read_parquet(raw: BinaryIO, name: str, recipe: Recipe) -> Iterator[Item]:
    """The documents of a Parquet file; of a damaged row group the rows that cannot be read are rejected one by one."""
    with _path_of(raw) as path:
        try:
            opened = _open(path)
        except (_RefusedError, LostError) as error:
            yield Rejected(name, error.reason, f"not a Parquet file ({error})")
            return
        number = 0
        for group, rows in enumerate(opened.groups):
            end = number + max(0, rows)
            reason, message = "damaged", f"row group {group} holds fewer rows than the footer says"
            try:
                for record in _records(path, group, recipe):
                    number += 1
                    yield row_of(record, f"{name}:{number}", recipe)
            except (_RefusedError, LostError) as error:
                reason, message = error.reason, f"row group {group} cannot be read ({error})"
            yield from _lost(name, number + 1, end, reason, message)
            number = max(number, end)
        if number != opened.rows:
            message = f"the footer says {opened.rows} rows, the row groups hold {number}"
            yield Rejected(name, "damaged", message)


def parquet_columns(raw: BinaryIO, name: str, recipe: Recipe) -> list[str]:  # noqa: ARG001 - one signature for all
    """The names in the schema."""
    return field_names(parquet_schema(raw))


def parquet_schema(raw: BinaryIO) -> Any:
    """The schema of a file, as Arrow has it; raises if there is none."""
    import pyarrow as pa

    with _path_of(raw) as path:
        return pa.ipc.read_schema(pa.py_buffer(_open(path).schema))


@contextmanager
def _path_of(raw: BinaryIO) -> Iterator[str]:
    """A path at which the helper finds what is in `raw`."""
    name = getattr(raw, "name", None)
    if isinstance(name, str):
        yield name
        return
    with tempfile.NamedTemporaryFile(suffix=".parquet") as stream:
        stream.write(raw.read())
        stream.flush()
        yield stream.name


def _open(path: str) -> Opened:
    opened: Opened = _asked("open", path)
    return opened


def _asked(*request: object) -> Any:
    answer = _helper.ask(request)
    if isinstance(answer, Refused):
        raise _RefusedError(answer)
    return answer


def _lost(name: str, first: int, last: int, reason: str, message: str) -> Iterator[Rejected]:
    """The rows `first` to `last`, one by one unless there are too many to be true."""
    if last - first >= _MAX_LOST or (reason in ("too-large", "memory") and last >= first):
        yield Rejected(f"{name}:{first}", reason, f"{message}; with it go {last - first + 1} rows")
        return
    for lost in range(first, last + 1):
        yield Rejected(f"{name}:{lost}", reason, message)


def _records(path: str, group: int, recipe: Recipe) -> Iterator[Mapping[str, object]]:
    _open(path)  # another file may have been read meanwhile, or the helper may be a new one
    _asked("group", group)
    while decoded := _asked("next"):
        names = list(unlike(decoded.names))
        columns = _columns(decoded, names, recipe)
        for row in zip(*columns, strict=True):
            yield dict(zip(names, row, strict=True))


def _columns(decoded: Decoded, names: list[str], recipe: Recipe) -> Iterator[list[Any]]:
    import pyarrow as pa

    batch = pa.ipc.open_stream(decoded.table).read_next_batch()
    for i, name in enumerate(names):
        if i in decoded.plain:
            yield decoded.plain[i]
        else:
            yield _values(batch.column(i), name, recipe, text=i in decoded.texts)


def _values(column: Any, name: str, recipe: Recipe, *, text: bool) -> list[Any]:
    """The values of a column: as Python has them if they are needed, or else as they are best carried.

    Bad text is kept as bytes where it is the content, of which the encoding will be found out.
    """
    import pyarrow as pa

    if name in recipe.content_columns():
        if pa.types.is_dictionary(column.type):
            column = column.dictionary_decode()
        return column.to_pylist()  # type: ignore[no-any-return]
    if text:
        return [None if v is None else v.decode("utf-8", "replace") for v in column.to_pylist()]
    if name in (recipe.id_column, recipe.url_column) or recipe.output_format != "parquet":
        return plain_values(column)
    return list(column)
