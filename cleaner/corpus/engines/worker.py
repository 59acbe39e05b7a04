"""What runs in a worker process: batches in, encoded rows and figures out, plain data both ways."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from time import perf_counter
from typing import Any, NamedTuple

from cleaner.corpus.batch import clean_batch, describe
from cleaner.corpus.carry import CONTENT
from cleaner.corpus.encode import encode
from cleaner.corpus.recipe import Recipe
from cleaner.corpus.statistics import RowCount, count_row
from cleaner.result import Result


class Ready(NamedTuple):
    """A worker's first word: what kept it from starting, or nothing."""

    error: str = ""


class Reply(NamedTuple):
    """What became of a batch.

    Args:
        encoded: the clean rows, ready to be written.
        counts: for each row its figures, or what was raised.
    """

    encoded: bytes
    counts: list[RowCount | str]

    @property
    def out_of_memory(self) -> bool:
        """Whether a row failed for want of memory; the worker then ends, and a new one takes its place."""
        return any(isinstance(c, str) and c.startswith("MemoryError") for c in self.counts)


def work(table: bytes, recipe: Recipe, on_row: Callable[[int], None]) -> Reply:
    """Clean the rows of an Arrow stream.

    Args:
        table: an Arrow stream with one batch, as `batches.pack` makes it.
        recipe: the settings.
        on_row: called with each row's number before it is cleaned, and with their number at the end.
    """
    import pyarrow as pa

    batch = pa.ipc.open_stream(table).read_next_batch()
    given = [len(value.as_buffer()) for value in batch.column(CONTENT)]
    counted: dict[int, RowCount] = {}
    begun = 0.0

    def begin(row: int) -> None:
        nonlocal begun
        begun = perf_counter()
        on_row(row)

    def count(row: int, result: Result) -> None:
        counted[row] = count_row(result, given[row], perf_counter() - begun)

    out = clean_batch(batch, recipe.config, column=CONTENT, removals=recipe.removals, on_row=begin, on_result=count)
    counts = [counted.get(i) or error for i, error in enumerate(out.column("error").to_pylist())]
    return Reply(encode(out, recipe.output_format, safe_csv=recipe.safe_csv), counts)


def serve(connection: Connection, row: Any, recipe: Recipe, memory: int) -> None:
    """Answer batches until the other side hangs up.

    Args:
        connection: gives batches; takes a `Ready`, then replies.
        row: a shared number, kept at the row that is being cleaned.
        recipe: the settings.
        memory: bytes that this process may hold; 0 for no limit.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.dup2(2, 1)  # what a filter prints must not get into the output
    _die_with_parent()
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):  # the other side is gone: so is the work
        _answer(connection, row, recipe, memory)


def _answer(connection: Connection, row: Any, recipe: Recipe, memory: int) -> None:
    try:
        _warm_up(recipe)
    except Exception as error:
        connection.send(Ready(describe(error)))
        return
    _limit_memory(memory)
    connection.send(Ready())

    def on_row(number: int) -> None:
        row.value = number

    out_of_memory = False
    while not out_of_memory:
        table = connection.recv_bytes()
        reply = work(table, recipe, on_row)
        connection.send(reply)
        out_of_memory = reply.out_of_memory


def _warm_up(recipe: Recipe) -> None:
    """Load what every batch needs, so that the first document's time is its own."""
    import pyarrow.compute  # noqa: F401

    recipe.config.pipeline().clean("It rained all night.\n\nBy noon the river was over its banks.", kind="text")


def _limit_memory(limit: int) -> None:
    if limit and sys.platform == "linux":
        import resource

        # Counts what is written to, unlike the address space, of which allocators reserve more than they use.
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def _die_with_parent() -> None:
    """On Linux, have the kernel end this process with its parent, even if it hangs in C; else the pipe's end does."""
    if sys.platform == "linux":
        import ctypes

        pr_set_pdeathsig = 1
        ctypes.CDLL(None, use_errno=True).prctl(pr_set_pdeathsig, signal.SIGKILL)
        parent = parent_process()
        if parent is not None and os.getppid() != parent.pid:  # it was gone before the kernel knew
            os._exit(1)
