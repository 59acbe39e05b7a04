"""A cheap test that most lines fail: whether a photo credit could stand at their end."""

from __future__ import annotations

import re

from cleaner.meta import _words

_HINT_CHARS = 120
_TO_SPACES = str.maketrans(dict.fromkeys("()[]/:|.,;=–—-\"'“”„«»", " "))
_WORD = re.compile(r"[^\W\d_]+")
# One word of each phrase is enough for a hint: its longest.
_HINTS = frozenset(
    max(_WORD.findall(phrase.casefold()), key=len)
    for phrase in (
        *_words.PHOTO_AGENCIES,
        *_words.AGENCIES,
        *_words.CREDIT_WORDS,
        *_words.CREDIT_BY,
        "copyright",
        "c",
    )
)
_UNSPACED_HINTS = tuple(sorted(hint for hint in _HINTS if hint >= "\u2e80"))
_SIGNS = frozenset("©/=＝")


def may_hold_credit(text: str) -> bool:
    """Whether the end of `text` holds any word or sign that a credit needs."""
    tail = text[-_HINT_CHARS:].casefold()
    if not _HINTS.isdisjoint(tail.translate(_TO_SPACES).split()):
        return True
    return not _SIGNS.isdisjoint(tail) or (not tail.isascii() and any(hint in tail for hint in _UNSPACED_HINTS))
