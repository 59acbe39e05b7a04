"""Scripts by their letters: those that put no spaces between words."""

from __future__ import annotations

from cleaner.kernel.scripts import CJK as CJK
from cleaner.kernel.scripts import UNSPACED as UNSPACED


def is_cjk(char: str) -> bool:
    """Whether `char` is kana or Han."""
    return (
        "\u3040" <= char <= "\u30ff"
        or "\u3400" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or "\U00020000" <= char <= "\U0003ffff"
    )


def is_unspaced_char(char: str) -> bool:
    """Whether `char` is of a script without spaces between words."""
    return char >= "\u0e00" and (
        char <= "\u0eff" or "\u1000" <= char <= "\u109f" or "\u1780" <= char <= "\u17ff" or is_cjk(char)
    )


def is_mostly_cjk(text: str) -> bool:
    """Whether more than half of `text` is kana or Han."""
    return not text.isascii() and max(text) >= "\u3040" and 2 * sum(map(is_cjk, text)) > len(text)
