"""What the model of breaks sees of a gap: the pieces on either side, as far as `REACH`.

Of the line as a whole it sees but how its language writes nouns. A gap has the number of the piece behind it; a column
of the line that is moved by one shows the piece before it, and so on.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress, repeat
from operator import add, sub

from cleaner.read.breaks.line import NO_WORD, Line, Pick, picker
from cleaner.read.breaks.pieces import CAPITAL, LOWER
from cleaner.trees import Column

REACH = 12  # pieces on either side
_NEAR = 4
_BEYOND = -1  # before the line and behind it

FEATURES = (
    "glued", "before_make", "behind_make", "behind_2_make", "before_end", "behind_end", "behind_first", "behind_opened",
    "before_size", "wide", "word_before", "word_behind", "labels_behind", "to_mark", "lower_before", "lower_behind",
    "capitals_behind", "nouns",
)  # fmt: skip
CLOSER = (
    "blanks", "before_2_make", "behind_3_make", "before_2_end", "behind_2_end", "before_closed", "behind_size",
    "word_before_2", "labels_before", "lower_since_mark", "capitals_before", "near_lower_before", "near_lower_behind",
    "again_before",
)  # fmt: skip


def noun_capitals(line: Line) -> float:
    """The share of capitals among the words behind small ones, in tenths: German writes its nouns so."""
    make = line.looks.make[1:]
    behind_small = [m == LOWER and not e for m, e in zip(line.looks.make, line.looks.ends, strict=True)]
    words = list(compress(make, behind_small))
    capital = words.count(CAPITAL)
    return round(10 * capital / max(20, capital + words.count(LOWER))) / 10


def gaps(line: Line) -> list[int]:
    """The places where a block may begin: before each piece that is not lower-case, but the first."""
    make = line.looks.make
    return [i for i in compress(range(len(make)), make) if i]  # `LOWER` is 0


def measure(line: Line, at: Sequence[int], nouns: float) -> list[Column]:
    """The columns `FEATURES` of the gaps before the pieces `at`; `nouns` is the `noun_capitals` of the line."""
    looks, lower, capital = line.looks, line.lower, line.capital
    behind, before = picker(at), picker([i - 1 for i in at])
    among = [s[2] for s in line.said]
    said_before, said_behind = before(line.said), behind(line.said)
    lower_here, capital_here = behind(lower), behind(capital)
    return [
        behind(looks.glued),
        before(looks.make),
        behind(looks.make),
        behind([*looks.make[1:], _BEYOND]),
        before(looks.end),
        behind(looks.end),
        behind(looks.first),
        behind(looks.opened),
        before(looks.size),
        list(map(add, before(looks.wide), behind(looks.wide))),
        [s[0] for s in said_before],
        [s[1] for s in said_behind],
        _labels([*among, 0.0, 0.0], behind),
        list(map(min, behind(line.to_mark), repeat(REACH))),
        list(map(sub, lower_here, behind([*repeat(0, REACH), *lower]))),
        list(map(sub, behind([*lower[REACH:], *repeat(lower[-1], REACH)]), lower_here)),
        list(map(sub, behind([*capital[REACH:], *repeat(capital[-1], REACH)]), capital_here)),
        nouns,
    ]


def closer(line: Line, at: Sequence[int]) -> list[Column]:
    """The columns `CLOSER` of the gaps before the pieces `at`."""
    looks, lower, capital = line.looks, line.lower, line.capital
    pick, word = picker(at), looks.word
    lower_here, among = pick(lower), [s[2] for s in line.said]
    return [
        pick(line.blanks),
        pick([_BEYOND, _BEYOND, *looks.make]),
        pick([*looks.make[2:], _BEYOND, _BEYOND]),
        pick([_BEYOND, _BEYOND, *looks.end]),
        pick([*looks.end[1:], _BEYOND]),
        pick([0, *looks.closed]),
        pick(looks.size),
        [s[0] for s in pick([NO_WORD, NO_WORD, *line.said])],
        _labels([0.0, 0.0, 0.0, *among], pick),
        [lower[i] - lower[i - min(REACH, n)] for i, n in zip(at, pick(line.since), strict=True)],
        list(map(sub, pick(capital), pick([*repeat(0, REACH), *capital]))),
        list(map(sub, lower_here, pick([*repeat(0, _NEAR), *lower]))),
        list(map(sub, pick([*lower[_NEAR:], *repeat(lower[-1], _NEAR)]), lower_here)),
        [int(word[i] in word[max(0, i - REACH) : i]) for i in at],
    ]


def _labels(among: Sequence[float], pick: Pick) -> list[float]:
    """How much three pieces running speak for labels, of which the first stands where `pick` takes it."""
    sums = map(add, map(add, pick(among), pick(among[1:])), pick(among[2:]))
    return [round(10 * s) / 10 for s in sums]
