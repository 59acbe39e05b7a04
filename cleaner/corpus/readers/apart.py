"""A helper process for what may crash: libraries in C++ end the process over some damaged files.

One helper serves all files that are read in this process, one request at a time; when it dies, another is started.
"""

from __future__ import annotations

from contextlib import suppress
from multiprocessing import get_context
from typing import Any

from cleaner._io.worker import Ready, Start, serve
from cleaner.errors import CleanerError

_START_SECONDS = 120.0


class LostError(Exception):
    """The helper died over a request, or had to be ended.

    Args:
        reason: ``crashed`` or ``timeout``.
        message: what happened.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class Helper:
    """A process that answers requests, started with the first one."""

    def __init__(self, start: Start, *, seconds: float, memory: int) -> None:
        """Prepare the helper.

        Args:
            start: called in the process once; gives the function that answers.
            seconds: that an answer may take.
            memory: bytes that the process may hold; enforced on Linux.
        """
        self._start, self._seconds, self._memory = start, seconds, memory
        self._process: Any = None
        self._connection: Any = None

    def ask(self, request: Any) -> Any:
        """The answer to `request`; raises `LostError`."""
        if self._process is None or not self._process.is_alive():
            self._begin()
        try:
            self._connection.send(request)
            if not self._connection.poll(self._seconds):
                self.close()
                raise LostError("timeout", f"reading on took more than {self._seconds:g} s")
            return self._connection.recv().value
        except (OSError, EOFError):
            self._process.join(1.0)
            code = self._process.exitcode
            self.close()
            raise LostError("crashed", f"the process that read it ended with exit code {code}") from None
        except BaseException:
            self.close()
            raise

    def _begin(self) -> None:
        context = get_context("spawn")
        self._connection, theirs = context.Pipe()
        number = context.RawValue("q", 0)
        self._process = context.Process(
            target=serve, args=(theirs, number, self._start, self._memory), name="cleaner-reader", daemon=True
        )
        self._process.start()
        theirs.close()
        try:
            ready = self._connection.recv() if self._connection.poll(_START_SECONDS) else Ready("it does not answer")
        except (OSError, EOFError):
            ready = Ready("it ends at once")
        if ready.error:
            self.close()
            raise CleanerError(f"the process that reads Parquet files cannot start: {ready.error}")

    def close(self) -> None:
        """End the process at once."""
        if self._process is not None:
            with suppress(OSError):
                self._process.kill()
                self._process.join()
                self._connection.close()
            self._process = None
