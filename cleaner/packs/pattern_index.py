"""Which patterns of the language packs a text could hold, told from its letters without trying any of them.

There are hundreds, and few texts hold what more than a few describe. A pattern is tried only on a block in which what
stands where it could begin begins like it, or which holds letters that it cannot do without.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cleaner.kernel import Finder
from cleaner.kernel import form as form
from cleaner.kernel.finder import REACH
from cleaner.packs.slots import ENDS, OPENERS, SIGN_CHARS, expanded, from_start

BEGINNING = REACH  # letters at most by which patterns are looked up
_JOINT = "␟"
_ENDS, _OPENERS, _SIGNS = (re.sub(r"\\(.)", r"\1", chars) for chars in (ENDS, OPENERS, SIGN_CHARS))
PARTING, OPENING, DECORATION = _ENDS + "-–—\"’'", _OPENERS + "\xa0", _SIGNS + "\xa0"
_TRAILING = _SIGNS + " .!…。"
Opening = tuple[tuple[str, ...], int]
"""Strings of which one begins within so many characters."""


class Pattern(NamedTuple):
    """A pattern of a language pack.

    Args:
        filter: the filter that uses it.
        rule: name of the rule inside the filter.
        certainty: 0 to 1.
        place: where it must stand, see `cleaner.packs.slots`.
        where: ``head``, ``tail`` or ``edge`` if it counts only before or behind the body; else empty.
        written: as the pack spells it.
        endings: with one of these a block ends that it ends, decoration aside; empty if that cannot be told.
        by: ``beginnings`` or ``letters``: what it is looked up by, whichever fewer texts hold.
        beginnings: how what it matches can begin, see `cleaner.packs.beginnings`; empty if that cannot be told.
        needs: sets of strings; what it matches holds one at least of each. The first are words of another set: what
            it is looked up by, with a blank on each side at which the word ends.
    """

    filter: str
    rule: str
    certainty: float
    place: str
    where: str
    written: str
    endings: str
    by: str
    beginnings: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...]

    @property
    def regex(self) -> str:
        """What it matches, whatever the case of the letters."""
        return expanded(self.written, self.place)


def tail_of(looked_up: str) -> str:
    """The last character of a text in its `form`, and the decoration behind it."""
    return looked_up[max(0, len(looked_up.rstrip(_TRAILING)) - 1) :]


def to_row(pattern: Pattern) -> str:
    """`pattern` as a line of the compiled file: what it is looked up by, and the rest."""
    rest = json.dumps((*pattern[:7], pattern.needs[1:]), ensure_ascii=False, separators=(",", ":"))
    return "\t".join((pattern.by, _JOINT.join(pattern.beginnings), _JOINT.join(pattern.needs[0]), rest))


def from_row(row: str) -> Pattern:
    """What `to_row` made a line of."""
    by, beginnings, needed, rest = row.split("\t")
    *fields, needs = json.loads(rest)
    return Pattern._make((*fields, by, _parts(beginnings), (_parts(needed), *map(tuple, needs))))


def _parts(joined: str) -> tuple[str, ...]:
    return tuple(joined.split(_JOINT)) if joined else ()


def _keys(row: str) -> tuple[str, Sequence[str], tuple[str, ...]]:
    """What `finder_of` needs of a pattern."""
    by, beginnings, needed, _ = row.split("\t", 3)
    return (by, needed.split(_JOINT), _parts(beginnings)) if by == "letters" else (by, beginnings.split(_JOINT), ())


def finder_of(
    patterns: Iterable[tuple[str, Iterable[str], tuple[str, ...]]], parting: str, opening: str, decoration: str
) -> Finder:
    """What finds patterns, numbered in their order.

    Args:
        patterns: of each `Pattern.by`, the strings that it is looked up by, and, if those are letters, how it begins.
        parting: characters behind which a part of a text starts.
        opening: characters that may stand between those and the start.
        decoration: what may stand before the first start of a text.
    """
    begun: dict[str, list[int]] = {}
    letters: dict[str, list[int]] = {}
    asked: dict[int, tuple[str, ...]] = {}
    for i, (by, keys, beginnings) in enumerate(patterns):
        home = letters if by == "letters" else begun
        for key in keys:
            home.setdefault(key, []).append(i)
        if beginnings:
            asked[i] = beginnings
    return Finder(begun, letters, asked, parting, opening, decoration, {key[0] for key in begun} & set(opening))


def holds_needs(text: str, needs: Sequence[Sequence[str]]) -> bool:
    """Whether `text` holds one at least of each set of strings."""
    for needed in needs:
        for letters in needed:
            if letters in text:
                break
        else:
            return False
    return True


class Index:
    """The patterns by what a text must hold for them to be tried; they are parsed as texts ask for them."""

    def __init__(self, rows: Sequence[str]) -> None:
        self.rows = rows
        self._parsed: dict[int, Pattern] = {}
        self._compiled: dict[int, re.Pattern[str]] = {}
        self._heads: dict[int, frozenset[str]] = {}
        self._openings: dict[int, Opening | None] = {}
        self._finder = finder_of(map(_keys, rows), PARTING, OPENING, DECORATION)

    def possible(self, forms: Sequence[str]) -> list[list[int]]:
        """The patterns that each of several texts, in their `form`, could hold, in their order."""
        return self._finder.find(forms)

    def pattern(self, i: int) -> Pattern:
        """The pattern of number `i`."""
        found = self._parsed.get(i)
        if found is None:
            found = self._parsed[i] = from_row(self.rows[i])
        return found

    def heads(self, i: int) -> frozenset[str]:
        """The characters with which pattern number `i` begins; none if that cannot be told."""
        found = self._heads.get(i)
        if found is None:
            found = self._heads[i] = frozenset([beginning[0] for beginning in self.pattern(i).beginnings])
        return found

    def opening(self, i: int) -> Opening | None:
        """What stands close behind the beginning of pattern number `i`, if anything does that can be told."""
        if i not in self._openings:
            from cleaner.packs.needs import opening  # of use to long texts only

            pattern = self.pattern(i)
            self._openings[i] = opening(from_start(pattern.written, pattern.place))
        return self._openings[i]

    def compiled(self, i: int) -> re.Pattern[str]:
        """The regular expression of pattern number `i`, as `from_start` has it."""
        found = self._compiled.get(i)
        if found is None:
            pattern = self.pattern(i)
            found = self._compiled[i] = re.compile(from_start(pattern.written, pattern.place), re.IGNORECASE)
        return found
