"""Columns of numbers that the trees of the line classifier ask for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import sqrt
from typing import NamedTuple

from cleaner.kernel.inputs import Column
from cleaner.kernel.shape import LineShape

FAR = 60  # lines; distances are cut off here
LIMIT = 6.0  # scores beyond it say no more
OUTSIDE = 3.0  # the score that the ends of the text count as
CHARS = 400  # of a line that weigh
LONG = 25  # words from which on a sentence is long: teasers are shorter
PRICE = 12.0  # what a line that is not prose costs the narrower segment, in words


class Prose(NamedTuple):
    """Where a text reads like prose.

    Args:
        joined: whether each line goes on with the one before (a paragraph broken at a link).
        paragraph: words of the paragraph that each line is part of.
        values: what each line is worth to a segment of prose; more than 0 for lines of prose.
        first: first line of the densest segment.
        last: its last line; below `first` if no line is prose.
    """

    joined: tuple[bool, ...]
    paragraph: tuple[float, ...]
    values: tuple[float, ...]
    first: int
    last: int


def prose_around(shapes: Sequence[LineShape], prose: Prose) -> Iterator[Column]:
    """The columns of `PROSE_AROUND`."""
    values = prose.values
    n = len(values)
    yield prose.paragraph
    yield values
    yield window(values, 4)
    yield window(values, 12)
    yield _runs(values)
    yield _islands(values)
    first, last = densest(values, PRICE)
    yield [first <= i <= last for i in range(n)]
    first, last = prose.first, prose.last
    length = max(1, last - first + 1)
    yield [(i - first) / length if first <= i <= last else -1.0 for i in range(n)]
    is_prose = [v > 0 for v in values]
    count = list(accumulate(is_prose, initial=0))
    yield [c if c < FAR else FAR for c in count[:-1]]
    yield [min(count[n] - c, FAR) for c in count[1:]]
    yield distance(is_prose)
    yield distance(is_prose[::-1])[::-1]
    yield [i / n for i in range(n)]
    yield from _long(shapes)


def densest(values: Sequence[float], price: float) -> tuple[int, int]:
    """First and last line of the stretch with the highest sum; (0, -1) if no line is prose."""
    best, bounds, total, start = 0.0, (0, -1), 0.0, 0
    for i, v in enumerate(values):
        if total <= 0:
            total, start = 0.0, i
        total += v if v >= 0 else -price
        if total > best:
            best, bounds = total, (start, i)
    return bounds


def window(values: Sequence[float], reach: int) -> list[float]:
    """Mean value of the `reach` lines on either side and the line itself; beyond the ends counts as nothing."""
    sums = [0.0] * (reach + 1) + list(accumulate(values))
    sums += [sums[-1]] * reach
    width = 2 * reach + 1
    return [(b - a) / width for a, b in zip(sums, sums[width:], strict=False)]


def _long(shapes: Sequence[LineShape]) -> Iterator[Column]:
    """The shares of all characters in long sentences that stand before and after each line."""
    sizes = [s.chars if s.words >= LONG and s.end >= 3 else 0 for s in shapes]
    sums = list(accumulate(sizes, initial=0))
    total = sums[-1] or 1
    yield [s / total for s in sums[:-1]]
    yield [(sums[-1] - s) / total for s in sums[1:]]


def _runs(values: Sequence[float]) -> list[int]:
    """For lines that are not prose: length of the run of such lines that they stand in."""
    runs: list[int] = []
    at = 0
    for v in values:
        if v <= 0:
            at += 1
            continue
        runs += [at] * at
        runs.append(0)
        at = 0
    return runs + [at] * at


def _islands(values: Sequence[float]) -> list[float]:
    """Size of the prose that is near each line, with at most two other lines between, as a share of the largest."""
    sizes = [0.0] * len(values)
    start, away, total = 0, 9, 0.0
    for i, v in enumerate([*values, -1.0, -1.0, -1.0]):
        if v > 0:
            if away > 2:
                start, total = i, 0.0
            total, away = total + v, 0
        else:
            away += 1
            if away == 3 and total:
                sizes[start : i - 2] = [total] * (i - 2 - start)
    most = max(sizes, default=0.0) or 1.0
    return [s / most for s in sizes]


def distance(marked: Sequence[bool]) -> list[int]:
    """Lines from each line to the last marked one before it."""
    at, found = FAR, []
    for m in marked:
        found.append(at)
        at = 1 if m else min(FAR, at + 1)
    return found


def sequence(scores: Sequence[float], chars: Sequence[int]) -> list[Column]:
    """The columns of `SEQUENCE` for lines with these first scores (log odds of residue) and lengths."""
    own = [max(-LIMIT, min(LIMIT, s)) for s in scores]
    sizes = [min(c, CHARS) for c in chars]
    roots = [sqrt(c) for c in sizes]
    n = len(own)
    columns: list[Column] = [own, [*own[1:], OUTSIDE]]
    weighted = [s * r for s, r in zip(own, roots, strict=True)]
    for reach in (2, 5, 15):
        columns.append([a / b for a, b in zip(_around(weighted, reach), _around(roots, reach), strict=True)])
    columns.append(sum([-1.5 < s < 1.5 for s in own]) / n)
    columns.append(sum([s > 1 for s in own]) / n)
    columns.append(sum([c for s, c in zip(own, sizes, strict=True) if s > 1]) / sum(sizes))
    columns.append(_core(weighted))
    padded = [*[OUTSIDE] * 5, *own, *[OUTSIDE] * 5]
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
