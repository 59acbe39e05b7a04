"""Whether a line by itself could be a headline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.lines.credits import credit_of, split_credit
from cleaner.lines.stamps import is_stamp
from cleaner.packs import Hit, hits, look_up
from cleaner.packs.patterns import PatternHit, patterns_in
from cleaner.view import View

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
    return _is_odd(text) or _is_residue(text, patterns_in([text])[0], hits(text))


def are_no_titles(view: View, texts: Sequence[str]) -> list[bool]:
    """`is_no_title` of each of `texts`, which hold little but blocks of `view`."""
    texts = [text.strip() for text in texts]
    left = [text for text in texts if not _is_odd(text)]
    found = zip(left, view.of_texts(patterns_in, left), view.of_texts(look_up, left), strict=True)
    titles = {text for text, patterns, (_, hits) in found if not _is_residue(text, patterns, hits)}
    return [text not in titles for text in texts]


def _is_odd(text: str) -> bool:
    """Whether there is no need to ask phrases and patterns."""
    if not text or sum(map(str.isalpha, text)) < _MIN_LETTERS * len(text.replace(" ", "")):
        return True
    if is_stamp(text) or re.search(_MARKUP, text) or re.match(_COUNTER, text):
        return True
    return bool(text.endswith(_GOES_ON) or text.startswith(_CUT_OFF) or credit_of(text) or split_credit(text).credit)


def _is_residue(text: str, patterns: Sequence[PatternHit], hits: Sequence[Hit]) -> bool:
    if any(hit.start == 0 and hit.end == len(text) for hit in patterns):
        return True
    return any(hit.match == "line" and hit.filter in _ON_THE_PAGE for hit in hits)
