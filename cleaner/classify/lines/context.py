"""Where a line stands among the others: its paragraph, the prose around it, runs, position."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from cleaner.kernel import LineShape
from cleaner.trees import Column

FAR = 60  # lines; distances are cut off here
PROSE = 12  # words that a line of prose has at least, unless it ends like a sentence
_LONG = 25  # words from which on a sentence is long: teasers are shorter
_PRICES = (4.0, 12.0)  # what a line that is not prose costs a segment, in words
_MOST = 50.0  # words of a line that count for a segment

NEIGHBOURS = ("previous_words", "next_words", "previous_end", "next_end")
PROSE_AROUND = (
    "paragraph",
    "value",
    "density_4",
    "density_12",
    "run",
    "island_share",
    "in_segment",
    "into_segment",
    "prose_before",
    "prose_after",
    "to_prose_before",
    "to_prose_after",
    "place",
    "long_before",
    "long_after",
)


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


def prose_of(shapes: Sequence[LineShape]) -> Prose:
    """Tell prose from the rest, line by line, and find its densest segment."""
    joined = _joined(shapes)
    paragraph, values = [], []
    i, n = 0, len(shapes)
    while i < n:
        j = i + 1
        while j < n and joined[j]:
            j += 1
        words = sum([s.words for s in shapes[i:j]])
        value = _value(words, shapes[i].start, shapes[j - 1].end)
        for s in shapes[i:j]:
            paragraph.append(words)
            values.append(min(value, max(1.0, s.words)) if j - i > 1 else value)
        i = j
    first, last = _densest(values, _PRICES[0])
    return Prose(tuple(joined), tuple(paragraph), tuple(values), first, last)


def _joined(shapes: Sequence[LineShape]) -> list[bool]:
    """Whether each line goes on with the line before it: it starts in mid sentence, or leads to one that does."""
    joined = [False] * len(shapes)
    before = None
    for i, s in enumerate(shapes):
        if before is not None and s.start in (2, 6) and before.end < 5 and (before.words >= 3 or joined[i - 1]):
            joined[i] = True
        elif before is not None and s.start == 2 and before.words < 3 and before.end in (1, 2, 3) and i > 1:
            # a link's text between the two halves of its sentence
            joined[i] = joined[i - 1] = shapes[i - 2].end in (1, 3) and shapes[i - 2].words >= 4
        before = s
    return joined


def _value(words: float, start: int, end: int) -> float:
    """The words of a paragraph that reads like prose, else a price."""
    if words >= PROSE or (words >= 6 and end >= 5):
        return min(words, _MOST) if end >= 3 or words >= 2 * PROSE else words / 2
    return 0.0 if words >= 5 and (end >= 3 or start == 2) else -_PRICES[0]


def _densest(values: Sequence[float], price: float) -> tuple[int, int]:
    """First and last line of the stretch with the highest sum; (0, -1) if no line is prose."""
    best, bounds, total, start = 0.0, (0, -1), 0.0, 0
    for i, v in enumerate(values):
        if total <= 0:
            total, start = 0.0, i
        total += v if v >= 0 else -price
        if total > best:
            best, bounds = total, (start, i)
    return bounds


def neighbours(shapes: Sequence[LineShape]) -> Iterator[Column]:
    """The columns of `NEIGHBOURS`."""
    words = [s.words for s in shapes]
    ends = [s.end for s in shapes]
    yield [0.0, *words[:-1]]
    yield [*words[1:], 0.0]
    yield [-1, *ends[:-1]]
    yield [*ends[1:], -1]


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
    first, last = _densest(values, _PRICES[1])
    yield [first <= i <= last for i in range(n)]
    first, last = prose.first, prose.last
    length = max(1, last - first + 1)
    yield [(i - first) / length if first <= i <= last else -1.0 for i in range(n)]
    is_prose = [v > 0 for v in values]
    count = list(accumulate(is_prose, initial=0))
    yield [c if c < FAR else FAR for c in count[:-1]]
    yield [min(count[n] - c, FAR) for c in count[1:]]
    yield list(distance(is_prose))
    yield list(distance(is_prose[::-1]))[::-1]
    yield [i / n for i in range(n)]
    yield from _long(shapes)


def window(values: Sequence[float], reach: int) -> list[float]:
    """Mean value of the `reach` lines on either side and the line itself; beyond the ends counts as nothing."""
    sums = [0.0] * (reach + 1) + list(accumulate(values))
    sums += [sums[-1]] * reach
    width = 2 * reach + 1
    return [(b - a) / width for a, b in zip(sums, sums[width:], strict=False)]


def _long(shapes: Sequence[LineShape]) -> Iterator[Column]:
    """The shares of all characters in long sentences that stand before and after each line."""
    sizes = [s.chars if s.words >= _LONG and s.end >= 3 else 0 for s in shapes]
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


def distance(marked: Sequence[bool]) -> Iterator[int]:
    """Lines from each line to the last marked one before it."""
    at = FAR
    for m in marked:
        yield at
        at = 1 if m else min(FAR, at + 1)
