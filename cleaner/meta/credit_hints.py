"""A cheap test that most lines fail: whether a photo credit could stand at their end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.meta import _words

_HINT_CHARS = 120
_SEPARATORS = "()[]:|.,;–—-\"'“”„«»"
_SIGNS = "©/=＝"  # each is a hint by itself
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
) | set(_SIGNS)
_UNSPACED_HINTS = tuple(sorted(hint for hint in _HINTS if "\u2e80" <= hint < "\uff00"))


def may_hold_credit(text: str) -> bool:
    """Whether the end of `text` holds any word or sign that a credit needs."""
    return may_hold_credits([text])[0]


def may_hold_credits(texts: Sequence[str]) -> list[bool]:
    """`may_hold_credit` of each of `texts`, all at once, which is several times as fast."""
    together = "\n".join([text[-_HINT_CHARS:] for text in texts]).casefold()
    if together.count("\n") != len(texts) - 1:
        return [may_hold_credit(" ".join(text[-_HINT_CHARS:].split())) for text in texts]
    unspaced = [hint for hint in _UNSPACED_HINTS if hint in together]
    for sign in _SEPARATORS:
        together = together.replace(sign, " ")
    for sign in _SIGNS:
        together = together.replace(sign, f" {sign} ")
    tails = together.split("\n")
    return [not _HINTS.isdisjoint(tail.split()) or any(hint in tail for hint in unspaced) for tail in tails]
