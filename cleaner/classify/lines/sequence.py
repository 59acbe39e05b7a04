"""What the first scores of a text say about each other: the second look of the classifier."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import sqrt

from cleaner.trees import Column

SEQUENCE = (
    "score",
    "score_after",
    "score_2",
    "score_5",
    "score_15",
    "unsure_share",
    "cut_share",
    "cut_chars",
    "in_core",
    "highest_5",
    "lowest_5",
)
_LIMIT = 6.0  # scores beyond it say no more
PASSED = -_LIMIT  # the score of a line that nobody looked at
_OUTSIDE = 3.0  # what the ends of the text count as
_CHARS = 400  # of a line that weigh


def sequence(scores: Sequence[float], chars: Sequence[int]) -> list[Column]:
    """The columns of `SEQUENCE` for lines with these first scores (log odds of residue) and lengths."""
    own = [max(-_LIMIT, min(_LIMIT, s)) for s in scores]
    sizes = [min(c, _CHARS) for c in chars]
    roots = [sqrt(c) for c in sizes]
    n = len(own)
    columns: list[Column] = [own, [*own[1:], _OUTSIDE]]
    weighted = [s * r for s, r in zip(own, roots, strict=True)]
    for reach in (2, 5, 15):
        columns.append([a / b for a, b in zip(_around(weighted, reach), _around(roots, reach), strict=True)])
    columns.append(sum([-1.5 < s < 1.5 for s in own]) / n)
    columns.append(sum([s > 1 for s in own]) / n)
    columns.append(sum([c for s, c in zip(own, sizes, strict=True) if s > 1]) / sum(sizes))
    columns.append(_core(weighted))
    padded = [*[_OUTSIDE] * 5, *own, *[_OUTSIDE] * 5]
    windows = [padded[i : i + 11] for i in range(n)]
    return [*columns, [max(w) for w in windows], [min(w) for w in windows]]


def _around(values: Sequence[float], reach: int) -> list[float]:
    """Sum over the `reach` lines on either side and the line itself."""
    sums = list(accumulate(values, initial=0.0))
    sums = [0.0] * reach + sums + [sums[-1]] * reach
    return [b - a for a, b in zip(sums, sums[2 * reach + 1 :], strict=False)]


def _core(weighted: Sequence[float]) -> list[float]:
    """Inside the stretch that scores lowest in sum or not."""
    best, first, last, total, start = 0.0, 0, len(weighted) - 1, 0.0, 0
    for i, w in enumerate(weighted):
        if total <= 0:
            total, start = 0.0, i
        total -= w
        if total > best:
            best, first, last = total, start, i
    return [float(first <= i <= last) for i in range(len(weighted))]
