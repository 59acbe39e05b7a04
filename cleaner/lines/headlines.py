"""Whether a line by itself could be a headline."""

from __future__ import annotations

import re

from cleaner.lines.credits import credit_of, split_credit
from cleaner.lines.stamps import is_stamp
from cleaner.packs import hits
from cleaner.packs.patterns import patterns_in

_ON_THE_PAGE = frozenset(
    {"ads", "bylines", "captions", "comments", "cookies", "legal", "media", "menu", "prompts", "related", "share"}
    | {"tags", "tails", "timestamps"}
)
"""Filters whose phrases are never a headline."""
_COUNTER = r"^[^\W\d]+\s*[:(]\s*[\d.,]+\s*\)?$"
_MARKUP = r"[{}<>]|https?://|\S@\S+\.\w|!\["
_GOES_ON, _CUT_OFF = (":", ",", "：", "，"), ("…", "...")
_MIN_LETTERS = 0.4


def headline_text(text: str) -> str:
    """`text` without the signs of a heading: a text with one such line is no Markdown by its shape."""
    return re.sub(r"^#{1,6}\s+(?=\S)", "", text)


def is_no_title(text: str) -> bool:
    """Whether `text` is surely no headline: a credit, a date, a counter, share words, a prompt, code or an address."""
    text = text.strip()
    if not text or sum(map(str.isalpha, text)) < _MIN_LETTERS * len(text.replace(" ", "")):
        return True
    if is_stamp(text) or re.search(_MARKUP, text) or re.match(_COUNTER, text):
        return True
    if text.endswith(_GOES_ON) or text.startswith(_CUT_OFF) or credit_of(text) or split_credit(text).credit:
        return True
    if any(hit.start == 0 and hit.end == len(text) for hit in patterns_in([text])[0]):
        return True
    return any(hit.match == "line" and hit.filter in _ON_THE_PAGE for hit in hits(text))
