"""Text as tokens of templates: folded words, and slots for numbers, dates, addresses and names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple, overload

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


class Tokens(Sequence[Token]):
    """The tokens of a text, in order, each made when it is asked for: of most pages only a few are looked at.

    Args:
        written: the tokens as they stand in the text.
        starts: where each begins.
        calendar: the months and weekdays among them, by their places, each with its slot.
    """

    __slots__ = ("calendar", "starts", "written")

    def __init__(self, written: list[str], starts: list[int], calendar: Mapping[int, str]) -> None:
        self.written, self.starts, self.calendar = written, starts, calendar

    def __len__(self) -> int:
        return len(self.written)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> list[Token]: ...
    def __getitem__(self, at: int | slice) -> Token | list[Token]:
        if isinstance(at, slice):
            return [self._made(i) for i in range(*at.indices(len(self.written)))]
        return self._made(at % len(self.written) if at < 0 else at)

    def _made(self, i: int) -> Token:
        raw, start = self.written[i], self.starts[i]
        key, word, capital = _form(raw)
        return Token(self.calendar.get(i, key), word, capital, start, start + len(raw))

    def keys(self) -> list[str]:
        """The key of each."""
        found = [key_of(written) for written in self.written]
        for i, slot in self.calendar.items():
            found[i] = slot
        return found

    def span(self, first: int, last: int) -> slice:
        """Where the tokens from `first` up to `last` stand in the text."""
        return slice(self.starts[first], self.starts[last - 1] + len(self.written[last - 1]))


def tokens(text: str) -> Tokens:
    """The tokens of `text`, in order."""
    addresses = any(sign in text for sign in _IN_ADDRESSES)
    found = list(_pattern(_ADDRESS if addresses else "").finditer(text))
    written = [m[0] for m in found]
    calendar: dict[int, str] = {}
    for i in [i for i, raw in enumerate(written) if raw[0].isdigit()]:  # "may" and "set" are words too
        for j in range(max(0, i - _NEAR), min(len(written), i + _NEAR + 1)):
            if (key := key_of(written[j])) not in SLOTS and (slot := _in_calendar(key)):
                calendar[j] = slot
    return Tokens(written, [m.start() for m in found], calendar)


def key_of(written: str) -> str:
    """The folded form of a token, or the slot that it fits; whether it is part of a date its neighbours say."""
    return _form(written)[0]


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
    return raw.casefold() if raw.isalnum() else raw.translate(_SIGNS).casefold()


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


BULLETS = frozenset("▶▷►■◆●☞※")  # each begins a unit of its own


def unit_starts(text: str, found: Tokens) -> list[int]:
    """The tokens that the units of a block begin with.

    Args:
        text: the text of the block.
        found: its tokens.
    """
    starts: list[int] = []
    for start, _ in units(text):
        i = bisect_left(found.starts, start)
        if i < len(found) and (not starts or starts[-1] < i):
            starts.append(i)
    if not BULLETS.isdisjoint(text):
        marks = [i for i, written in enumerate(found.written) if written in BULLETS]
        more = (i for i in marks if not i or found.written[i - 1] not in BULLETS)
        starts = sorted({*starts, *more})
    return starts
