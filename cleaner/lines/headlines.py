"""Whether a line by itself could be a headline."""

from __future__ import annotations

import re

from cleaner.lines.credits import credit_of, split_credit
from cleaner.lines.stamps import is_stamp
from cleaner.packs import hits

_ON_THE_PAGE = frozenset(
    {"ads", "bylines", "captions", "comments", "cookies", "legal", "media", "menus", "prompts", "related", "share"}
    | {"tags", "tails", "timestamps"}
)
"""Filters whose phrases are never a headline."""
_COUNTER = r"^[^\W\d]+\s*[:(]\s*[\d.,]+\s*\)?$"
_MARKUP = r"[{}<>]|https?://|\S@\S+\.\w|!\["
_MIN_LETTERS = 0.4


def is_no_title(text: str) -> bool:
    """Whether `text` is surely no headline: a credit, a date, a counter, share words, a prompt, code or an address."""
    text = text.strip()
    if not text or sum(map(str.isalpha, text)) < _MIN_LETTERS * len(text.replace(" ", "")):
        return True
    if is_stamp(text) or re.search(_MARKUP, text) or re.match(_COUNTER, text):
        return True
    if credit_of(text) or split_credit(text).credit:
        return True
    return any(hit.match == "line" and hit.filter in _ON_THE_PAGE for hit in hits(text))
