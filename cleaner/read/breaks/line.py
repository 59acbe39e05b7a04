"""A line as columns: what its pieces look like, and the sums over them that several measures need.

Each column has a value for each piece, so that built-ins make the measures in one pass, without a loop of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, chain, compress, pairwise, repeat
from operator import add, itemgetter
from typing import Any, NamedTuple

from cleaner.read.breaks.pieces import CAPITAL, CAPS, LOWER, SIGN, pieces

Said = tuple[float, float, float]
Words = Mapping[str, Said]
"""For a word how much it speaks (log odds) for a break behind it, before it, and that it stands among labels."""
NO_WORD: Said = (0.0, 0.0, 0.0)
Pick = Callable[[Sequence[Any]], Sequence[Any]]
_SMALL = [int(make == LOWER) for make in range(SIGN + 1)]
_LARGE = [int(make in (CAPITAL, CAPS)) for make in range(SIGN + 1)]


class Looks(NamedTuple):
    """What pieces look like: the fields of `Piece`, each as a column."""

    make: Sequence[int] = ()
    first: Sequence[int] = ()
    end: Sequence[int] = ()
    closed: Sequence[int] = ()
    opened: Sequence[int] = ()
    ends: Sequence[int] = ()
    size: Sequence[int] = ()
    word: Sequence[str] = ()
    wide: Sequence[int] = ()
    kind: Sequence[int] = ()
    pair: Sequence[int] = ()
    chars: Sequence[int] = ()
    glued: Sequence[int] = ()


class Line(NamedTuple):
    """A line and its pieces.

    Args:
        looks: what the pieces look like.
        starts: where each begins, as an offset in the line.
        blanks: the white space before each, in characters.
        said: what each word says by itself.
        lower: how many small words stand before each piece; one more entry for the end.
        capital: how many capitalised ones.
        since: how far behind the end of a sentence each gap stands, not counting one right there, in pieces.
        to_mark: how far before the next one.
    """

    looks: Looks
    starts: Sequence[int]
    blanks: Sequence[int]
    said: Sequence[Said]
    lower: Sequence[int]
    capital: Sequence[int]
    since: Sequence[int]
    to_mark: Sequence[int]


def parse(text: str, words: Words) -> Line:
    """The pieces of `text`, a line; `words` are those that say something by themselves."""
    parts = text.split()
    seen = list(chain.from_iterable(map(pieces, parts)))
    looks = Looks(*zip(*seen, strict=True))
    blanks = _blanks(text, parts, looks.glued)
    starts = list(accumulate(map(add, looks.chars[:-1], blanks[1:]), initial=blanks[0])) if seen else []
    ends = list(compress(range(1, len(seen) + 1), looks.ends))
    return Line(
        looks,
        starts,
        blanks,
        list(map(words.get, looks.word, repeat(NO_WORD))),
        list(accumulate(map(_SMALL.__getitem__, looks.make), initial=0)),
        list(accumulate(map(_LARGE.__getitem__, looks.make), initial=0)),
        *reach(ends, len(seen)),
    )


def reach(ends: Sequence[int], size: int) -> tuple[list[int], list[int]]:
    """For each gap of `size` pieces how far it is from the last of `ends` before it, and from the next behind it.

    Where it is one of them itself, that one counts as neither; the line begins and ends with one.
    """
    since, to = [0], list[int]()
    for a, b in pairwise([0, *ends, size]):
        since += range(1, b - a + 1)
        to += range(b - a, 0, -1)
    return since, to


def picker(at: Sequence[int]) -> Pick:
    """A function that takes from a column what stands `at` these places."""
    return itemgetter(*at) if len(at) > 1 else lambda column: [column[i] for i in at]


def _blanks(text: str, parts: Sequence[str], glued: Sequence[int]) -> list[int]:
    if " ".join(parts) == text:  # nearly always
        return [0, *[1 - g for g in glued[1:]]]
    runs = iter([len(text) - len(text.lstrip()), *map(len, re.findall(r"\s+", text.strip()))])
    return [0 if g else next(runs) for g in glued]
