"""Spark: a data frame cleaned where its partitions are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from cleaner.config import Config
from cleaner.corpus import clean_batch, output_schema

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame


def clean_frame(
    frame: DataFrame, config: Config | None = None, *, column: str | None = None, removals: bool = False, **options: Any
) -> DataFrame:
    """`frame` with its documents cleaned, by `mapInArrow`; the executors need this package.

    Args:
        frame: a data frame with a column of text or binary.
        config: what is cut; None for the defaults.
        column: the column to clean; None for ``text`` or else ``html``.
        removals: add the columns ``removals`` and ``repairs``.
        options: the other options of `cleaner.corpus.clean_batch`.
    """
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    metadata = options.get("metadata", True)
    schema = output_schema(to_arrow_schema(frame.schema), column=column, removals=removals, metadata=metadata)
    clean = partial(_clean_batches, config=config, column=column, removals=removals, **options)
    return frame.mapInArrow(clean, from_arrow_schema(schema))


def _clean_batches(batches: Iterator[pa.RecordBatch], **options: Any) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        yield clean_batch(batch, **options)
