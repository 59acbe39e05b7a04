"""What runs in a worker process: payloads in, replies out."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

from cleaner._io.show import encodable


class Ready(NamedTuple):
    """A worker's first message: why it could not start, if it could not."""

    error: str = ""


class Reply(NamedTuple):
    """The result of a payload.

    Args:
        value: the result; it must pickle.
        failed: the errors of failed items, by their number in the payload, as text from `describe`.
        size: approximate bytes of `value`.
    """

    value: Any
    failed: Mapping[int, str] = {}
    size: int = 0

    @property
    def out_of_memory(self) -> bool:
        """Whether an item ran out of memory; the worker then ends and is replaced."""
        return any(error.startswith("MemoryError") for error in self.failed.values())


Work = Callable[[Any, Callable[[int], None]], Reply]  # a payload, and what to call with each item's number
Start = Callable[[], Work]


def serve(connection: Connection, item: Any, start: Start, memory: int) -> None:
    """Process payloads until the other side closes the connection.

    Args:
        connection: gives payloads; takes a `Ready`, then replies.
        item: a shared number, set to the current item.
        start: gives the function that does the work.
        memory: bytes that this process may hold; 0 for no limit.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.dup2(2, 1)  # so that what a filter prints does not get into the output
    _die_with_parent()
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):  # the other side is gone: so is the work
        _answer(connection, item, start, memory)


def _answer(connection: Connection, item: Any, start: Start, memory: int) -> None:
    try:
        work = start()
    except Exception as error:
        connection.send(Ready(describe(error)))
        return
    _limit_memory(memory)
    connection.send(Ready())

    def on_item(number: int) -> None:
        item.value = number

    out_of_memory = False
    while not out_of_memory:
        reply = work(connection.recv(), on_item)
        connection.send(reply)
        out_of_memory = reply.out_of_memory


def describe(error: BaseException) -> str:
    """The type and message of `error`, whatever its `__str__` does."""
    try:
        message = encodable(str(error))[:500]
    except Exception:
        message = "its message cannot be read"
    return f"{type(error).__name__}: {message}"


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
