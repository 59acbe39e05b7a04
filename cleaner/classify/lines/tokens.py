"""The words that lines are compared with each other by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from cleaner.lines.plain import SIGNS
from cleaner.packs.scripts import UNSPACED

_TOKENS = 32  # words of a line
_WORD = re.compile(r"[^\W\d_]{2,}")
_ASCII_WORDS = bytes(ord(chr(i).lower()) if chr(i).isalpha() else ord(" ") for i in range(128)) + bytes(128)


def tokens(lines: Sequence[str]) -> list[tuple[str, ...]]:
    """The first words of each of `lines` in lower case; of unspaced scripts the pairs of signs."""
    return [_tokens(line[: _TOKENS * 10].lower()) for line in lines]


def _tokens(line: str) -> tuple[str, ...]:
    if not line.isascii() and max(line) >= UNSPACED[0] and _sign().search(line):
        signs = _sign_or_run().findall(line)
        return tuple([a + b for a, b in pairwise(signs)][:_TOKENS])
    for sign in SIGNS:
        line = line.replace(sign, " ")
    if line.isascii():  # several times as fast
        words = line.encode("ascii").translate(_ASCII_WORDS).decode("ascii").split()
        return tuple([word for word in words if len(word) > 1][:_TOKENS])
    return tuple(_WORD.findall(line)[:_TOKENS])


# Slow to compile, so only when needed.
@cache
def _sign() -> re.Pattern[str]:
    return re.compile(f"[{UNSPACED}]")


@cache
def _sign_or_run() -> re.Pattern[str]:
    """A sign of an unspaced script, or a run of other letters."""
    return re.compile(f"[{UNSPACED}]|[^\\W{UNSPACED}]+")
