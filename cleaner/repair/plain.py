"""The cheapest test: whether a text is ASCII in which nothing can be broken."""

from __future__ import annotations

_CONTROLS = tuple(map(chr, (*range(9), 11, 12, *range(14, 32), 127)))


def is_plain(text: str) -> bool:
    """Whether `text` is ASCII without controls and ampersands. One memory scan each beats any pattern."""
    return text.isascii() and "&" not in text and not any(c in text for c in _CONTROLS)
