"""What the model of breaks sees of a gap in doubt beyond its nearest pieces.

That is what the first trees say of the gaps around it, what stands elsewhere on the line too, brackets and quotation
marks that are open, and the parts of names, dates and numbers.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from cleaner.read.breaks.line import Line
from cleaner.read.breaks.pieces import CLOSES, OPENS, QUOTES, UNQUOTES, Piece
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
    seen = line.seen
    return [k for k, (i, s) in enumerate(zip(at, scores, strict=True)) if s >= least or seen[i - 1].ends]


def context(line: Line, at: Sequence[int], scores: Sequence[float], doubt: Sequence[int]) -> list[Column]:
    """The columns `CONTEXT` of the gaps `at` that `doubt` names, where the first trees gave all of them `scores`."""
    seen = line.seen
    here = [at[k] for k in doubt]
    columns: list[Column] = [[scores[k] for k in doubt]]
    columns += _around(at, scores, doubt, len(seen))
    columns += _blocks(line, at, scores, here)
    columns += [[seen[i - 1].kind for i in here], [seen[i].kind for i in here]]
    columns += [_inside(seen, here, OPENS, CLOSES), _inside(seen, here, QUOTES, UNQUOTES)]
    columns += _again([p.word for p in seen], here)
    sentences = [line.sentence(i) for i in here]
    columns.append([min(i - start, _FAR) for i, (start, _) in zip(here, sentences, strict=True)])
    columns.append([min(end - i, _FAR) for i, (_, end) in zip(here, sentences, strict=True)])
    return columns


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
    seen, lower, capital = line.seen, line.lower, line.capital
    likely = [i for i, s in zip(at, scores, strict=True) if s >= _LIKELY]
    ends = [0, *likely, len(seen)]
    before, behind, near_before, near_behind = [], [], [], []
    for i in here:
        j = bisect_left(ends, i)
        before.append(ends[j - 1])
        if j < len(ends) - 1 and ends[j] == i:
            j += 1
        behind.append(ends[j])
        near_before.append(bisect_left(likely, i) - bisect_left(likely, i - _FAR))
        near_behind.append(bisect_left(likely, i + _FAR) - bisect_left(likely, i + 1))
    return [
        [min(i - a, _FAR) for i, a in zip(here, before, strict=True)],
        [min(b - i, _FAR) for i, b in zip(here, behind, strict=True)],
        [min(lower[i] - lower[a], _FAR) for i, a in zip(here, before, strict=True)],
        [min(lower[b] - lower[i], _FAR) for i, b in zip(here, behind, strict=True)],
        [min(capital[i] - capital[a], _FAR) for i, a in zip(here, before, strict=True)],
        [seen[b - 1].ends for b in behind],
        near_before,
        near_behind,
        round(_STEPS * len(likely) / max(_FAR, len(seen))) / _STEPS,
    ]


def _inside(seen: Sequence[Piece], here: Sequence[int], opens: int, closes: int) -> Column:
    """Whether a bracket or quotation mark stands open at each gap (1), and closes not far behind (2)."""
    mask = opens | closes
    marked = [i for i, p in enumerate(seen) if p.pair & mask]
    if not marked:
        return 0
    column = []
    for i in here:
        j = bisect_left(marked, i)
        state = 0
        if j and i - marked[j - 1] <= _FAR and seen[marked[j - 1]].pair & mask == opens:
            closed = j < len(marked) and marked[j] - i <= _FAR and seen[marked[j]].pair & mask == closes
            state = 1 + closed
        column.append(state)
    return column


def _again(words: Sequence[str], here: Sequence[int]) -> list[Column]:
    """How often the words over each gap, behind it and before it stand on the line."""
    padded = ["", "", "", *words, "", ""]
    pairs = Counter(pairwise(padded))
    threes = Counter(zip(padded, padded[1:], padded[2:], strict=False))
    columns: list[list[float]] = [[], [], [], []]
    for i in here:
        c, b, a, x, y, z = padded[i : i + 6]
        for column, n in zip(
            columns,
            (pairs[a, x], max(threes[b, a, x], threes[a, x, y]), threes[x, y, z], threes[c, b, a]),
            strict=True,
        ):
            column.append(min(n, _OFTEN))
    return [*columns]
