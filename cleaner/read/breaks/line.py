"""A line's pieces, and the sums over them that several measures need."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from cleaner.read.breaks.pieces import CAPITAL, CAPS, LOWER, Piece, Placed, pieces

Said = tuple[float, float, float]
Words = Mapping[str, Said]
"""For a word how much it speaks (log odds) for a break behind it, before it, and that it stands among labels."""
NO_WORD: Said = (0.0, 0.0, 0.0)


class Line(NamedTuple):
    """A line and its pieces.

    Args:
        placed: the pieces, and where they stand.
        seen: what each looks like.
        said: what each word says by itself.
        lower: how many small words stand before each piece; one more entry for the end.
        capital: how many capitalised ones.
        ends: the pieces behind which a sentence ends, as the place of the next one.
    """

    placed: Sequence[Placed]
    seen: Sequence[Piece]
    said: Sequence[Said]
    lower: Sequence[int]
    capital: Sequence[int]
    ends: Sequence[int]

    def sentence(self, i: int) -> tuple[int, int]:
        """Where the sentence before the gap at piece `i` begins, and where the one behind it ends."""
        ends = self.ends
        j = bisect_left(ends, i)
        start = ends[j - 1] if j else 0
        if j < len(ends) and ends[j] == i:
            j += 1
        return start, ends[j] if j < len(ends) else len(self.seen)


def parse(text: str, words: Words) -> Line:
    """The pieces of `text`, a line; `words` are those that say something by themselves."""
    placed = pieces(text)
    seen = [p[3] for p in placed]
    makes = [p.make for p in seen]
    return Line(
        placed,
        seen,
        [words.get(p.word, NO_WORD) for p in seen],
        list(accumulate([make == LOWER for make in makes], initial=0)),
        list(accumulate([make in (CAPITAL, CAPS) for make in makes], initial=0)),
        [i for i, p in enumerate(seen, 1) if p.ends],
    )
