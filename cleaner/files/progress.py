"""A progress bar."""

from __future__ import annotations

from typing import TextIO

from cleaner._io.terminal import StatusLine

_EVERY = 0.1  # seconds
_PATIENCE = 1.0  # seconds; a shorter run needs no bar
_WIDTH = 30


class Progress:
    """Draws progress towards `total` on `stream`, if that is a terminal and the run is long."""

    def __init__(self, stream: TextIO, total: int, *, wanted: bool = True) -> None:
        """Draw nothing if the bar is not `wanted`."""
        self._line = StatusLine(stream, wanted=wanted, patience=_PATIENCE, every=_EVERY)
        self._total, self._done = total, 0

    def step(self) -> None:
        """Count one more as done."""
        self._done += 1
        if self._line.due():
            filled = _WIDTH * self._done // self._total
            bar = "#" * filled + "-" * (_WIDTH - filled)
            self._line.show(f"[{bar}] {self._done}/{self._total} files ")

    def clear(self) -> None:
        """Remove the bar, so that something else can be printed."""
        self._line.clear()
