"""Residue that has no fixed wording: patterns with slots for names, numbers and dates, found anywhere in a block.

A pattern is a regular expression in which a blank stands for any white space (``" ?"`` for none too) and ``<name>``
for a slot of `SLOTS`.
Its place says where it must stand:

``line``
    it is the whole block, once or several times over.
``unit``
    it begins the block or follows a sentence or a sign that parts, and a new sentence or nothing follows.
``label``
    as ``unit``, without a full stop: a label is no sentence.
``start``, ``end``
    as ``unit``, at the start or the end of the block only.
``tail``
    the block ends with it, whatever stands before.
``any``
    anywhere, for what nobody writes in a sentence.
``cue``
    as ``unit``, and a headline follows whose end is looked for ("Read more: …").
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from cleaner.packs.load import PACKS
from cleaner.view import View

FILE = "compiled-patterns.json"
PLACES = ("line", "unit", "label", "start", "end", "tail", "any", "cue")
GRAM = 4  # letters by which patterns are looked up
_MAX_CHARS = 20_000  # of a block that are searched at either end

_MAX_LINE, _MAX_END = 700, 300

_UPPER = r"[^\W\d_a-zß-öø-ÿа-яёα-ωა-ჰ]"
_NAME = rf"(?-i:{_UPPER}[\w.'’\-]*(?:[ \xa0]{_UPPER}[\w.'’\-]*){{0,3}})"
_DAY_MONTH = r"\d{1,2}(?:\.|er|st|nd|rd|th|º|:e)?(?: de)?[ .]{1,2}[^\W\d]{3,12}\.?,?(?: del?)? \d{4}"
_MONTH_DAY = r"[^\W\d]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
_NUMERIC = r"\d{1,4} ?[./\-年] ?\d{1,2} ?[./\-月] ?\d{1,4}[.日]?"
SLOTS = {
    "n": r"\d[\d.,'\xa0]*[ \xa0]?(?:[kKmM]\b|mil\b|tis\b|тыс)?",
    "name": _NAME,
    "names": rf"{_NAME}(?:(?:,| and| und| et| y| e| en| och| i| &|/|,? &)[ \xa0]?{_NAME}){{0,4}}",
    "word": r"[\w.'’\-]+",
    "words": r"[^.!?…:。！？|\n]{1,60}?",
    "some": r"(?:[^.!?…。！？\n]|\.(?=\w)){0,160}?",
    "long": r"[^\n]{0,400}?",
    "rest": r"[^\n]{0,600}",
    "date": rf"(?:\w{{2,10}},? )?(?:{_DAY_MONTH}|{_MONTH_DAY}|{_NUMERIC})",
    "time": r"\d{1,2}[:.hH時时]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?(?: (?:uhr|klo|wib|[a-z]{3,4}))?",
    "url": r"(?:https?://|www\.)[!-~]+",
    "mail": r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+",
    "site": r"(?:[\w\-]+\.)+[a-z]{2,6}|[\w.&’'\-]+(?:[ \xa0][\w.&’'\-]+){0,3}",
}
_CLASS = re.compile(r"(?<!\\)\[[^\]]*\]")
_SLOT = re.compile(r"<([a-z]+)>")
_BLANK, _MAYBE = r"[\s\xa0]+", r"[\s\xa0]*"
_SIGNS = r"[\s\xa0\-–—|•·▶►▷■▲★☆◆→←»«*_#>\[\](){}【】「」《》［］（）\"“”'’‘:：/／\\]"
_ENDS = r".!?…。！？।۔:：”»)\]|•·*▶►>］】」』）"
_LEFT = (
    rf"(?:\A|(?<=[{_ENDS}])|(?<=[{_ENDS}\-–—][\s\xa0])|(?<=[.!?…][\"’'])|(?<=[.!?…][\"’'][\s\xa0]))"
    r"[\s\xa0]?[(\[（【▶►•·|*\-–—>→]*[\s\xa0]*"
)
_CLOSE = r"(?:[\s\xa0]*[.!…:：→»]|[)\]）】。！”\"])*"
_NOT_SMALL = r"(?-i:[^\s\xa0a-zß-öø-ÿа-яёѐ-џα-ωა-ჰ.,;])"
_RIGHT = rf"(?:(?<!(?-i:[A-ZÀ-Ý]))|(?!\w)){_CLOSE}(?=\Z|[\s\xa0]*{_NOT_SMALL})"
_LABEL_RIGHT = rf"[:：\s\xa0]*[)\]]?(?=\Z|[\s\xa0]+(?!<){_NOT_SMALL})"
_SENTENCE_END = (
    rf"(?:[\s\xa0]*[.!?…。！？]+[\"”’'»)\]）】」]*(?=\Z|[\s\xa0]|{_NOT_SMALL})"
    r"|[\s\xa0]*[\"”’'»)\]）】」]*\Z)"
)
_RIGHTS = {"end": r"[\s\xa0.!…)\]）】。\"”]*\Z", "cue": "", "label": _LABEL_RIGHT}
_OPEN_SLOTS = ("<some>", "<long>", "<rest>", "<words>", "<site>")


class Pattern(NamedTuple):
    """A compiled pattern.

    Args:
        filter: the filter that uses it.
        rule: name of the rule inside the filter.
        certainty: 0 to 1.
        place: where it must stand, see above.
        where: ``head``, ``tail`` or ``edge`` if it counts only before or behind the body; else empty.
        regex: what it matches.
        anchors: letters of which it holds one at least.
    """

    filter: str
    rule: str
    certainty: float
    place: str
    where: str
    regex: str
    anchors: tuple[str, ...]


class PatternHit(NamedTuple):
    """A pattern found in a block, by offsets in its text."""

    start: int
    end: int
    pattern: Pattern


def expanded(written: str, place: str) -> str:
    """The regular expression of a pattern as a pack spells it."""
    if " " in "".join(_CLASS.findall(written)):
        raise ValueError("write \\s for a blank in a class")
    spaced = unicodedata.normalize("NFC", written).replace(" ?", _MAYBE).replace(" ", _BLANK)
    body = _SLOT.sub(lambda m: f"(?:{SLOTS[m[1]]})", spaced)
    if place == "line":
        return rf"\A{_SIGNS}*(?:(?:{body})[.!…。]*{_SIGNS}*){{1,3}}\Z"
    if place == "tail":
        return rf"[\s\xa0]*(?:{body})\s*\Z"
    if place == "any":
        return rf"(?:{body})"
    start = r"\A" + _SIGNS + "*"
    left = start if place == "start" else _LEFT
    if written.endswith(_OPEN_SLOTS) and place in ("unit", "start"):
        return rf"{left}(?:{body}){_SENTENCE_END}"
    right = _RIGHTS.get(place, _RIGHT)
    return rf"{left}(?:{body}){right}"


@cache
def patterns() -> tuple[Pattern, ...]:
    """The patterns of all packs, as compiled."""
    rows = json.loads((PACKS / FILE).read_bytes())
    return tuple([Pattern._make((*row[:-1], tuple(row[-1]))) for row in rows])


@cache
def _by_gram() -> dict[str, dict[str, tuple[int, ...]]]:
    """The places of the patterns by their anchors, those by their first letters."""
    found: dict[str, dict[str, tuple[int, ...]]] = {}
    for i, pattern in enumerate(patterns()):
        for anchor in pattern.anchors:
            group = found.setdefault(anchor[:GRAM], {})
            group[anchor] = (*group.get(anchor, ()), i)
    return found


@cache
def _short_grams() -> tuple[str, ...]:
    return tuple([gram for gram in _by_gram() if len(gram) < GRAM])


@cache
def _compiled(regex: str) -> re.Pattern[str]:
    return re.compile(regex, re.IGNORECASE)


def block_patterns(view: View) -> tuple[tuple[PatternHit, ...], ...]:
    """The patterns that each block of `view` holds."""
    return view.each(_found)


def _found(texts: Sequence[str]) -> list[tuple[PatternHit, ...]]:
    return [tuple(_in_block(text)) for text in texts]


def _in_block(text: str) -> Iterator[PatternHit]:
    if len(text) > 2 * _MAX_CHARS:
        text = text[:_MAX_CHARS]
    if not unicodedata.is_normalized("NFC", text):
        composed, at = _composed(text)
        for hit in _search(composed):
            yield hit._replace(start=at[hit.start], end=at[hit.end])
        return
    yield from _search(text)


def _search(text: str) -> Iterator[PatternHit]:
    known = patterns()
    for i in sorted(_possible(text.lower())):
        if known[i].place == "line" and len(text) > _MAX_LINE:
            continue
        # What ends a block is searched for where it ends.
        first = max(0, len(text) - _MAX_END) if known[i].place in ("end", "tail") else 0
        for m in _compiled(known[i].regex).finditer(text, first):
            start, end = _trimmed(text, m.start(), m.end())
            if start < end:
                yield PatternHit(start, end, known[i])


def _possible(lower: str) -> set[int]:
    """The places of the patterns of which `lower` holds an anchor."""
    by_gram = _by_gram()
    grams = by_gram.keys() & {lower[i : i + GRAM] for i in range(len(lower) - GRAM + 1)}
    grams.update([gram for gram in _short_grams() if gram in lower])
    found: set[int] = set()
    for gram in grams:
        for anchor, places in by_gram[gram].items():
            if anchor in lower:
                found.update(places)
    return found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


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
