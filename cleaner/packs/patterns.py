"""Finds residue that has no fixed wording by the patterns of the language packs, see `cleaner.packs.slots`."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from cleaner.packs.load import PACKS
from cleaner.packs.pattern_index import Index, Pattern, form, holds_needs, tail_of
from cleaner.packs.recent import Recent
from cleaner.packs.slots import IN_UNITS, PARTING, UNIT_START
from cleaner.view import Span, View

FILE = "compiled-patterns.txt"
_BETWEEN = "\x00"
LONGEST = 40_000  # characters that are searched at once; no block of an article is as long
_MAX_LINE, _MAX_END = 700, 300
_MANY = 40  # starts of units, from which on it pays to ask what stands behind each
_WORD = re.compile(r"\w")
_Starts = dict[str, list[Span]]
"""Where units begin, and how long a decoration stands there (negative: the longest is tried first), by the character
that follows in its `form`, empty for a blank and at the end.
"""


class PatternHit(NamedTuple):
    """A pattern found in a block, by offsets in its text."""

    start: int
    end: int
    pattern: Pattern


@cache
def _index() -> Index:
    return Index((PACKS / FILE).read_text(encoding="utf-8").split("\n")[:-1])


def all_patterns() -> Iterator[Pattern]:
    """Every pattern, in the order of the packs."""
    index = _index()
    return map(index.pattern, range(len(index.rows)))


def holds_any(text: str, numbers: Iterable[int]) -> bool:
    """Whether `text`, which is composed (NFC), holds one of the patterns with these numbers."""
    return any(True for _ in _search(text, form(text), numbers))


def block_patterns(view: View) -> tuple[tuple[PatternHit, ...], ...]:
    """The patterns that each block of `view` holds."""
    return view.each(patterns_in)


def patterns_in(texts: Sequence[str]) -> list[tuple[PatternHit, ...]]:
    """The patterns that each of `texts` holds."""
    return _RECENT(texts)


def _patterns_in(texts: Sequence[str]) -> list[tuple[PatternHit, ...]]:
    if max(map(len, texts), default=0) <= LONGEST:  # nearly always
        return _at_once(texts)
    parts = [_parts(text) for text in texts]
    found = iter(_at_once([part for each in parts for _, part in each]))
    return [tuple(_together(each, [next(found) for _ in each])) for each in parts]


def _parts(text: str) -> list[tuple[int, str]]:
    """`text` in parts that are searched one by one, each with its offset; they end at white space."""
    parts, at = [], 0
    while len(text) - at > LONGEST:
        end = max(text.rfind(" ", at, at + LONGEST), text.rfind("\n", at, at + LONGEST)) + 1 or at + LONGEST
        parts.append((at, text[at:end]))
        at = end
    return [*parts, (at, text[at:])]


def _together(parts: Sequence[tuple[int, str]], found: Sequence[Sequence[PatternHit]]) -> Iterator[PatternHit]:
    """What was found in the parts of a text, by offsets in the text, but for what needs the start or the end of a part
    that is not the text's.
    """
    for n, ((at, part), hits) in enumerate(zip(parts, found, strict=True)):
        for hit in hits:
            begins = not n or (hit.pattern.place != "start" and _WORD.search(part, 0, hit.start) is not None)
            ends = n == len(parts) - 1 or (hit.end < len(part.rstrip()) and hit.pattern.place not in ("end", "tail"))
            if begins and ends:
                yield hit._replace(start=at + hit.start, end=at + hit.end)


def _at_once(texts: Sequence[str]) -> list[tuple[PatternHit, ...]]:
    cut = list(texts)
    decomposed = {} if all(map(str.isascii, cut)) else _decomposed(cut)
    for i, (text, _) in decomposed.items():
        cut[i] = text
    forms = _forms(cut)
    possible = _index().possible(forms)
    found = [tuple(_search(*row)) if row[2] else () for row in zip(cut, forms, possible, strict=True)]
    for i, (_, at) in decomposed.items():
        found[i] = tuple([hit._replace(start=at[hit.start], end=at[hit.end]) for hit in found[i]])
    return found


_RECENT = Recent(_patterns_in)


def _forms(texts: Sequence[str]) -> list[str]:
    together = form(_BETWEEN.join(texts)).split(_BETWEEN)
    return together if len(together) == len(texts) else list(map(form, texts))


def _search(text: str, looked_up: str, possible: Iterable[int]) -> Iterator[PatternHit]:
    index, tail = _index(), frozenset(tail_of(looked_up))
    starts: _Starts | None = None
    for i in possible:
        pattern = index.pattern(i)
        if not _could_hold(text, looked_up, pattern, tail):
            continue
        # What ends a block is searched for where it ends.
        first = max(0, len(text) - _MAX_END) if pattern.place in ("end", "tail") else 0
        regex = index.compiled(i)
        if pattern.place in IN_UNITS:
            starts = _unit_starts(text) if starts is None else starts
            may_begin = _beginning_so(starts, index.heads(i))
            if len(may_begin) >= _MANY and len(text) == len(looked_up) and (opening := index.opening(i)):
                may_begin = _before(may_begin, looked_up, *opening)
            spans = _in_units(regex, text, may_begin, first)
        else:
            spans = (m.span() for m in regex.finditer(text, first))
        for a, b in spans:
            start, end = _trimmed(text, a, b)
            if start < end:
                yield PatternHit(start, end, pattern)


def _unit_starts(text: str) -> _Starts:
    """Where `UNIT_START` matches, and behind it each part of the decoration there; it is tried near signs that part
    only.
    """
    near = {at for m in _parting().finditer(text) for at in range(m.end(), m.end(1) + 1)}
    unit_start = _unit_start()
    starts: _Starts = {}
    for at in sorted({0, *near}):
        if m := unit_start.match(text, at):
            for decoration in range(m.end(1) - at + 1):
                starts.setdefault(text[at + decoration : at + decoration + 1], []).append((at, -decoration))
    by_head: _Starts = {}
    for char, own in starts.items():
        by_head.setdefault(form(char)[:1].strip(), []).extend(own)
    return by_head


def _beginning_so(starts: _Starts, heads: Collection[str]) -> list[Span]:
    """Those of `starts` at which a pattern that begins with one of `heads` may match; blanks may stand before it."""
    if not heads:
        return sorted(chain(*starts.values()))
    return sorted(chain.from_iterable(starts.get(head, ()) for head in ("", *heads)))


def _before(starts: Sequence[Span], looked_up: str, letters: Iterable[str], reach: int) -> list[Span]:
    """Those of `starts` behind which some of `letters` begin within `reach` characters."""
    places = sorted(at for some in letters for at in _places(looked_up, some))
    found = []
    for start, decoration in starts:
        nearest = bisect_left(places, start - decoration)
        if nearest < len(places) and places[nearest] < start - decoration + reach:
            found.append((start, decoration))
    return found


def _places(text: str, some: str) -> Iterator[int]:
    at = text.find(some)
    while at >= 0:
        yield at
        at = text.find(some, at + 1)


@cache
def _unit_start() -> re.Pattern[str]:
    return re.compile(UNIT_START)


@cache
def _parting() -> re.Pattern[str]:
    return re.compile(PARTING)


def _in_units(regex: re.Pattern[str], text: str, starts: Iterable[Span], first: int) -> Iterator[Span]:
    """Where `regex` matches at one of the `starts` of units from `first` on, or behind a part of its decoration.

    To try it there and nowhere else spares each pattern what `UNIT_START` looks for: half of what compiling it takes.
    """
    at = first
    for start, decoration in starts:
        if start >= at and (m := regex.match(text, start - decoration)):
            yield start, m.end()
            at = max(m.end(), start + 1)


def _could_hold(text: str, looked_up: str, pattern: Pattern, tail: frozenset[str]) -> bool:
    if pattern.place == "line" and len(text) > _MAX_LINE:
        return False
    if pattern.endings and tail.isdisjoint(pattern.endings):
        return False
    return holds_needs(looked_up, pattern.needs[1:])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _decomposed(texts: Sequence[str]) -> dict[int, tuple[str, list[int]]]:
    """Those of `texts`, by their index, that are not in the form NFC; each as `_composed`."""
    return {i: _composed(text) for i, text in enumerate(texts) if not unicodedata.is_normalized("NFC", text)}


def _composed(text: str) -> tuple[str, list[int]]:
    """`text` in the form NFC, and for each offset in that the offset in `text`."""
    parts: list[str] = []
    at: list[int] = []
    start = 0
    for i in range(1, len(text) + 1):
        if i == len(text) or not unicodedata.combining(text[i]):
            composed = unicodedata.normalize("NFC", text[start:i])
            parts.append(composed)
            at += [start] * len(composed)
            start = i
    return "".join(parts), [*at, len(text)]
