"""What the model of breaks sees of a gap in doubt beyond its nearest pieces.

That is what the first trees say of the gaps around it, what stands elsewhere on the line too, brackets and quotation
marks that are open, and the parts of names, dates and numbers.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, repeat

from cleaner.read.breaks.line import Line, picker, reach
from cleaner.read.breaks.pieces import CLOSES, OPENS, QUOTES, UNQUOTES
from cleaner.trees import Column

_FAR = 30  # pieces
_NEAR = 12
_LEAST = -9.0  # where there is no gap
_LIKELY = -0.5  # log odds, by the first trees
_OFTEN = 3
_STEPS = 40  # of the share of likely gaps

CONTEXT = (
    "score", "score_before", "score_behind", "to_gap_before", "to_gap_behind", "most_before", "most_behind",
    "block_before", "block_behind", "lower_block_before", "lower_block_behind", "capital_block_before",
    "closed_behind", "likely_before", "likely_behind", "likely_share", "kind_before", "kind_behind",
    "bracket", "quote", "across", "through", "begins_again", "ends_again", "far_since_mark", "far_to_mark",
)  # fmt: skip


def in_doubt(line: Line, at: Sequence[int], scores: Sequence[float], least: float) -> list[int]:
    """Which of the gaps `at`, by their place among them, the first trees do not settle: those of at least that score.

    Behind a sentence they settle none, for a label may stand there whatever word ends the sentence.
    """
    ends = line.looks.ends
    return [k for k, (i, s) in enumerate(zip(at, scores, strict=True)) if s >= least or ends[i - 1]]


def context(line: Line, at: Sequence[int], scores: Sequence[float], doubt: Sequence[int]) -> list[Column]:
    """The columns `CONTEXT` of the gaps `at` that `doubt` names, where the first trees gave all of them `scores`."""
    looks = line.looks
    here = [at[k] for k in doubt]
    pick = picker(here)
    columns: list[Column] = [[scores[k] for k in doubt]]
    columns += _around(at, scores, doubt, len(looks.make))
    columns += _blocks(line, at, scores, here)
    columns += [pick([0, *looks.kind]), pick(looks.kind)]
    columns += [pick(_inside(looks.pair, OPENS, CLOSES)), pick(_inside(looks.pair, QUOTES, UNQUOTES))]
    columns += _again(looks.word, here)
    columns += [_capped(pick(line.since)), _capped(pick(line.to_mark))]
    return columns


def _capped(column: Sequence[int]) -> list[int]:
    return list(map(min, column, repeat(_FAR)))


def _around(at: Sequence[int], scores: Sequence[float], doubt: Sequence[int], size: int) -> list[Column]:
    """What the first trees say of the gaps next to each, how far those are, and the most within `_NEAR` pieces."""
    padded = [_LEAST, *scores, _LEAST]
    places = [0, *at, size]
    most_before, most_behind = [], []
    for k in doubt:  # the k-th gap has index k + 1 in the padded lists
        first = bisect_left(places, at[k] - _NEAR, 1, k + 1)
        most_before.append(max([_LEAST, *padded[first : k + 1]]))
        end = bisect_right(places, at[k] + _NEAR, k + 2, len(at) + 1) if k + 1 < len(at) else k + 2
        most_behind.append(max([_LEAST, *padded[k + 2 : end]]))
    return [
        [padded[k] for k in doubt],
        [padded[k + 2] for k in doubt],
        [min(at[k] - places[k], _NEAR) for k in doubt],
        [min(places[k + 2] - at[k], _NEAR) for k in doubt],
        most_before,
        most_behind,
    ]


def _blocks(line: Line, at: Sequence[int], scores: Sequence[float], here: Sequence[int]) -> list[Column]:
    """The blocks before and behind each gap, if blocks ended wherever the first trees find it likely."""
    lower, capital, ends = line.lower, line.capital, line.looks.ends
    likely = [i for i, s in zip(at, scores, strict=True) if s >= _LIKELY]
    since, to = reach(likely, len(ends))
    pick = picker(here)
    before, behind = pick(since), pick(to)
    return [
        _capped(before),
        _capped(behind),
        [min(lower[i] - lower[i - n], _FAR) for i, n in zip(here, before, strict=True)],
        [min(lower[i + n] - lower[i], _FAR) for i, n in zip(here, behind, strict=True)],
        [min(capital[i] - capital[i - n], _FAR) for i, n in zip(here, before, strict=True)],
        [ends[i + n - 1] for i, n in zip(here, behind, strict=True)],
        [bisect_left(likely, i) - bisect_left(likely, i - _FAR) for i in here],
        [bisect_left(likely, i + _FAR) - bisect_left(likely, i + 1) for i in here],
        round(_STEPS * len(likely) / max(_FAR, len(ends))) / _STEPS,
    ]


def _inside(pair: Sequence[int], opens: int, closes: int) -> Sequence[int]:
    """Whether a bracket or quotation mark stands open at each gap (1), and closes not far behind (2)."""
    mask = opens | closes
    inside = [0] * len(pair)
    marked = [i for i, p in enumerate(pair) if p & mask]
    for a, b in pairwise([*marked, len(pair) + _FAR]):
        if pair[a] & mask != opens:
            continue
        closed = b < len(pair) and pair[b] & mask == closes
        for i in range(a + 1, min(a + _FAR, b, len(pair) - 1) + 1):
            inside[i] = 1 + (closed and b - i <= _FAR)
    return inside


def _again(words: Sequence[str], here: Sequence[int]) -> list[Column]:
    """How often the words over each gap, behind it and before it stand on the line.

    Three words stand there twice only if the two over the gap, or next to it, do.
    """
    padded = ["", "", "", *words, "", ""]
    twos = list(pairwise(padded))
    pairs = Counter(twos)
    often = [pairs[two] for two in twos]
    both = [i for i, (a, b) in enumerate(pairwise(often)) if a > 1 and b > 1]
    threes = Counter([(padded[i], twos[i + 1]) for i in both])
    again = [1] * len(twos)
    for i in both:
        again[i] = threes[padded[i], twos[i + 1]]
    return [
        [min(often[i + 2], _OFTEN) for i in here],
        [min(max(again[i + 1 : i + 3]), _OFTEN) for i in here],
        [min(again[i + 3], _OFTEN) for i in here],
        [min(again[i], _OFTEN) for i in here],
    ]
