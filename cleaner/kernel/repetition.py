"""What the words of lines say of each other: runs of words that stand twice, the topic, the commonest words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import itemgetter
from typing import TypeVar

T = TypeVar("T")

COMMON = 40  # how many of the most frequent words of a text's prose stand for its function words
LONG = 5  # letters of a word that says something of the topic


def repeated(
    words: Sequence[tuple[str, ...]], unspaced: Sequence[float], inside: Sequence[int], rows: Sequence[int]
) -> tuple[list[float], list[float], list[float]]:
    """What lines share with others, as three columns; only `rows` get their values.

    Of each line of four words or more the share of its runs of three words that another line has too. The share of its
    longer words which other lines of prose use, and the share of its words which are among the most frequent there
    (its function words, in any language); -1 where it has no such words.

    Args:
        words: of each line.
        unspaced: whether each line is of a script without spaces, where short words count as long ones.
        inside: the lines of prose, ascending.
        rows: the lines that are asked for.
    """
    return _echo(words, rows), *_topic(words, unspaced, inside, rows)


def _twice(sets: Iterable[set[T]]) -> tuple[set[T], set[T]]:
    """What is in any of `sets`, and what is in more than one."""
    once: set[T] = set()
    twice: set[T] = set()
    for s in sets:
        twice |= once & s
        once |= s
    return once, twice


def _echo(words: Sequence[tuple[str, ...]], rows: Sequence[int]) -> list[float]:
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
    words: Sequence[tuple[str, ...]], unspaced: Sequence[float], inside: Sequence[int], rows: Sequence[int]
) -> tuple[list[float], list[float]]:
    own = {i: {x for x in words[i] if len(x) >= LONG or unspaced[i]} for i in rows}
    asked = set().union(*own.values())
    short = any(len(x) < LONG for x in asked)  # they count where no words are spaced
    found = [asked.intersection(words[i]) for i in inside]
    if short:
        found = [{x for x in some if len(x) >= LONG or unspaced[i]} for i, some in zip(inside, found, strict=True)]
    once, twice = _twice(found)
    in_prose = set(inside)
    every = Counter(chain.from_iterable([words[i] for i in inside]))
    several = sorted([(n, x) for x, n in every.items() if n > 1], key=itemgetter(0), reverse=True)
    frequent = {x for _, x in several[:COMMON]}
    topic, common = [-1.0] * len(words), [-1.0] * len(words)
    for i in rows:
        if long := own[i]:
            topic[i] = len(long & (twice if i in in_prose else once)) / len(long)
        if w := words[i]:
            common[i] = sum([x in frequent for x in w]) / len(w)
    return topic, common
