"""Scraped text made fit to be shown: whatever it holds, it stays text, in a page and in a terminal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import TypeVar

T = TypeVar("T")

_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Direction marks, too: in a terminal nothing keeps them from turning round what we print beside them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def esc(text: str) -> str:
    """`text` for a page, inside an element or a quoted attribute."""
    return escape(_UNSHOWABLE.sub(_picture, text))


def printable(text: str) -> str:
    """`text` for a terminal: line breaks and tabs stay, whatever else steers a terminal becomes a picture."""
    return _UNPRINTABLE.sub(_picture, text)


def one_line(text: str, width: int = 100) -> str:
    """`text` with its white space folded, cut to `width` characters."""
    folded = " ".join(text[: 8 * width].split())
    return folded if len(folded) <= width and len(text) <= 8 * width else folded[: width - 1] + "…"


def spelled(text: str, width: int = 200) -> str:
    """`text`, cut to `width` characters, with each that cannot be seen spelled out, such as ``<U+00A0>``."""
    cut = text if len(text) <= width else text[: width - 1] + "…"
    return "".join([c if c.isprintable() else "↵" if c == "\n" else f"<U+{ord(c):04X}>" for c in cut])


def number(n: int) -> str:
    """`n` with a thin space between thousands."""
    return f"{n:,}".replace(",", "\u202f")


def percent(part: float, whole: float) -> str:
    """`part` of `whole` in per cent, as exact as it is worth."""
    share = 100 * part / whole if whole else 0.0
    if share and share < 0.01:
        return "< 0.01 %"
    return f"{share:.2g} %" if share < 10 else f"{share:.0f} %"


def counted(n: int, noun: str) -> str:
    """`n` and `noun`, in the plural unless `n` is one."""
    return f"{number(n)} {noun}" if n == 1 else f"{number(n)} {noun}s"


def ranked(counts: Mapping[T, int]) -> list[tuple[T, int]]:
    """What was counted, the most frequent first, of equals by name: never by the order in which they were counted."""
    return sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"
