"""Parquet files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from cleaner._io.unpack import BeyondLimitsError, Watch
from cleaner.corpus.arrow import field_names, plain_values
from cleaner.corpus.items import Item, Rejected, unlike
from cleaner.corpus.readers.rejection import given_up, short
from cleaner.corpus.readers.tables import row_of
from cleaner.corpus.recipe import Recipe

_ROWS = 64  # decoded at a time, which bounds the memory
_FEW_ROWS = 8  # where one value may be large and stand in every row
_LARGE = 4 << 20  # bytes of a column of one row group
_BUFFER = 1 << 20  # bytes of a column that are read at a time
_MAX_LOST = 100_000  # rows that are rejected one by one; a damaged footer may claim any number
_MAX_RATIO = 1000  # unpacked to packed
_FREE_BYTES = 256 << 20  # that much may be unpacked at any ratio
_SUSPICIOUS_RATIO = 50


def read_parquet(raw: BinaryIO, name: str, recipe: Recipe) -> Iterator[Item]:
    """The documents of a Parquet file; of a damaged row group the rows that cannot be read are rejected one by one."""
    watch = Watch()
    try:
        file = open_parquet(raw)
        groups = [file.metadata.row_group(i).num_rows for i in range(file.num_row_groups)]
    except Exception as error:  # of a damaged file pyarrow raises whatever comes
        yield Rejected(name, "damaged", f"not a Parquet file ({short(error)})")
        return
    number = 0
    for i, rows in enumerate(groups):
        end = number + max(0, rows)
        message = f"row group {i} holds fewer rows than the footer says"
        try:
            for record in _records(file, i, recipe):
                watch.found()
                number += 1
                yield row_of(record, f"{name}:{number}", recipe)
        except BeyondLimitsError as error:
            yield given_up(f"{name}:{number + 1}", error)
            number = end
        except Exception as error:
            message = f"row group {i} cannot be read ({short(error)})"
        yield from _lost(name, number + 1, end, message)
        number = max(number, end)
    if number != file.metadata.num_rows:
        message = f"the footer says {file.metadata.num_rows} rows, the row groups hold {number}"
        yield Rejected(name, "damaged", message)


def _lost(name: str, first: int, last: int, message: str) -> Iterator[Rejected]:
    """The rows `first` to `last`, one by one unless there are too many to be true."""
    if last - first >= _MAX_LOST:
        yield Rejected(f"{name}:{first}", "damaged", f"{message}; so {last - first + 1} rows are lost")
        return
    for lost in range(first, last + 1):
        yield Rejected(f"{name}:{lost}", "damaged", message)


def open_parquet(raw: BinaryIO) -> Any:
    """The file, also if a name in it is no UTF-8; raises whatever pyarrow does."""
    import pyarrow.parquet as pq

    class File(pq.ParquetFile):  # type: ignore[misc]
        def _build_nested_paths(self) -> Any:  # by which columns can be chosen; here all are read
            try:
                return super()._build_nested_paths()
            except UnicodeDecodeError:
                return {}

    return File(raw, page_checksum_verification=True, buffer_size=_BUFFER)


def _records(file: Any, group: int, recipe: Recipe) -> Iterator[Mapping[str, object]]:
    rows = _rows_at_a_time(file.metadata.row_group(group))
    for batch in file.iter_batches(batch_size=rows, row_groups=[group], use_threads=False):
        names = list(unlike(field_names(batch.schema)))
        columns = [_values(batch.column(i), name, recipe) for i, name in enumerate(names)]
        for row in zip(*columns, strict=True):
            yield dict(zip(names, row, strict=True))


def _rows_at_a_time(group: Any) -> int:
    """How many rows may be decoded at once; raises `BeyondLimitsError` if one is too many."""
    rows = _ROWS
    for i in range(group.num_columns):
        chunk = group.column(i)
        unpacked, packed = chunk.total_uncompressed_size, max(1, chunk.total_compressed_size)
        if unpacked > _FREE_BYTES and unpacked > _MAX_RATIO * packed:
            raise BeyondLimitsError("too-large", f"a column unpacks to more than {_MAX_RATIO} times its size")
        if unpacked > _LARGE and any("DICTIONARY" in encoding for encoding in chunk.encodings):
            rows = min(rows, 1 if unpacked > _SUSPICIOUS_RATIO * packed else _FEW_ROWS)
    return rows


def _values(column: Any, name: str, recipe: Recipe) -> list[Any]:
    """The values of a column: as Python has them if they are needed, or else as they are best carried."""
    if name in recipe.content_columns():
        return _contents(column)
    if name in (recipe.id_column, recipe.url_column) or recipe.output_format != "parquet":
        return plain_values(column)
    return list(column)


def _contents(column: Any) -> list[Any]:
    """Texts and pages; text that is no UTF-8 as bytes, of which the encoding will be found out."""
    import pyarrow as pa

    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    try:
        return column.to_pylist()  # type: ignore[no-any-return]
    except UnicodeDecodeError:
        large = pa.types.is_large_string(column.type)
        return column.view(pa.large_binary() if large else pa.binary()).to_pylist()  # type: ignore[no-any-return]
