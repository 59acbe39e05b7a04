"""What was cut near a line already: where phrases gave residue away, there is more of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from cleaner.classify.lines.context import FAR
from cleaner.classify.trees import Column
from cleaner.view import View

GONE = ("gone_before", "gone_after", "gone_5", "gone_12", "to_gone_before", "to_gone_after")
_BESIDE, _AROUND = 9, 40  # pieces; more say no more


def gone(view: View) -> Iterator[Column]:
    """The columns of `GONE`.

    Pieces cut between a block and the one before or after it, and within so many blocks on either side; blocks to the
    last such place before it, and to the next. What the classifier cut itself does not count: it would believe its own
    guesses. In a text that was cleaned before there is nothing to count, and training sees to it that less evidence
    never makes a score higher: what was left is left again.
    """
    starts = [r.start for r in view.removals if not r.reasons]
    if not starts:
        yield from (0.0, 0.0, 0.0, 0.0, FAR, FAR)
        return
    pieces = _between(view, starts)
    yield [min(_BESIDE, n) for n in pieces[:-1]]
    yield [min(_BESIDE, n) for n in pieces[1:]]
    yield list(_within(pieces, 5))
    yield list(_within(pieces, 12))
    yield list(_since(pieces[:-1]))
    yield list(_since(pieces[:0:-1]))[::-1]


def _between(view: View, starts: Sequence[int]) -> list[int]:
    """How many of the removals that begin at `starts` stand before each block, and behind the last."""
    places = [view.to_document(b.start, b.start + 1)[0][0] for b in view.blocks]
    pieces = [0] * (len(places) + 1)
    for start in starts:
        pieces[bisect_right(places, start)] += 1
    return pieces


def _within(pieces: Sequence[int], reach: int) -> Iterator[int]:
    """The pieces in the `reach` gaps before and the `reach` gaps behind each block."""
    sums = list(accumulate(pieces, initial=0))
    last = len(pieces)
    for i in range(last - 1):
        yield min(_AROUND, sums[min(last, i + 1 + reach)] - sums[max(0, i + 1 - reach)])


def _since(pieces: Sequence[int]) -> Iterator[int]:
    """Blocks from each block back to the last gap that holds a piece; 0 if it is the one beside it."""
    at = FAR
    for n in pieces:
        at = 0 if n else min(FAR, at + 1)
        yield at
