"""Phrases that a block consists of, begins with or ends with."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from cleaner.packs.fold import fold, fold_lines, splits_word
from cleaner.packs.load import KEY_CHARS, SHORT_KEY_CHARS, Compiled, RuleData, compiled, unpack_phrases
from cleaner.packs.recent import Recent
from cleaner.view import View

FOLD_CHARS = 300  # of a longer block only the two ends are matched
_AFFIX_CHARS = 120  # no phrase is longer
_SLACK = 1.5  # decoration may make a line this much longer than its phrase, and
_SLACK_CHARS = 24  # this many characters more
LINE_CHARS = int(_AFFIX_CHARS * _SLACK) + _SLACK_CHARS  # of the longest line that is one phrase


class Hit(NamedTuple):
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


class _Near(NamedTuple):
    """The phrases of one key, with the addresses of their rules."""

    rules: dict[str, tuple[str, ...]]
    phrases: tuple[str, ...]


class _Phrases:
    """The phrases for one place, parsed key by key as they are needed."""

    def __init__(self, packed: dict[str, bytes]) -> None:
        self.keys = packed.keys()
        self._packed = packed
        self._parsed: dict[str, _Near] = {}

    def near(self, key: str) -> _Near:
        """The phrases of one of the keys."""
        found = self._parsed.get(key)
        if found is None:
            rules = unpack_phrases(self._packed[key])
            found = self._parsed[key] = _Near(rules, tuple(rules))
        return found


class Matcher:
    """Matches the rules of all languages at once, since pages mix languages and guessing one first would cost more."""

    def __init__(self, data: Compiled) -> None:
        """Match with `data`, the compiled packs."""
        self._rules = {address: RuleData._make(rule) for address, rule in data.rules.items()}
        rules = self._rules.values()
        self._max_chars = {
            match: max((r.max_chars for r in rules if r.match == match), default=0) for match in ("start", "end")
        }
        self._line = _Phrases(data.phrases["line"])
        self._start = _Phrases(data.phrases["start"])
        self._end = _Phrases(data.phrases["end"])
        self._hits: dict[tuple[str, str], Hit] = {}

    def hits(self, text: str) -> tuple[Hit, ...]:
        """All rules that match a block: whole lines first, then starts, then ends, the longest first."""
        size = len(text)
        head = fold(self._head(text))
        tail = fold(text[-_AFFIX_CHARS:]) if FOLD_CHARS < size <= self._max_chars["end"] else ""
        return self._find(head, head if size <= FOLD_CHARS else tail, size)

    def line_hits(self, text: str) -> tuple[Hit, ...]:
        """The whole-line rules that match `text`."""
        folded = fold(text)
        return self._as_line(folded, len(text)) if folded[:SHORT_KEY_CHARS] in self._line.keys else ()

    def look_up(self, texts: Sequence[str]) -> list[tuple[str, tuple[Hit, ...]]]:
        """The folded form of each of `texts` (empty if it has more than `FOLD_CHARS` characters), and its `hits`."""
        heads = fold_lines([text if len(text) <= FOLD_CHARS else self._head(text) for text in texts])
        long = [text for text in texts if FOLD_CHARS < len(text) <= self._max_chars["end"]]
        tails = dict(zip(long, fold_lines([text[-_AFFIX_CHARS:] for text in long]), strict=True))
        return [
            (head, self._find(head, head, len(text)))
            if len(text) <= FOLD_CHARS
            else ("", self._find(head, tails.get(text, ""), len(text)))
            for text, head in zip(texts, heads, strict=True)
        ]

    def _head(self, text: str) -> str:
        """The part of `text` that may hold a phrase at its start."""
        size = len(text)
        return text if size <= FOLD_CHARS else text[:_AFFIX_CHARS] if size <= self._max_chars["start"] else ""

    def _find(self, head: str, tail: str, size: int) -> tuple[Hit, ...]:
        """The rules that match a text of `size` characters, of which `head` and `tail` are the ends, folded."""
        hits: tuple[Hit, ...] = ()
        if size <= FOLD_CHARS and head[:SHORT_KEY_CHARS] in self._line.keys:
            hits = self._as_line(head, size)
        if head[:KEY_CHARS] in self._start.keys or head[:SHORT_KEY_CHARS] in self._start.keys:
            hits += self._at_start(head, size)
        if tail[-KEY_CHARS:] in self._end.keys or tail[-SHORT_KEY_CHARS:] in self._end.keys:
            hits += self._at_end(tail, size)
        return hits

    def _as_line(self, folded: str, size: int) -> tuple[Hit, ...]:
        rules = self._line.near(folded[:SHORT_KEY_CHARS]).rules.get(folded)
        if rules is None or size > len(folded) * _SLACK + _SLACK_CHARS:
            return ()
        return tuple([self._hit(address, folded) for address in rules])

    def _at_start(self, head: str, size: int) -> tuple[Hit, ...]:
        found: list[Hit] = []
        for key in (head[:KEY_CHARS], head[:SHORT_KEY_CHARS]):
            if key in self._start.keys and head.startswith((near := self._start.near(key)).phrases):
                fits = [p for p in near.phrases if head.startswith(p) and not _splits(head, len(p))]
                found += self._short_enough(near, fits, size)
        return tuple(found)

    def _at_end(self, tail: str, size: int) -> tuple[Hit, ...]:
        found: list[Hit] = []
        for key in (tail[-KEY_CHARS:], tail[-SHORT_KEY_CHARS:]):
            if key in self._end.keys and tail.endswith((near := self._end.near(key)).phrases):
                fits = [p for p in near.phrases if tail.endswith(p) and not _splits(tail, len(tail) - len(p))]
                found += self._short_enough(near, fits, size)
        return tuple(found)

    def _short_enough(self, near: _Near, fits: list[str], size: int) -> list[Hit]:
        fits.sort(key=len, reverse=True)
        return [self._hit(r, p) for p in fits for r in near.rules[p] if size <= self._rules[r].max_chars]

    def _hit(self, address: str, phrase: str) -> Hit:
        hit = self._hits.get((address, phrase))
        if hit is None:
            r = self._rules[address]
            hit = Hit(r.filter, r.rule, r.certainty, r.lang, r.match, phrase)
            self._hits[address, phrase] = hit
        return hit


def _splits(text: str, at: int) -> bool:
    return 0 < at < len(text) and splits_word(text[at - 1], text[at])


@cache
def matcher() -> Matcher:
    """The matcher over the packs that come with `cleaner`."""
    return Matcher(compiled())


def hits(text: str) -> tuple[Hit, ...]:
    """All rules that match the text of one block, in every language."""
    return matcher().hits(text)


def line_hits(text: str) -> tuple[Hit, ...]:
    """The whole-line rules that match `text`, in every language."""
    return matcher().line_hits(text)


def look_up(texts: Sequence[str]) -> list[tuple[str, tuple[Hit, ...]]]:
    """The folded form of each of `texts` (empty if it has more than `FOLD_CHARS` characters), and its hits."""
    return _recent()(texts)


@cache
def _recent() -> Recent[tuple[str, tuple[Hit, ...]]]:
    return Recent(matcher().look_up)


def block_folds(view: View) -> tuple[str, ...]:
    """The folded text of each block of `view`; empty for blocks of more than `FOLD_CHARS` characters."""
    return view.memo(_block_folds)


def block_hits(view: View) -> tuple[tuple[Hit, ...], ...]:
    """The rules that match each block of `view`."""
    return view.memo(_block_hits)


def hit_blocks(view: View) -> tuple[tuple[int, tuple[Hit, ...]], ...]:
    """The few blocks of `view` that match any rule, by index, and those rules."""
    return view.memo(_hit_blocks)


def _block_folds(view: View) -> tuple[str, ...]:
    return tuple([folded for folded, _ in view.each(look_up)])


def _block_hits(view: View) -> tuple[tuple[Hit, ...], ...]:
    return tuple([found for _, found in view.each(look_up)])


def _hit_blocks(view: View) -> tuple[tuple[int, tuple[Hit, ...]], ...]:
    return tuple([(i, found) for i, found in enumerate(block_hits(view)) if found])
