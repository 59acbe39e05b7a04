"""Turns the matches of a profile's entries in a block into the parts of the block to cut."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cleaner.model import CERTAIN, LIKELY
from cleaner.sites.evidence import evidence
from cleaner.sites.profile import BY_HAND, Entry
from cleaner.sites.tokens import Token

Match = tuple[int, int, Entry]
"""Tokens of a block, from the first to behind the last, and the entry that they match."""

_COVERED = 0.75  # share of a unit covered by matches, from which on the rest goes as well
_MIN_INSIDE = 8  # matched tokens of a block in brackets, from which on all of it goes


class EntrySpan(NamedTuple):
    """A place of an entry in a block, as offsets in it; `certainty` is on the scale of all filters."""

    start: int
    end: int
    entry: Entry
    certainty: float


def spans_of(
    text: str, toks: Sequence[Token], found: Sequence[Match], starts: Sequence[int], kept: bytearray
) -> Iterator[EntrySpan]:
    """Matches as spans of `text`; for each certainty, those of all matches that are at least as certain.

    Args:
        text: the text of the block.
        toks: its tokens.
        found: the matches in it.
        starts: the tokens that its units begin with, in order.
        kept: 1 for each token that must stay.
    """
    levels = [cut_certainty(entry) for _, _, entry in found]
    bounds = [*starts, len(toks)]
    for level in sorted(set(levels)):
        sure = [m for m, own in zip(found, levels, strict=True) if own >= level]
        wide = [m for m in _widened(text, toks, sure, bounds) if 1 not in kept[m[0] : m[1]]]
        ending = [m for m in sure if _ends_well(toks, m, bounds)]
        pieces = [(toks[a].start, toks[b - 1].end, entry) for a, b, entry in (*ending, *wide)]
        for start, end, entry in _joined(text, pieces):
            yield EntrySpan(start, end, entry, level)


def _ends_well(toks: Sequence[Token], match: Match, bounds: Sequence[int]) -> bool:
    """Whether a match may be cut by itself without tearing a sentence."""
    start, end, entry = match
    if entry.rule in ("opening", "ending") or bounds[bisect_left(bounds, end)] == end:
        return True
    if entry.rule == "passage" and bounds[bisect_right(bounds, start)] < end:
        return True  # a sentence or more, and words that run into what follows
    return toks[end].capital and toks[end - 1].word[0].isalnum()


def _widened(text: str, toks: Sequence[Token], found: Sequence[Match], bounds: Sequence[int]) -> Iterator[Match]:
    """The whole of each unit that matches cover from its start and nearly to its end, and of a block in brackets."""
    covered = bytearray(len(toks))
    best: dict[int, Match] = {}
    for match in found:
        start, end, entry = match
        if entry.rule in ("opening", "ending"):
            continue
        covered[start:end] = b"\1" * (end - start)
        for u in range(bisect_right(bounds, start) - 1, bisect_left(bounds, end)):
            best[u] = max(best.get(u, match), match, key=lambda m: (m[2].certainty, m[1] - m[0]))
    for u, (_, _, entry) in best.items():
        start, end = bounds[u], bounds[u + 1]
        led = any(t.word[0].isalnum() for t in toks[start : max(start, covered.find(1, start, end))])
        if not led and covered.count(1, start, end) >= _COVERED * (end - start):
            yield start, end, entry
    shown = text.strip()
    if best and shown[0] == "[" and shown[-1] == "]" and shown.count("[") == 1 and covered.count(1) >= _MIN_INSIDE:
        yield 0, len(toks), max(best.values(), key=lambda m: m[2].certainty)[2]


def _joined(text: str, matches: Iterable[Match]) -> Iterator[Match]:
    """Matches, as spans of `text`: those with nothing but signs between them, or to an end of the block, are one."""
    spans: list[Match] = []
    for start, end, entry in sorted(matches, key=lambda m: (m[0], -m[1], -m[2].certainty)):
        if not spans or any(c.isalnum() for c in text[spans[-1][1] : start]):
            spans.append((start, end, entry))
        elif end > spans[-1][1]:
            last = spans[-1]
            spans[-1] = (last[0], end, max(last[2], entry, key=lambda e: e.pages))
    for start, end, entry in spans:
        head = start if any(c.isalnum() for c in text[:start]) else 0
        yield head, end if any(c.isalnum() for c in text[end:]) else len(text), entry


def cut_certainty(entry: Entry) -> float:
    """The certainty of an entry on the scale of all filters; for `safe` it must stand on enough pages."""
    limits = evidence().limits
    if entry.pages == BY_HAND or (entry.certainty >= limits["certain"] and entry.pages >= limits["certain_pages"]):
        return CERTAIN
    return LIKELY


def is_likely(entry: Entry) -> bool:
    """Whether an entry is sure enough to be cut; the others are evidence for the classifier only."""
    return entry.certainty >= evidence().limits["likely"]
