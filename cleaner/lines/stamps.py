"""Lines that hold a date or a time and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from cleaner.packs import grammar, hits
from cleaner.view import View

TIMESTAMPS = "timestamps"
STAMP_CHARS = 120

_WORD = re.compile(r"[^\W\d_]+")
_PART = r"\s*[·|•]\s*"
_DIGIT = re.compile(r"\d")


def is_date(text: str) -> bool:
    """Whether a line holds a date or a time of day and nothing else."""
    if len(text) > STAMP_CHARS or not _DIGIT.search(text) or text.endswith(","):  # a sentence that goes on
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
    """Whether a line holds nothing but dates and time-stamp phrases, separated by dots or bars."""
    if not _DIGIT.search(text):
        return False
    if is_date(text):
        return True
    if not any(sign in text for sign in "·|•"):
        return False
    parts = re.split(_PART, text)
    return len(parts) > 1 and all(is_date(p) or any(h.filter == TIMESTAMPS for h in hits(p)) for p in parts)


def block_stamps(view: View) -> tuple[bool, ...]:
    """Whether each block of `view` is a stamp, see `is_stamp`."""
    return view.each(_are_stamps)


def _are_stamps(texts: Sequence[str]) -> list[bool]:
    return [is_stamp(text) for text in texts]
