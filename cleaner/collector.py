"""Python's collector of reference cycles, which stands still while a document is cleaned."""

from __future__ import annotations

import gc
from types import TracebackType


class Paused:
    """Keeps the collector from running in a ``with`` block.

    A document is thousands of small objects that are all in use at once; to look through them again and again for
    cycles took an eighth of the time of a page. Whoever has switched the collector off keeps it off. It is switched on
    again at the end of the first block of several in threads, so that it runs however many there are.
    """

    def __enter__(self) -> None:
        self._was_on = gc.isenabled()
        if self._was_on:
            gc.disable()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._was_on:
            gc.enable()
