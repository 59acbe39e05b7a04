"""The words that lines are compared with each other by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from cleaner.kernel.scripts import UNSPACED

WORDS = 32  # of a line
CHARS = WORDS * 10  # of a line that are read
SIGNS = "’‘“”–—…\xa0"
"""All that is not ASCII in most English."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_ASCII_WORDS = bytes(ord(chr(i).lower()) if chr(i).isalpha() else ord(" ") for i in range(128)) + bytes(128)


def first_words(lines: Sequence[str]) -> list[tuple[str, ...]]:
    """The first words of each of `lines` in lower case; of unspaced scripts the pairs of signs."""
    return [words(line[:CHARS].lower()) for line in lines]


def words(line: str) -> tuple[str, ...]:
    """The first words of `line`, which is in lower case."""
    if not line.isascii() and max(line) >= UNSPACED[0] and _sign().search(line):
        signs = _sign_or_run().findall(line)
        return tuple([a + b for a, b in pairwise(signs)][:WORDS])
    for sign in SIGNS:
        line = line.replace(sign, " ")
    if line.isascii():  # several times as fast
        every = line.encode("ascii").translate(_ASCII_WORDS).decode("ascii").split()
        return tuple([word for word in every if len(word) > 1][:WORDS])
    return tuple(_WORD.findall(line)[:WORDS])


# Slow to compile, so only when needed.
@cache
def _sign() -> re.Pattern[str]:
    return re.compile(f"[{UNSPACED}]")


@cache
def _sign_or_run() -> re.Pattern[str]:
    """A sign of an unspaced script, or a run of other letters."""
    return re.compile(f"[{UNSPACED}]|[^\\W{UNSPACED}]+")
