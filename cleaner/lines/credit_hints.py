"""A cheap test that most lines fail: whether they could end in a photo credit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from cleaner.kernel import Vocabulary
from cleaner.kernel.words import FAR
from cleaner.packs import grammar

HINT_CHARS = 120
SEPARATORS = "()[]:|.,;–—-\"'“”„«»"
LABEL_SIGNS = ":：/／|"  # behind a label
_SIGNS = "©/=＝"  # each is a hint by itself
_WORD = r"[^\W\d_]+"


@cache
def hints() -> Mapping[str, Sequence[str]]:
    """The longest word of each credit phrase, with what stands in a line with such a credit, and the signs.

    A label of one word stands before a sign.
    """
    found: dict[str, list[str]] = {sign: [sign] for sign in _SIGNS}
    names = _names()
    for word, phrase in _phrases():
        spelt = [phrase] if phrase in names or " " in phrase else _before_signs(phrase)
        found.setdefault(word, []).extend(spelt)
    return found


def _names() -> frozenset[str]:
    return grammar().credit_names | grammar().agencies | {"copyright", "c"}


def _phrases() -> Iterator[tuple[str, str]]:
    """The longest word of each credit phrase, and the phrase."""
    for phrase in (*_names(), *grammar().credit_labels):
        if words := re.findall(_WORD, phrase):
            yield max(words, key=len), phrase


def _before_signs(label: str) -> list[str]:
    return [f"{label}.", *(f"{label}{blank}{sign}" for sign in LABEL_SIGNS for blank in ("", " "))]


@cache
def _vocabulary() -> Vocabulary:
    return Vocabulary((*_SIGNS, *(word for word, _ in _phrases())))


@cache
def _unspaced_hints() -> tuple[str, ...]:
    return tuple(sorted(hint for hint in hints() if FAR <= hint < "\uff00"))


def may_hold_credit(text: str) -> bool:
    """Whether the end of `text` holds any word or sign that a credit needs."""
    return may_hold_credits([text])[0]


def may_hold_credits(texts: Sequence[str]) -> list[bool]:
    """`may_hold_credit` of each of `texts`, all at once, which is several times as fast."""
    found, far = _vocabulary().in_ends(texts, HINT_CHARS, SEPARATORS, _SIGNS)
    if not far:
        return found
    ends = [text[-HINT_CHARS:] for text in texts]
    together = "\n".join(ends)
    near = [hint for hint in _unspaced_hints() if hint in together]
    return [has or any(hint in end for hint in near) for has, end in zip(found, ends, strict=True)]
