"""How sentences end: the marks of all scripts, and the quotes and brackets that may follow them."""

from __future__ import annotations

SPACED_MARKS = ".!?…।॥۔؟։።᙮‼⁇⁈⁉"
"""Marks that are followed by a space or by nothing."""
WIDE_MARKS = "。！？｡．"
"""Marks of scripts without spaces: the next sentence follows at once."""
MARKS = frozenset(SPACED_MARKS + WIDE_MARKS)
FULL_STOPS = frozenset(".।॥۔։።᙮。｡．")
"""Those of the marks that no headline ends with."""
COLONS = frozenset(":：")
CLOSERS = "\"'“”’»›)]}」』）】》"
"""Quotes and brackets that may follow the mark."""
_NEAR = 8  # characters at the end that are looked at


def last_mark(text: str) -> str:
    """The last character of `text` before closing quotes and brackets; empty if there is none."""
    return text[-_NEAR:].rstrip().rstrip(CLOSERS)[-1:]


def ends_sentence(text: str) -> bool:
    """Whether `text` ends as a sentence does."""
    return last_mark(text) in MARKS


def ends_paragraph(text: str) -> bool:
    """Whether a paragraph may end with `text`: it ends a sentence, or ends in a colon."""
    return (mark := last_mark(text)) in MARKS or mark in COLONS
