"""Formats scraped text and figures for pages; for terminals there is `cleaner._io.show`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import TypeVar

from cleaner._io.show import spelt

T = TypeVar("T")

_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def esc(text: str) -> str:
    """`text` for a page, inside an element or a quoted attribute."""
    return escape(_UNSHOWABLE.sub(_spelt, text))


def one_line(text: str, width: int = 100) -> str:
    """`text` with its white space folded, cut to `width` characters."""
    folded = " ".join(text[: 8 * width].split())
    return folded if len(folded) <= width and len(text) <= 8 * width else folded[: width - 1] + "…"


def spelled(text: str, width: int = 200) -> str:
    """`text`, cut to `width` characters; invisible characters are replaced by codes such as ``<U+00A0>``."""
    cut = text if len(text) <= width else text[: width - 1] + "…"
    return "".join([c if c.isprintable() else "↵" if c == "\n" else spelt(c) for c in cut])


def number(n: int) -> str:
    """`n` with a thin space between thousands."""
    return f"{n:,}".replace(",", "\u202f")


def percent(part: float, whole: float) -> str:
    """`part` of `whole` in per cent, with two significant digits."""
    share = 100 * part / whole if whole else 0.0
    if share and share < 0.01:
        return "< 0.01 %"
    return f"{share:.2g} %" if share < 10 else f"{share:.0f} %"


def counted(n: int, noun: str) -> str:
    """`n` and `noun`, in the plural unless `n` is one."""
    return f"{number(n)} {noun}" if n == 1 else f"{number(n)} {noun}s"


def ranked(counts: Mapping[T, int]) -> list[tuple[T, int]]:
    """Counts sorted by frequency, ties by name and never by the order of counting."""
    return sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))


def _spelt(match: re.Match[str]) -> str:
    return spelt(match[0])
