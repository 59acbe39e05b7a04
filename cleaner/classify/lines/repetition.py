"""What lines share with each other: copies, stamps, echoes, the topic, the make."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from cleaner.kernel import LineShape, repeated
from cleaner.kernel.features import FAR, Prose
from cleaner.trees import Column

REPETITION = ("echo", "topic", "common", "alike_inside")
_STAMP = 24  # characters of a line that may be a time
_DIGIT = re.compile("[0-9]")


def repetition(
    words: Sequence[tuple[str, ...]], shapes: Sequence[LineShape], prose: Prose, rows: Sequence[int]
) -> Iterator[Column]:
    """The columns of `REPETITION` for blocks with these words and shapes; only `rows` (ascending) get their values."""
    inside = [i for i in range(prose.first, prose.last + 1) if prose.values[i] > 0]
    yield from repeated(words, [s.unspaced for s in shapes], inside, rows)
    yield _alike(shapes, prose)


def copies(texts: Sequence[str]) -> list[int]:
    """How often each of `texts` occurs, whatever the case of its letters; up to nine times."""
    keys = [t.casefold() for t in texts]
    total = Counter(keys)
    return [n if (n := total[k]) < 9 else 9 for k in keys]


def stamps(texts: Sequence[str], prose: Prose) -> list[int]:
    """Of each short line with digits, how many others in the segment differ from it in digits only."""
    keys = [_DIGIT.sub("0", t) if len(t) <= _STAMP else "" for t in texts]
    first, last = prose.first, prose.last
    inside = Counter([k for k in keys[first : last + 1] if "0" in k])
    return [min(FAR, inside[k] - (first <= i <= last)) if inside and "0" in k else 0 for i, k in enumerate(keys)]


def _alike(shapes: Sequence[LineShape], prose: Prose) -> list[int]:
    """How many lines of the same make stand inside the segment; the line itself not counted."""
    first, last = prose.first, prose.last
    makes = [s.start * 128 + s.end * 16 + int(s.words).bit_length() for s in shapes]
    inside = Counter(makes[first : last + 1])
    return [min(FAR, inside[m] - (first <= i <= last)) for i, m in enumerate(makes)]
