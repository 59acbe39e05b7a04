"""A bar for people who wait."""

from __future__ import annotations

import time
from typing import TextIO

_EVERY = 0.1  # seconds
_PATIENCE = 1.0  # seconds; a shorter run needs no bar
_WIDTH = 30


class Progress:
    """Draws on `stream` how much of `total` is done, if that is a terminal and the run is long."""

    def __init__(self, stream: TextIO, total: int, *, wanted: bool = True) -> None:
        """Draw nothing if the bar is not `wanted`."""
        self._stream, self._total = stream, total
        self._on = wanted and stream.isatty()
        self._next = time.monotonic() + _PATIENCE
        self._done, self._drawn = 0, False

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        if self._on and (now := time.monotonic()) >= self._next:
            self._next = now + _EVERY
            filled = _WIDTH * self._done // self._total
            bar = "#" * filled + "-" * (_WIDTH - filled)
            self._stream.write(f"\r[{bar}] {self._done}/{self._total} files ")
            self._stream.flush()
            self._drawn = True

    def clear(self) -> None:
        """Make room for other output."""
        if self._drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._drawn = False
