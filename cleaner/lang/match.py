"""Which phrases a block is made of, begins with, or ends with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from cleaner.lang.fold import fold, splits_word
from cleaner.lang.load import Compiled, compiled
from cleaner.view import View

FOLD_CHARS = 300  # a longer block is no line of residue; only its two ends are looked at
_SLACK = 1.5  # decoration may make a line this much longer than its phrase, and
_SLACK_CHARS = 24  # this many characters more
_KEY = 4
_SHORT_KEY = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of a language pack, found in a block.

    Args:
        filter: the filter that uses the rule.
        rule: name of the rule inside the filter, the same in every language.
        certainty: 0 to 1.
        lang: tag of the language pack.
        match: ``line``, ``start`` or ``end``: where the phrase must stand.
        phrase: the phrase, in folded form.
    """

    filter: str
    rule: str
    certainty: float
    lang: str
    match: str
    phrase: str


class _Affixes:
    """Phrases by their first (or last) characters, so that a line is compared with a handful only."""

    def __init__(self, phrases: Iterable[str], *, at_end: bool) -> None:
        self._at_end = at_end
        buckets: dict[str, list[str]] = {}
        for phrase in phrases:
            size = _KEY if len(phrase) >= _KEY else _SHORT_KEY
            buckets.setdefault(phrase[-size:] if at_end else phrase[:size], []).append(phrase)
        self._buckets = {key: tuple(bucket) for key, bucket in buckets.items()}

    def of(self, folded: str) -> list[str]:
        """The phrases that `folded` begins (or ends) with, cutting through no word; the longest first."""
        buckets = self._buckets
        if self._at_end:
            near = buckets.get(folded[-_KEY:], ()) + buckets.get(folded[-_SHORT_KEY:], ())
            if not near or not folded.endswith(near):
                return []
            found = [p for p in near if folded.endswith(p) and not _splits(folded, len(folded) - len(p))]
            return sorted(found, key=len, reverse=True)
        near = buckets.get(folded[:_KEY], ()) + buckets.get(folded[:_SHORT_KEY], ())
        if not near or not folded.startswith(near):
            return []
        found = [p for p in near if folded.startswith(p) and not _splits(folded, len(p))]
        return sorted(found, key=len, reverse=True)


def _splits(text: str, at: int) -> bool:
    return 0 < at < len(text) and splits_word(text[at - 1], text[at])


class Matcher:
    """All rules of all languages at once: pages mix languages, and guessing one first would cost more."""

    def __init__(self, data: Compiled) -> None:
        """Match with `data`, the compiled packs."""
        self._rules = data.rules
        self._tables = data.tables
        self._line = data.tables["line"]
        self._line_chars = int(max(map(len, self._line), default=0) * _SLACK) + _SLACK_CHARS
        self._affix_chars = max((r.max_chars for r in data.rules), default=0)
        self._starts = _Affixes(data.tables["start"], at_end=False)
        self._ends = _Affixes(data.tables["end"], at_end=True)
        self._cached: dict[tuple[int, str], Hit] = {}

    def hits(self, text: str, folded: str | None = None) -> tuple[Hit, ...]:
        """All rules that fire on a block; those of whole lines first, then starts, then ends, the longest first.

        Args:
            text: the block's text.
            folded: its folded form, if it is at hand.
        """
        size = len(text)
        if size > self._affix_chars and size > self._line_chars:
            return ()
        if size > FOLD_CHARS:
            head, tail = fold(text[:FOLD_CHARS]), fold(text[-FOLD_CHARS:])
            starts = self._affix_hits(size, self._starts.of(head), "start")
            return (*starts, *self._affix_hits(size, self._ends.of(tail), "end"))
        if folded is None:
            folded = fold(text)
        found: list[Hit] = []
        if folded in self._line and size <= len(folded) * _SLACK + _SLACK_CHARS:
            found = [self._hit(i, folded) for i in self._line[folded]]
        if at_start := self._starts.of(folded):
            found += self._affix_hits(size, at_start, "start")
        if at_end := self._ends.of(folded):
            found += self._affix_hits(size, at_end, "end")
        return tuple(found)

    def _affix_hits(self, size: int, phrases: Iterable[str], match: Literal["start", "end"]) -> list[Hit]:
        rules, table = self._rules, self._tables[match]
        return [self._hit(i, p) for p in phrases for i in table[p] if size <= rules[i].max_chars]

    def _hit(self, index: int, phrase: str) -> Hit:
        hit = self._cached.get((index, phrase))
        if hit is None:
            r = self._rules[index]
            hit = Hit(r.filter, r.rule, r.certainty, r.lang, r.match, phrase)
            self._cached[index, phrase] = hit
        return hit


@cache
def matcher() -> Matcher:
    """The matcher over the packs that come with `cleaner`."""
    return Matcher(compiled())


def hits(text: str) -> tuple[Hit, ...]:
    """All rules that fire on the text of one block, in every language."""
    return matcher().hits(text)


def block_folds(view: View) -> tuple[str, ...]:
    """The folded text of each block of `view`; empty for blocks of more than `FOLD_CHARS` characters."""
    return view.memo(_block_folds)


def block_hits(view: View) -> tuple[tuple[Hit, ...], ...]:
    """The rules that fire on each block of `view`."""
    return view.memo(_block_hits)


def _block_folds(view: View) -> tuple[str, ...]:
    return tuple([fold(text) if len(text) <= FOLD_CHARS else "" for text in view.texts])


def _block_hits(view: View) -> tuple[tuple[Hit, ...], ...]:
    find = matcher().hits
    return tuple([find(text, folded) for text, folded in zip(view.texts, block_folds(view), strict=True)])
