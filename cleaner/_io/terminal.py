"""Colours and progress lines, as far as a stream supports them."""

from __future__ import annotations

import os
import time
from typing import TextIO

COLOURS = ("auto", "always", "never")


def wants_colour(stream: TextIO, choice: str = "auto") -> bool:
    """Whether to draw on `stream` with colours.

    Args:
        stream: the output; terminals get colours unless NO_COLOR is set (https://no-color.org) or TERM is dumb.
        choice: the user's choice, one of `COLOURS`; FORCE_COLOR means ``always``, but NO_COLOR takes precedence.
    """
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stream.isatty() and os.environ.get("TERM") != "dumb")


class StatusLine:
    """Progress on one line of a terminal, kept up to date; elsewhere an occasional line, or none."""

    def __init__(
        self,
        stream: TextIO,
        *,
        wanted: bool = True,
        patience: float = 0.0,
        every: float = 0.2,
        plain_every: float | None = None,
    ) -> None:
        """Draw on `stream`.

        Args:
            stream: the output.
            wanted: whether to draw at all.
            patience: seconds before the first drawing; shorter work needs none.
            every: seconds between two drawings on a terminal.
            plain_every: seconds between two lines elsewhere; None for no lines.
        """
        terminal = stream.isatty()
        self._stream, self._terminal = stream, terminal
        self._every = every if terminal else plain_every
        self._on = wanted and self._every is not None
        self._next = time.monotonic() + (patience if terminal else self._every or 0.0)
        self._drawn = False

    def due(self) -> bool:
        """Whether it is time to draw."""
        return self._on and time.monotonic() >= self._next

    def show(self, line: str) -> None:
        """Draw `line`, which must be safe to print."""
        self._next = time.monotonic() + (self._every or 0.0)
        self._stream.write(f"\r\x1b[2K{line}" if self._terminal else f"{line}\n")
        self._stream.flush()
        self._drawn = self._terminal

    def clear(self) -> None:
        """Remove the line, so that something else can be printed."""
        if self._drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._drawn = False
