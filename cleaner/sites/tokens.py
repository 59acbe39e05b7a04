"""Text as tokens of templates: folded words, and slots for numbers, dates, addresses and names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from cleaner.lines.units import units
from cleaner.packs import fold, grammar
from cleaner.packs.scripts import UNSPACED

NUMBER, MONTH, WEEKDAY, URL, EMAIL, NAME = "{number}", "{month}", "{weekday}", "{url}", "{email}", "{name}"
REST, LINE, CAPTION = "{rest}", "{line}", "{caption}"
SLOTS = frozenset({NUMBER, MONTH, WEEKDAY, URL, EMAIL, NAME, REST, LINE, CAPTION})

_PLAIN = rf"[{UNSPACED}]|[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,:]\d+)*|[^\w\s]|_"
_ADDRESS = rf"(?:https?://|www\.)[^\s{UNSPACED}]+|[A-Za-z0-9.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|"
_IN_ADDRESSES = ("@", "://", "www.")
_SLOT = r"\{(?:number|month|weekday|url|email|name|rest|line|caption)\}|"
_NEAR = 3  # tokens between a month and its day at most, the comma among them
_SIGNS = str.maketrans("‘’‚‛“”„‟«»‹›–—―…", "''''\"\"\"\"\"\"''---.")


class Token(NamedTuple):
    """A token of a text.

    Args:
        key: its folded form, or the slot that it fits.
        word: its folded form.
        capital: whether it begins with a capital letter.
        start: where it stands.
        end: where it ends.
    """

    key: str
    word: str
    capital: bool
    start: int
    end: int


@cache
def _pattern(prefix: str) -> re.Pattern[str]:
    return re.compile(prefix + _PLAIN)


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text` from `start` to `end`, in order."""
    end = len(text) if end is None else end
    addresses = any(text.find(sign, start, end) >= 0 for sign in _IN_ADDRESSES)
    pattern = _pattern(_ADDRESS if addresses else "")
    found = [Token(*_form(m[0]), *m.span()) for m in pattern.finditer(text, start, end)]
    for i, t in enumerate(found):
        if t.key == NUMBER:  # "may" and "set" are words too
            for j in range(max(0, i - _NEAR), min(len(found), i + _NEAR + 1)):
                if found[j].key not in SLOTS and (slot := _in_calendar(found[j].key)):
                    found[j] = found[j]._replace(key=slot)
    return found


def could_be_name(token: Token, *, caseless: bool) -> bool:
    """Whether `token` may be part of a name: it has a capital or, if `caseless`, its script has none."""
    return token.capital or (
        caseless and 2 <= len(token.word) <= 4 and token.word.isalpha() and token.word[0] >= "\u0590"
    )


def template(text: str) -> tuple[str, ...]:
    """The slots and folded words of a template as a profile prints it."""
    return tuple(
        m.group() if m.group() in SLOTS else _fold(m.group()) for m in _pattern(_SLOT + _ADDRESS).finditer(text)
    )


@lru_cache(maxsize=1 << 16)
def _form(raw: str) -> tuple[str, str, bool]:
    """Of a token as it is written its key, its word, and whether it begins with a capital letter."""
    if raw[0].isdigit():
        return NUMBER, raw, False
    if len(raw) > 1 and "@" in raw:
        return EMAIL, raw, False
    if len(raw) > 3 and ("://" in raw or raw.startswith("www.")):
        return URL, raw, False
    word = _fold(raw)
    return word, word, raw[0].isupper()


def _fold(raw: str) -> str:
    return raw.translate(_SIGNS).casefold()


@lru_cache(maxsize=4096)
def _in_calendar(word: str) -> str:
    return _calendar().get(fold(word), "") if len(word) > 1 else ""


@cache
def _calendar() -> dict[str, str]:
    days = {name: WEEKDAY for name in grammar().weekdays if len(name) > 2}
    return days | {name: MONTH for name in grammar().months if len(name) > 2}


def render(text: str, found: Sequence[Token], slots: Sequence[str]) -> str:
    """`found`, neighbouring tokens of `text`, as a template that a person can read.

    Args:
        text: the text of the tokens.
        found: the tokens.
        slots: for each token the slot that replaces it; empty for no slot and where the slot before covers it.
    """
    parts: list[str] = []
    at = found[0].start if found else 0
    for t, slot in zip(found, slots, strict=True):
        if slot != COVERED:
            parts.append((" " if t.start > at else "") + (slot or text[t.start : t.end]))
        at = t.end
    return "".join(parts)


COVERED = "…"
"""Stands for a token that the slot before it covers."""


_BULLETS = frozenset("▶▷►■◆●☞※")  # each begins a unit of its own


def unit_starts(text: str, found: Sequence[Token], at: int = 0) -> list[int]:
    """The tokens that the units of a block begin with.

    Args:
        text: the text of the block.
        found: its tokens.
        at: where the block stands in the text that the tokens are of.
    """
    starts: list[int] = []
    i = 0
    for start, _ in units(text):
        while i < len(found) and found[i].start < at + start:
            i += 1
        if i < len(found) and (not starts or starts[-1] < i):
            starts.append(i)
    if not _BULLETS.isdisjoint(text):
        more = (i for i, t in enumerate(found) if t.word in _BULLETS and (not i or found[i - 1].word not in _BULLETS))
        starts = sorted({*starts, *more})
    return starts
