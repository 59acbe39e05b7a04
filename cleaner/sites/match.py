"""Finds the templates of a profile in blocks of text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from cleaner.sites.evidence import evidence
from cleaner.sites.profile import BY_HAND, Entry, SiteProfile
from cleaner.sites.spans import EntrySpan, Match, is_likely, spans_of
from cleaner.sites.tokens import (
    CAPTION,
    EMAIL,
    LINE,
    NAME,
    NUMBER,
    REST,
    SLOTS,
    Token,
    could_be_name,
    template,
    tokens,
    unit_starts,
)
from cleaner.sites.windows import Windows

MAX_NAME = 5
"""The most tokens of a name."""
MAX_SIGNATURE = 60
"""Characters of the longest line of names."""
MAX_REST = 40
"""The most tokens that a label introduces."""
RUN = 3
"""Neighbouring tokens by which two texts are compared."""
_JOINS = frozenset("-.,/&|;")
_OPEN = frozenset((NAME, REST, LINE, CAPTION))  # slots that hold any number of tokens


class _Template(NamedTuple):
    keys: tuple[str, ...]
    before: int  # keys before the anchor
    entry: Entry


class Templates:
    """A profile, prepared for matching."""

    def __init__(self, profile: SiteProfile) -> None:
        keep = {template(text) for text in profile.keep}
        drop = [Entry(text, pages=BY_HAND) for text in profile.drop]
        known = [e for e in (*profile.entries, *drop) if e.rule != "path" and template(e.text) not in keep]
        wanted = [e for e in known if is_likely(e)]
        places = (e for e in profile.entries if e.rule == "path" and is_likely(e))
        self.places = {e.text: e for e in places if e.text not in profile.keep}
        self._by_anchor: dict[str, list[_Template]] = defaultdict(list)
        self._keep: dict[str, list[_Template]] = defaultdict(list)
        for entry in wanted:
            _index(self._by_anchor, template(entry.text), entry)
        for keys in keep:
            _index(self._keep, keys, Entry(""))
        self._near = Windows(e.text for e in wanted)
        self._shares = _shares(known, profile.pages)

    def any_in(self, text: str, blocks: Sequence[str]) -> bool:
        """Whether `text`, made of `blocks`, may hold any entry; a quick test."""
        return NAME in self._by_anchor or self._near.any_in(text, blocks)

    def find(self, texts: Sequence[str]) -> list[tuple[EntrySpan, ...]]:
        """The matches in each of `texts`, the texts of blocks."""
        return [tuple(self._in_block(text)) for text in texts]

    def recurrence(self, texts: Sequence[str]) -> list[float]:
        """For each of `texts`, the texts of blocks, the share of the site's pages that have it.

        Of what is nearly the same it is the mean over runs of `RUN` tokens. It is 0 where there is no evidence, and for
        what a person wrote into the profile.
        """
        return [self._recurrence(text) for text in texts] if self._shares else [0.0] * len(texts)

    def _recurrence(self, text: str) -> float:
        runs = _runs(tokens(text).keys())
        return sum([self._shares.get(run, 0.0) for run in runs]) / len(runs) if runs else 0.0

    def _in_block(self, text: str) -> Iterator[EntrySpan]:
        if NAME in self._by_anchor and len(text) <= MAX_SIGNATURE:
            yield from self._in_window(text, first=True, last=True)
            return
        for a, b in self._near.of(text):
            for f in self._in_window(text[a:b], first=a == 0, last=b == len(text)):
                yield f._replace(start=f.start + a, end=f.end + a)

    def _in_window(self, text: str, *, first: bool, last: bool) -> Iterator[EntrySpan]:
        """What stands in `text`, whole units of a block, the `first` or the `last` of it or not."""
        own = tokens(text)
        if not own:
            return
        starts = {0, *unit_starts(text, own)}
        toks = own[:]
        words = [t.word for t in toks]
        place = _Place(starts, {*starts, len(toks)}, first, last)
        kept = bytearray(len(toks))
        for a, b, _ in _all(self._keep, toks, words, place):
            kept[a:b] = b"\1" * (b - a)
        found = [m for m in _all(self._by_anchor, toks, words, place) if 1 not in kept[m[0] : m[1]]]
        if found:
            yield from spans_of(text, toks, found, sorted(starts), kept)


def _shares(entries: Sequence[Entry], pages: int) -> dict[tuple[str, ...], float]:
    """For each run of tokens of the entries the largest share of the site's pages that have one with it."""
    shares: dict[tuple[str, ...], float] = {}
    for entry in entries:
        share = min(1.0, entry.pages / pages) if entry.pages > 0 and pages > 0 else 0.0
        keys = [NUMBER if key[0].isdigit() else key for key in template(entry.text)]
        for run in _runs(keys) if share else ():
            if _OPEN.isdisjoint(run):
                shares[run] = max(share, shares.get(run, 0.0))
    return shares


def _runs(keys: Sequence[str]) -> list[tuple[str, ...]]:
    """The runs of `RUN` neighbouring keys; of fewer keys all of them."""
    return (
        list(zip(*(keys[i:] for i in range(RUN)), strict=False)) if len(keys) > RUN else [tuple(keys)] if keys else []
    )


class _Place(NamedTuple):
    """Where a window stands: the tokens that units begin with, those behind them, and its place in the block."""

    starts: set[int]
    ends: set[int]
    first: bool
    last: bool


def _index(table: dict[str, list[_Template]], keys: tuple[str, ...], entry: Entry) -> None:
    if keys == (NAME,):
        table[NAME].append(_Template(keys, 0, entry))
        return
    literal = [i for i, key in enumerate(keys) if key not in SLOTS and not key.isdigit()]
    if literal:
        anchor = max(literal, key=lambda i: len(keys[i]))
        table[keys[anchor]].append(_Template(keys, anchor, entry))


def _all(
    table: dict[str, list[_Template]], toks: Sequence[Token], words: Sequence[str], place: _Place
) -> Iterator[Match]:
    for t in table.get(NAME, ()):
        if place.first and place.last and _names_only(toks):
            yield 0, len(toks), t.entry
    for i, word in enumerate(words):
        for t in table.get(word, ()):
            room = MAX_REST if t.keys[0] == CAPTION else MAX_NAME - 1 if NAME in t.keys[: t.before] else 0
            for start in range(i - t.before, max(-1, i - t.before - room - 1), -1):
                end = _match(t.keys, toks, start, place) if start >= 0 else None
                if end is not None and _stands(t.entry, start, end, len(toks), place):
                    yield start, end, t.entry
                    break


def _match(keys: Sequence[str], toks: Sequence[Token], at: int, place: _Place) -> int | None:
    """The end of the template at token `at`, exclusive; None if it is not there."""
    for k, key in enumerate(keys):
        if key in (NAME, REST, CAPTION):
            return _match_slot(key, keys[k + 1 :], toks, at, place)
        if key == LINE:
            return len(toks) if place.last and at < len(toks) <= at + MAX_REST else None
        if at >= len(toks) or (toks[at].key if key in SLOTS else toks[at].word) != key:
            return None
        at += 1
    return at


def _match_slot(slot: str, rest: Sequence[str], toks: Sequence[Token], at: int, place: _Place) -> int | None:
    """The end of the template whose slot of several words begins at token `at`, exclusive."""
    if slot == CAPTION and (at or not place.first):
        return None
    sizes = range(MAX_NAME, 0, -1) if slot == NAME else range(1, MAX_REST + 1)
    for end in (at + n for n in sizes):
        fits = _is_name(toks[at:end], EMAIL in rest or not rest) if slot == NAME else end in place.ends
        if fits and end <= len(toks) and (found := _match(rest, toks, end, place)) is not None:
            return found
    return None


def _is_name(toks: Sequence[Token], caseless: bool) -> bool:
    if not toks or not could_be_name(toks[0], caseless=caseless) or not toks[-1].word[0].isalnum():
        return False
    return all(not t.word[0].isalnum() or could_be_name(t, caseless=caseless) for t in toks)


def _names_only(toks: Sequence[Token]) -> bool:
    return len(toks) <= 2 * MAX_NAME and toks[0].capital and all(t.capital or t.word in _JOINS for t in toks)


def _stands(entry: Entry, start: int, end: int, size: int, place: _Place) -> bool:
    """Whether tokens `start` to `end` of `size` are in a place that the entry's rule allows."""
    if entry.rule == "opening":
        return start == 0 and place.first
    if entry.rule == "ending":
        return end == size and place.last
    if entry.rule == "passage" or end - start >= evidence().limits["passage_words"]:
        return True  # whether it may end there is decided when all matches are known
    return start in place.starts and end in place.ends


@lru_cache(maxsize=512)
def templates_of(profile: SiteProfile) -> Templates:
    """`profile`, prepared for matching; recent ones are cached."""
    return Templates(profile)
