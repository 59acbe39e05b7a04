"""Lines that hold a date or a time and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.lang import grammar, hits
from cleaner.view import View

TIMESTAMPS = "timestamps"
STAMP_CHARS = 120

_WORD = re.compile(r"[^\W\d_]+")
_PART = r"\s*[·|•]\s*"
_DIGIT = re.compile(r"\d")


def block_stamps(view: View) -> tuple[bool, ...]:
    """Whether each block of `view` holds nothing but dates and phrases of time stamps."""
    return view.each(_are_stamps)


def _are_stamps(texts: Sequence[str]) -> list[bool]:
    return [is_stamp(text) for text in texts]


def is_date(text: str) -> bool:
    """Whether a line holds a date or a time of day and nothing else."""
    if len(text) > STAMP_CHARS or not _DIGIT.search(text):
        return False
    from cleaner.meta.dates import iso

    if iso(text) is None:
        return False
    known = grammar()
    words = _WORD.findall(text.casefold())
    return all(w in known.months or w in known.weekdays or w in known.time_words for w in words)


def is_stamp(text: str) -> bool:
    """Whether a line holds dates and phrases of time stamps, parted by dots or strokes, and nothing else."""
    if not _DIGIT.search(text):
        return False
    if is_date(text):
        return True
    parts = re.split(_PART, text)
    return len(parts) > 1 and all(is_date(p) or any(h.filter == TIMESTAMPS for h in hits(p)) for p in parts)
