"""Parquet files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from cleaner.corpus.items import Item, Rejected
from cleaner.corpus.readers.tables import row_of
from cleaner.corpus.recipe import Recipe

_ROWS = 64  # decoded at a time, which bounds the memory


def read_parquet(raw: BinaryIO, name: str, recipe: Recipe) -> Iterator[Item]:
    """The documents of a Parquet file; of a damaged row group the rows that cannot be read are rejected one by one."""
    import pyarrow.parquet as pq
    from pyarrow import ArrowException

    try:
        file = pq.ParquetFile(raw, page_checksum_verification=True)
        groups = [file.metadata.row_group(i).num_rows for i in range(file.num_row_groups)]
    except (ArrowException, OSError) as error:
        yield Rejected(name, "damaged", f"not a Parquet file ({_short(error)})")
        return
    number = 0
    for i, rows in enumerate(groups):
        end = number + rows
        try:
            for record in _records(file, i):
                number += 1
                yield row_of(record, f"{name}:{number}", recipe)
        except (ArrowException, OSError, UnicodeDecodeError) as error:
            for lost in range(number + 1, end + 1):
                yield Rejected(f"{name}:{lost}", "damaged", f"row group {i} cannot be read ({_short(error)})")
        number = end


def _records(file: Any, group: int) -> Iterator[dict[str, object]]:
    for batch in file.iter_batches(batch_size=_ROWS, row_groups=[group], use_threads=False):
        yield from batch.to_pylist()


def _short(error: BaseException) -> str:
    return str(error).partition("\n")[0][:200]
