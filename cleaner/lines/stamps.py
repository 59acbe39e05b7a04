"""Lines that hold a date or a time and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from cleaner.packs import fold, grammar, hits
from cleaner.packs.scripts import CJK
from cleaner.view import View

TIMESTAMPS = "timestamps"
STAMP_CHARS = 120

_WORD = re.compile(r"[^\W\d_]+")
_PART = rf"\s*[·|•\u3000]\s*|\s+(?=[{CJK}]{{1,6}}\s?[:：])"
_FIELD = r"([^\s:：]{1,12})\s?[:：]\s*([^\s，。！？][^，。！？]{0,40})$"
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?:\s*(?:[ap]\.?m\.?|uhr|h))?", re.IGNORECASE)


def is_clock(text: str) -> bool:
    """Whether a line is a time of day without a date."""
    return _CLOCK.fullmatch(text) is not None


def is_date(text: str) -> bool:
    """Whether a line holds a date or a time of day and nothing else; no row of a table, no sentence that goes on."""
    if len(text) > STAMP_CHARS or not _DIGIT.search(text) or text.endswith(",") or "│" in text:
        return False
    known = _words_of_dates()
    if not all(m[0] in known for m in _WORD.finditer(text.casefold())):
        return False
    from cleaner.lines.dates import iso  # few lines come this far

    return iso(text) is not None


@cache
def _words_of_dates() -> frozenset[str]:
    known = grammar()
    return known.weekdays | known.time_words | known.months.keys()


def is_stamp(text: str) -> bool:
    """Whether a line holds dates, phrases of time stamps and fields (``Source: X``), and nothing else.

    They are parted by dots, strokes or wide blanks; in Chinese and Japanese a label and its colon part them too.
    """
    if len(text) > STAMP_CHARS or not _DIGIT.search(text):
        return False
    if is_date(text):
        return True
    if not any(sign in text for sign in "·|•\u3000：:"):
        return False
    parts = [part for part in re.split(_PART, text) if part]
    return len(parts) > 1 and any(map(_DIGIT.search, parts)) and all(map(_is_of_stamps, parts))


def _is_of_stamps(part: str) -> bool:
    if is_date(part) or any(h.filter == TIMESTAMPS for h in hits(part)):
        return True
    label = re.match(_FIELD, part)
    if label is None:
        return False
    return fold(label[1]) in _field_labels() or (fold(label[1]) in _date_labels() and is_date(label[2]))


@cache
def _field_labels() -> frozenset[str]:
    known = grammar()
    return known.source_labels | known.source_prefixes | frozenset(known.byline_prefixes)


@cache
def _date_labels() -> frozenset[str]:
    return frozenset(grammar().dates_published) | frozenset(grammar().dates_changed)


def block_stamps(view: View) -> tuple[bool, ...]:
    """Whether each block of `view` is a stamp, see `is_stamp`."""
    return view.each(_are_stamps)


def _are_stamps(texts: Sequence[str]) -> list[bool]:
    return [is_stamp(text) for text in texts]
