"""Words of a vocabulary in texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

_RUN = re.compile(r"[^\W_]+")


class Vocabulary:
    """Words that texts are searched for.

    Args:
        words: none is empty.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)

    def spoken(self, text: str, *, runs: bool = False) -> tuple[list[str], list[int], int]:
        """The words of `text` that are known, the place of each among all its words, and the number of those.

        Args:
            text: any.
            runs: whether words are runs of letters and digits; else white space parts them.
        """
        every = _RUN.findall(text) if runs else text.split()
        places = [i for i, word in enumerate(every) if word in self._words]
        return [every[i] for i in places], places, len(every)

    def in_lines(self, text: str, blanks: str, signs: str) -> list[bool]:
        r"""Whether each line of `text` has one of the words.

        Args:
            text: lines with ``\n`` between them.
            blanks: characters that part words, besides white space.
            signs: characters that are words by themselves.
        """
        if text.isascii():  # several times as fast
            text = text.translate(_table(blanks))
        else:
            for blank in blanks:
                text = text.replace(blank, " ")
        for sign in signs:
            text = text.replace(sign, f" {sign} ")
        return [not self._words.isdisjoint(line.split()) for line in text.split("\n")]


@cache
def _table(blanks: str) -> Mapping[int, str]:
    return dict.fromkeys(map(ord, blanks), " ")
