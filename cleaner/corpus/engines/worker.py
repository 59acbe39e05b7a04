"""The work of a worker: takes batches, returns encoded rows and statistics, all plain data."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

from cleaner._io.worker import Reply, Work
from cleaner.corpus.batch import RowOptions, assembled, clean_rows
from cleaner.corpus.encode import encode_rows
from cleaner.corpus.feed import Payload
from cleaner.corpus.recipe import Recipe
from cleaner.corpus.statistics import Statistics, count_row
from cleaner.output.body import body
from cleaner.pipeline import Pipeline
from cleaner.result import Result

SLOWEST = 5


class Cleaned(NamedTuple):
    """The result of a batch.

    Args:
        encoded: the clean rows, ready to be written.
        statistics: their figures.
        slowest: seconds and ids of those that took longest.
    """

    encoded: bytes
    statistics: Statistics
    slowest: list[tuple[float, str]]


def start(recipe: Recipe, profiles: Path | None = None) -> Work:
    """Load what every batch needs before the first document is timed; return the function that does the work.

    Args:
        recipe: the settings.
        profiles: the folder of site profiles, if there are any.
    """
    if recipe.output_format == "parquet":
        import pyarrow.compute  # noqa: F401

    pipeline = recipe.config.pipeline()
    pipeline.clean("It rained all night.\n\nBy noon the river was over its banks.", kind="text")
    return partial(work, recipe, pipeline.with_sites(profiles) if profiles else pipeline)


def work(recipe: Recipe, pipeline: Pipeline, given: Payload, on_row: Callable[[int], None]) -> Reply:
    """Clean the rows of a batch; the value of the reply is a `Cleaned`.

    Args:
        recipe: the settings.
        pipeline: the pipeline.
        given: the rows and their carried columns.
        on_row: called with each row's number before it is cleaned, and with their number at the end.
    """
    rows = given.rows
    statistics = Statistics()
    times: list[tuple[float, str]] = []
    begun = 0.0

    def begin(row: int) -> None:
        nonlocal begun
        begun = perf_counter()
        on_row(row)

    def count(row: int, result: Result) -> None:
        times.append((perf_counter() - begun, rows[row].id))
        statistics.add_row(rows[row].id, count_row(result, _size(rows[row].content)))

    wanted = RowOptions(recipe.removals, recipe.metadata, body(recipe.config))
    made = clean_rows(rows, pipeline, wanted, on_row=begin, on_result=count)
    encoded = _encoded(recipe, given, made)
    errors = [row.get("error") for row in made]
    failed = {i: error for i, error in enumerate(errors) if error is not None}
    return Reply(Cleaned(encoded, statistics, heapq.nlargest(SLOWEST, times)), failed, len(encoded))


def _encoded(recipe: Recipe, given: Payload, made: list[dict[str, Any]]) -> bytes:
    if not isinstance(given.columns, bytes):
        assert recipe.output_format != "parquet", "for Parquet the columns are typed"
        return encode_rows(given.rows, given.columns, made, recipe.output_format, safe_csv=recipe.safe_csv)
    from cleaner.corpus.typed import opened, without_failed

    batch = opened(given.columns)
    return without_failed(assembled(batch, made, "", removals=recipe.removals, metadata=recipe.metadata))


def _size(content: str | bytes) -> int:
    """The bytes of `content`."""
    return len(content) if isinstance(content, bytes) or content.isascii() else len(content.encode())
