"""What lines share with each other: copies, echoes, the topic, the make."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from cleaner.judge.context import FAR, Prose
from cleaner.judge.shape import Shape
from cleaner.judge.trees import Column

REPETITION = ("echo", "topic", "common", "alike_inside")
_COMMON = 40  # how many of the most frequent words of a text's prose stand for its function words
_STAMP = 24  # characters of a line that may be a time
_DIGIT = re.compile("[0-9]")
_LONG = 5  # letters of a word that says something of the topic


def repetition(words: Sequence[tuple[str, ...]], shapes: Sequence[Shape], prose: Prose) -> Iterator[Column]:
    """The columns of `REPETITION` for blocks with these words and shapes."""
    yield _echo(words)
    yield from _topic(words, shapes, prose)
    yield _alike(shapes, prose)


def copies(texts: Sequence[str], words: Sequence[tuple[str, ...]]) -> list[int]:
    """How often each of `texts`, told apart by their words if they have any, occurs; up to nine times."""
    return _copies([" ".join(w) or t for w, t in zip(words, texts, strict=True)])


def stamps(texts: Sequence[str], prose: Prose) -> list[int]:
    """Of each short line with digits, how many others in the segment differ from it in digits only."""
    keys = [_DIGIT.sub("0", t) if len(t) <= _STAMP else "" for t in texts]
    first, last = prose.first, prose.last
    inside = Counter([k for k in keys[first : last + 1] if "0" in k])
    return [min(FAR, inside[k] - (first <= i <= last)) if inside and "0" in k else 0 for i, k in enumerate(keys)]


def _copies(keys: Sequence[str]) -> list[int]:
    """How often each key occurs, up to nine times; never for an empty key."""
    total = Counter(keys)
    del total[""]
    return [n if (n := total[k]) < 9 else 9 for k in keys]


def _twice(sets: Sequence[set[str]] | Sequence[set[tuple[str, str, str]]]) -> tuple[set[object], set[object]]:
    """What is in any of `sets`, and what is in more than one."""
    once: set[object] = set()
    twice: set[object] = set()
    for s in sets:
        twice |= once & s
        once |= s
    return once, twice


def _echo(words: Sequence[tuple[str, ...]]) -> list[float]:
    """Of each line of four words or more, the share of its runs of three words that another line has too."""
    threes = [set(zip(w, w[1:], w[2:], strict=False)) if len(w) > 3 else set() for w in words]
    _, twice = _twice(threes)
    return [len(t & twice) / len(t) if t else 0.0 for t in threes]


def _topic(words: Sequence[tuple[str, ...]], shapes: Sequence[Shape], prose: Prose) -> Iterator[Column]:
    """What a line shares with the prose of the segment.

    The share of its longer words which other lines there use, and the share of its words which are among the
    most frequent there (its function words, in any language).
    """
    longer = [{x for x in w if len(x) >= _LONG or s.unspaced} for w, s in zip(words, shapes, strict=True)]
    inside = [prose.first <= i <= prose.last and v > 0 for i, v in enumerate(prose.values)]
    once, twice = _twice([ws for ws, p in zip(longer, inside, strict=True) if p])
    yield [len(ws & (twice if p else once)) / len(ws) if ws else -1.0 for ws, p in zip(longer, inside, strict=True)]
    every = Counter(chain.from_iterable([w for w, p in zip(words, inside, strict=True) if p]))
    common = {x for x, n in every.most_common(_COMMON) if n > 1}
    yield [sum([x in common for x in w]) / len(w) if w else -1.0 for w in words]


def _alike(shapes: Sequence[Shape], prose: Prose) -> list[int]:
    """How many lines of the same make stand inside the segment; the line itself not counted."""
    first, last = prose.first, prose.last
    makes = [s.start * 128 + s.end * 16 + int(s.words).bit_length() for s in shapes]
    inside = Counter(makes[first : last + 1])
    return [min(FAR, inside[m] - (first <= i <= last)) for i, m in enumerate(makes)]
