"""What the model of breaks sees of a gap: the pieces on either side, as far as `REACH`.

Of the line as a whole it sees but how its language writes nouns. That a score depends on what is near is what makes it
cheap to ask again of a text of which something was cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from cleaner.read.breaks.pieces import CAPITAL, CAPS, LOWER, Piece, Placed
from cleaner.trees import Column

REACH = 12  # pieces on either side
_NEAR = 4
_PAD = 3
NO_WORD = (0.0, 0.0, 0.0)

FEATURES = (
    "glued", "blanks",
    "before_make", "before_2_make", "before_3_make", "behind_make", "behind_2_make", "behind_3_make",
    "before_end", "before_2_end", "behind_end", "behind_2_end", "before_closed",
    "behind_first", "behind_2_first", "behind_opened", "before_size", "behind_size", "wide",
    "word_before", "word_before_2", "word_behind", "word_behind_2", "labels_before", "labels_behind",
    "since_mark", "to_mark", "lower_since_mark", "lower_to_mark",
    "lower_before", "lower_behind", "capitals_before", "capitals_behind", "near_lower_before", "near_lower_behind",
    "edge_before", "edge_behind", "again_behind", "again_before", "nouns",
)  # fmt: skip

Words = Mapping[str, tuple[float, float, float]]
"""For a word how much it speaks (log odds) for a break behind it, before it, and that it stands among labels."""


def noun_capitals(pieces: Sequence[Placed]) -> float:
    """The share of capitals among the words behind small ones, in tenths: German writes its nouns so."""
    capital = total = 0
    before = -1
    for p in pieces:
        piece = p[3]
        if before == LOWER and piece.make in (LOWER, CAPITAL):
            total += 1
            capital += piece.make == CAPITAL
        before = -1 if piece.ends else piece.make
    return round(10 * capital / max(20, total)) / 10


def gaps(pieces: Sequence[Placed]) -> list[int]:
    """The places where a block may begin: before each piece that is not lower-case, but the first."""
    return [i for i, p in enumerate(pieces) if p[3].make != LOWER and i]


def measure(pieces: Sequence[Placed], at: Sequence[int], words: Words, nouns: float) -> list[Column]:
    """The columns `FEATURES` of the gaps before the pieces `at`; `nouns` is the `noun_capitals` of the line."""
    seen = [p[3] for p in pieces]
    pad = [-1] * _PAD
    makes, ends = [*pad, *[p.make for p in seen], *pad], [*pad, *[p.end for p in seen], *pad]
    firsts = [*pad, *[p.first for p in seen], *pad]
    known = [NO_WORD] * _PAD + [words.get(p.word, NO_WORD) for p in seen] + [NO_WORD] * _PAD
    labels = list(accumulate([k[2] for k in known], initial=0.0))
    columns: list[Column] = [
        [pieces[i][2] for i in at],
        [pieces[i][0] - pieces[i - 1][1] for i in at],
        *_shifted(makes, at, (-1, -2, -3, 0, 1, 2)),
        *_shifted(ends, at, (-1, -2, 0, 1)),
        [seen[i - 1].closed for i in at],
        *_shifted(firsts, at, (0, 1)),
        [seen[i].opened for i in at],
        [seen[i - 1].size for i in at],
        [seen[i].size for i in at],
        [seen[i].wide + seen[i - 1].wide for i in at],
        *[[known[i + d + _PAD][side] for i in at] for d, side in ((-1, 0), (-2, 0), (0, 1), (1, 1))],
        [round(labels[i + _PAD] - labels[i + _PAD - 3], 1) for i in at],
        [round(labels[i + _PAD + 3] - labels[i + _PAD], 1) for i in at],
    ]
    columns += _sentence(seen, at)
    words_seen = [p.word for p in seen]
    size = len(seen)
    columns += [
        [min(i, REACH) for i in at],
        [min(size - i, REACH) for i in at],
        [words_seen[i] in words_seen[i + 1 : i + REACH] for i in at],
        [words_seen[i] in words_seen[max(0, i - REACH) : i] for i in at],
        nouns,
    ]
    return columns


def _shifted(values: Sequence[int], at: Sequence[int], by: Sequence[int]) -> Iterator[Column]:
    for d in by:
        shift = d + _PAD
        yield [values[i + shift] for i in at]


def _sentence(seen: Sequence[Piece], at: Sequence[int]) -> Iterator[Column]:
    """How far the ends of sentences are, and how many words on the way and within reach are small or capitalised."""
    size = len(seen)
    last, before = -1, []  # the last piece before the one at the gap that ends a sentence
    marks = [p.ends for p in seen]
    for i in range(size):
        before.append(last)
        if i and marks[i - 1]:
            last = i - 1
    nearest, behind = size, [0] * size
    for i in range(size - 1, -1, -1):
        if marks[i]:
            nearest = i
        behind[i] = nearest
    makes = [p.make for p in seen]
    lower = list(accumulate([m == LOWER for m in makes], initial=0))
    capital = list(accumulate([m in (CAPITAL, CAPS) for m in makes], initial=0))
    yield [min(i - before[i], REACH + 1) for i in at]
    yield [min(behind[i] - i, REACH) for i in at]
    yield [lower[i] - lower[max(i - REACH, before[i] + 1)] for i in at]
    yield [lower[min(i + REACH, behind[i], size)] - lower[i] for i in at]
    for sums in (lower, capital):
        yield [sums[i] - sums[max(0, i - REACH)] for i in at]
        yield [sums[min(size, i + REACH)] - sums[i] for i in at]
    yield [lower[i] - lower[max(0, i - _NEAR)] for i in at]
    yield [lower[min(size, i + _NEAR)] - lower[i] for i in at]
