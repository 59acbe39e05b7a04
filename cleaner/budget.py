"""How long one document may take, and how many blocks it may have."""

from __future__ import annotations

from time import monotonic  # read a hundred times as fast
from time import thread_time as clock  # of the CPU: a busy machine must not change a result

SECONDS = 30.0
"""The default: over ten times what 1 MB of any family in ``scripts/growth.py`` should take."""

BLOCKS = 120_000
"""The default: what half a gigabyte holds of the dearest families in ``scripts/growth.py``, at 4.5 kB a block.

10 MB of ordinary paragraphs are 110,000 blocks, a long novel 12,000, the live blog of a whole day 3,000.
"""


class OutOfTimeError(Exception):
    """A document has used up its time; never leaves the chain, nor `Result.metadata`."""


class Budget:
    """The CPU time of this thread that one document may take, counted from when the budget is made.

    Args:
        seconds: CPU seconds; 0 for no limit.
    """

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds
        self._end = clock() + seconds
        self._earliest = monotonic() + seconds  # a thread cannot take more CPU time than time passes

    def left(self) -> float:
        """The seconds that are left, as `Budget` takes them; at least a thousandth of one where there is a limit."""
        return max(0.001, self._end - clock()) if self.seconds else 0.0

    def check(self) -> None:
        """Raise `OutOfTimeError` if the time is used up; called between steps, so that one that has begun finishes."""
        if self.seconds and monotonic() > self._earliest and clock() > self._end:
            raise OutOfTimeError
