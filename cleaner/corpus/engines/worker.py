"""The work of a worker: takes batches, returns encoded rows and statistics, all plain data."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from cleaner._io.worker import Reply, Work
from cleaner.corpus.batch import Hints, Rows, assembled, clean_rows
from cleaner.corpus.carry import CONTENT, PUBLISHED, TITLE
from cleaner.corpus.encode import encode_arrow, encode_rows
from cleaner.corpus.recipe import Recipe
from cleaner.corpus.statistics import Statistics, count_row
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
    import pyarrow.compute  # noqa: F401

    pipeline = recipe.config.pipeline()
    pipeline.clean("It rained all night.\n\nBy noon the river was over its banks.", kind="text")
    return partial(work, recipe, pipeline.with_sites(profiles) if profiles else pipeline)


def work(recipe: Recipe, pipeline: Pipeline, table: bytes, on_row: Callable[[int], None]) -> Reply:
    """Clean the rows of an Arrow stream; the value of the reply is a `Cleaned`.

    Args:
        recipe: the settings.
        pipeline: the pipeline.
        table: an Arrow stream with one batch, as `feed.pack` makes it.
        on_row: called with each row's number before it is cleaned, and with their number at the end.
    """
    import pyarrow as pa

    batch = pa.ipc.open_stream(table).read_next_batch()
    given = [len(value.as_buffer()) for value in batch.column(CONTENT)]
    names = batch.column("id").to_pylist()
    statistics = Statistics()
    times: list[tuple[float, str]] = []
    begun = 0.0

    def begin(row: int) -> None:
        nonlocal begun
        begun = perf_counter()
        on_row(row)

    def count(row: int, result: Result) -> None:
        times.append((perf_counter() - begun, names[row]))
        statistics.add_row(names[row], count_row(result, given[row]))

    hints = Hints(title=TITLE, published=PUBLISHED)
    wanted = Rows(hints, "auto", recipe.removals, recipe.metadata, recipe.config.text or "plain")
    made = clean_rows(batch, pipeline, CONTENT, wanted, on_row=begin, on_result=count)
    if recipe.output_format == "parquet":
        out = assembled(batch, made, CONTENT, removals=recipe.removals, metadata=recipe.metadata)
        encoded = encode_arrow(out)
    else:
        encoded = encode_rows(batch, made, recipe.output_format, safe_csv=recipe.safe_csv)
    errors = [row.get("error") for row in made]
    failed = {i: error for i, error in enumerate(errors) if error is not None}
    return Reply(Cleaned(encoded, statistics, heapq.nlargest(SLOWEST, times)), failed, len(encoded))
