"""Data frames of pandas and polars: conversion to Arrow tables and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.errors import ConfigError, require

if TYPE_CHECKING:
    import pyarrow as pa


class Frame(NamedTuple):
    """A data frame as a table, and the conversion back.

    Args:
        table: its rows.
        like: converts another table into a data frame of the same kind.
    """

    table: pa.Table
    like: Callable[[pa.Table], Any]


def frame_of(batch: Any) -> Frame | None:
    """`batch` as a frame; None if it is Arrow's own.

    Raises:
        ConfigError: it is no table.
        MissingPackageError: pyarrow is not installed.
    """
    require("pyarrow", "corpus", "a batch or data frame")
    import pyarrow as pa

    if isinstance(batch, pa.RecordBatch | pa.Table):
        return None
    library = type(batch).__module__.partition(".")[0]
    if library == "pandas" and hasattr(batch, "columns"):
        return Frame(pa.Table.from_pandas(batch, preserve_index=False), lambda table: table.to_pandas())
    if library == "polars" and hasattr(batch, "to_arrow") and hasattr(batch, "columns"):
        from polars import from_arrow

        return Frame(batch.to_arrow(), from_arrow)
    raise ConfigError(
        f"cannot clean a {type(batch).__name__}; give a record batch or table of Arrow, or a frame of pandas or polars"
    )
