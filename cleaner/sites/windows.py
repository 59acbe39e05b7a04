"""Places in a text that may hold a template, found by one word of each, so that other texts cost next to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from math import inf
from typing import NamedTuple

from cleaner.sites.tokens import CAPTION, EMAIL, LINE, NAME, REST

_RUN = re.compile(r"(?<!\S)[^\W\d_]+(?: [^\W\d_]+)*(?!\S)")  # words separated by single blanks
_PART = re.compile(r"[^\W\d_][^\W\d_:.,!?/()\[\]]*(?: ?[^\W\d_:.,!?/()\[\]]+)*[:)\]]?|[^\w\s{}]")
_SLOT = re.compile(r"\{[A-Za-z]+\}")
_STOP = re.compile(r"[.!?…。！？][\"'”’»)\]]*\s")
_SHORT = 800  # characters of a text that is looked at as a whole
_MARGIN, _SNAP = 120, 400  # characters looked at around a template, and within which a sentence ends
_OPEN = 400  # characters that an open slot may take
_MIN_RUN = 5  # characters
_MIN_LABEL = 6  # characters of a label that may stand in the middle of a text
_LINE_CHARS = 160  # characters of a line with a name or a very short label in it


class _Anchor(NamedTuple):
    """The signature of a template: some of its words, how far to look around them, and the longest text for it."""

    run: str
    reach: int
    most: float


class Windows:
    """The places of texts that may hold one of several templates.

    Args:
        templates: the templates.
    """

    def __init__(self, templates: Iterable[str]) -> None:
        self._words: dict[str, list[_Anchor]] = {}  # by one of their words, which stands between blanks
        self._parts: list[_Anchor] = []  # what may be glued to anything
        for text in templates:
            for written in {text, text.upper()}:
                self._add(written, text)
        self._known = frozenset(self._words)

    def _add(self, written: str, text: str) -> None:
        size = len(text) + len(text) // 4 + _MARGIN
        reach = size + _OPEN * any(slot in text for slot in (LINE, REST, CAPTION))
        named = NAME in text and EMAIL not in text and ":" not in text
        most = _LINE_CHARS + len(text) if named or len(text) < _MIN_LABEL else inf
        plain = _SLOT.sub("{}", written)
        runs = [run for run in _RUN.findall(plain) if len(run) > _MIN_RUN]
        if runs and " " in (run := max(runs, key=len)):
            # The first word of a template may have a sign before it, the last one behind it.
            word = max(run.split(" ")[1 if plain.startswith(run) else 0 :], key=len)
            self._words.setdefault(word, []).append(_Anchor(run, reach, most))
        elif parts := _PART.findall(plain):
            self._parts.append(_Anchor(max(parts, key=len), reach, most))

    def any_in(self, text: str, blocks: Sequence[str]) -> bool:
        """Whether `text`, made of `blocks`, may hold any of the templates."""
        return any(
            a.most == inf or any(len(block) <= a.most and a.run in block for block in blocks) for a in self._hits(text)
        )

    def _hits(self, text: str) -> list[_Anchor]:
        words = self._known.intersection(text.split()) if self._known else ()
        near = (a for word in words for a in self._words[word])
        return [a for a in (*near, *self._parts) if a.run in text]

    def of(self, text: str) -> Iterator[tuple[int, int]]:
        """The windows of `text`: spans of it, in order, without overlap, from one sentence's start to another's end."""
        size = len(text)
        hits = [a for a in self._hits(text) if size <= a.most]
        if not hits:
            return
        if size <= _SHORT:
            yield 0, size
            return
        spans = sorted(span for a in hits for span in _around(text, a.run, a.reach))
        start, end = spans[0]
        for a, b in spans:
            if a > end:
                yield start, end
                start = a
            end = max(end, b)
        yield start, end


def _around(text: str, word: str, reach: int) -> Iterator[tuple[int, int]]:
    at, start, end = text.find(word), 0, -1
    while at >= 0:
        if at + reach > end:
            first = max(start, at - reach)
            start = 0 if not first else _sentence_start(text, first)
            end = _sentence_end(text, at + reach)
            yield start, end
        at = text.find(word, at + len(word))


def _sentence_start(text: str, at: int) -> int:
    stops = list(_STOP.finditer(text, max(0, at - _SNAP), at))
    return stops[-1].end() if stops else 0 if at <= _SNAP else at


def _sentence_end(text: str, at: int) -> int:
    stop = _STOP.search(text, at, at + _SNAP) if at < len(text) else None
    return min(len(text), stop.end() if stop else at + _SNAP)
