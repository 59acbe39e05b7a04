"""Facts about letters: the alphabets of languages, the commonest letters of scripts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple


class Misread(NamedTuple):
    """A language whose texts are often read with the encoding of Western Europe.

    Args:
        tag: its tag.
        alphabet: its name in `alphabets`.
        encodings: names of the codecs that its texts may be in, the likeliest first.
        words: common words of it, in small letters.
        endings: ends of words of it with a letter that is changed.
    """

    tag: str
    alphabet: str
    encodings: tuple[str, ...]
    words: frozenset[str]
    endings: tuple[str, ...]


@cache
def _data() -> dict[str, Any]:
    import tomllib
    from pathlib import Path

    letters = Path(__file__).parents[1] / "data" / "repair" / "letters.toml"
    return tomllib.loads(letters.read_text("utf-8"))


@cache
def letter_words() -> frozenset[str]:
    """Words in texts that are about letters, signs or operators."""
    return frozenset(word.casefold() for words in _data()["words"].values() for word in words)


@cache
def alphabets() -> dict[str, frozenset[str]]:
    """The small letters beyond a to z, by language."""
    return {lang: frozenset(letters) for lang, letters in _data()["alphabets"].items()}


@cache
def common_letters(script: str) -> frozenset[str]:
    """The commonest small letters of a script, which make up more than half of any text in it."""
    return frozenset(_data()["common"][script])


@cache
def misread_languages() -> tuple[Misread, ...]:
    """The languages whose texts are often misread."""
    return tuple(
        Misread(tag, m["alphabet"], tuple(m["encodings"]), frozenset(m["words"]), tuple(m["endings"]))
        for tag, m in _data()["misread"].items()
    )


def best_fit(letters: Sequence[str]) -> tuple[str, int]:
    """The language that has the most of `letters` (small, beyond ASCII), and how many of them it has."""
    counts = ((lang, sum(map(alphabet.__contains__, letters))) for lang, alphabet in alphabets().items())
    return max(counts, key=lambda c: c[1])
