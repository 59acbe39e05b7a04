"""Words of a vocabulary in texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

END = 120  # characters at most of the end of a text
FAR = "\u2e80"  # where the scripts of East Asia begin
_FAR = f"[^\x00-{chr(ord(FAR) - 1)}]"
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

    def in_ends(self, texts: Sequence[str], size: int, blanks: str, signs: str) -> tuple[list[bool], bool]:
        """Whether the end of each of `texts` has one of the words, and whether any has a sign from `FAR` on.

        Args:
            texts: any; they are case folded.
            size: characters that belong to the end, `END` at most.
            blanks: characters that part words, besides white space.
            signs: characters that are words by themselves.
        """
        if not texts:
            return [], False
        ends = [text[-size:] for text in texts]
        together = "\n".join(ends)
        far = not together.isascii() and re.search(_FAR, together) is not None
        if together.count("\n") != len(texts) - 1:
            together = "\n".join([" ".join(end.split()) for end in ends])
        together = together.casefold()
        if together.isascii():  # several times as fast
            together = together.translate(_table(blanks))
        else:
            for blank in blanks:
                together = together.replace(blank, " ")
        for sign in signs:
            together = together.replace(sign, f" {sign} ")
        return [not self._words.isdisjoint(line.split()) for line in together.split("\n")], far


@cache
def _table(blanks: str) -> Mapping[int, str]:
    return dict.fromkeys(map(ord, blanks), " ")
