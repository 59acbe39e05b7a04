"""Where a line stands among the others: its paragraph, the prose around it, runs, position."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.kernel import LineShape
from cleaner.kernel.features import Prose, densest
from cleaner.trees import Column

PROSE = 12  # words that a line of prose has at least, unless it ends like a sentence
_PRICE = 4.0  # what a line that is not prose costs a segment, in words
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
    first, last = densest(values, _PRICE)
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
    return 0.0 if words >= 5 and (end >= 3 or start == 2) else -_PRICE


def neighbours(shapes: Sequence[LineShape]) -> Iterator[Column]:
    """The columns of `NEIGHBOURS`."""
    words = [s.words for s in shapes]
    ends = [s.end for s in shapes]
    yield [0.0, *words[:-1]]
    yield [*words[1:], 0.0]
    yield [-1, *ends[:-1]]
    yield [*ends[1:], -1]
