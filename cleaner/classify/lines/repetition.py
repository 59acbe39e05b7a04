"""What lines share with each other: copies, stamps, echoes, the topic, the make."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import itemgetter
from typing import TypeVar

from cleaner.classify.lines.context import FAR, Prose
from cleaner.kernel import LineShape
from cleaner.trees import Column

T = TypeVar("T")

REPETITION = ("echo", "topic", "common", "alike_inside")
_COMMON = 40  # how many of the most frequent words of a text's prose stand for its function words
_STAMP = 24  # characters of a line that may be a time
_DIGIT = re.compile("[0-9]")
_LONG = 5  # letters of a word that says something of the topic


def repetition(
    words: Sequence[tuple[str, ...]], shapes: Sequence[LineShape], prose: Prose, rows: Sequence[int]
) -> Iterator[Column]:
    """The columns of `REPETITION` for blocks with these words and shapes; only `rows` (ascending) get their values."""
    yield _echo(words, rows)
    yield from _topic(words, shapes, prose, rows)
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


def _twice(sets: Iterable[set[T]]) -> tuple[set[T], set[T]]:
    """What is in any of `sets`, and what is in more than one."""
    once: set[T] = set()
    twice: set[T] = set()
    for s in sets:
        twice |= once & s
        once |= s
    return once, twice


def _echo(words: Sequence[tuple[str, ...]], rows: Sequence[int]) -> list[float]:
    """Of each line of four words or more, the share of its runs of three words that another line has too."""
    shares = [0.0] * len(words)
    own = {i: set(_threes(words[i])) for i in rows if len(words[i]) > 3}
    if own:
        wanted = set().union(*own.values()).__contains__
        _, twice = _twice(set(filter(wanted, _threes(w))) for w in words if len(w) > 3)
        for i, threes in own.items():
            shares[i] = len(threes & twice) / len(threes)
    return shares


def _threes(words: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    return zip(words, words[1:], words[2:], strict=False)


def _topic(
    words: Sequence[tuple[str, ...]], shapes: Sequence[LineShape], prose: Prose, rows: Sequence[int]
) -> Iterator[Column]:
    """What a line shares with the prose of the segment.

    The share of its longer words which other lines there use, and the share of its words which are among the
    most frequent there (its function words, in any language).
    """
    inside = [i for i in range(prose.first, prose.last + 1) if prose.values[i] > 0]
    own = {i: {x for x in words[i] if len(x) >= _LONG or shapes[i].unspaced} for i in rows}
    asked = set().union(*own.values())
    unspaced = any(len(x) < _LONG for x in asked)  # whose words are short, and count where no words are spaced
    found = [asked.intersection(words[i]) for i in inside]
    if unspaced:
        found = [
            {x for x in some if len(x) >= _LONG or shapes[i].unspaced} for i, some in zip(inside, found, strict=True)
        ]
    once, twice = _twice(found)
    in_prose = set(inside)
    every = Counter(chain.from_iterable([words[i] for i in inside]))
    several = sorted([(n, x) for x, n in every.items() if n > 1], key=itemgetter(0), reverse=True)
    frequent = {x for _, x in several[:_COMMON]}
    topic, common = [-1.0] * len(words), [-1.0] * len(words)
    for i in rows:
        if long := own[i]:
            topic[i] = len(long & (twice if i in in_prose else once)) / len(long)
        if w := words[i]:
            common[i] = sum([x in frequent for x in w]) / len(w)
    yield topic
    yield common


def _alike(shapes: Sequence[LineShape], prose: Prose) -> list[int]:
    """How many lines of the same make stand inside the segment; the line itself not counted."""
    first, last = prose.first, prose.last
    makes = [s.start * 128 + s.end * 16 + int(s.words).bit_length() for s in shapes]
    inside = Counter(makes[first : last + 1])
    return [min(FAR, inside[m] - (first <= i <= last)) for i, m in enumerate(makes)]
