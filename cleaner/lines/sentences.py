"""How sentences end: their marks in all scripts, and what may close behind a mark."""

from __future__ import annotations

SPACED_MARKS = ".!?…।॥۔؟։።᙮‼⁇⁈⁉"
"""Marks behind which a space or nothing stands."""
WIDE_MARKS = "。！？｡．"
"""Marks of scripts without spaces: the next sentence follows at once."""
MARKS = frozenset(SPACED_MARKS + WIDE_MARKS)
FULL_STOPS = frozenset(".।॥۔։።᙮。｡．")
"""The marks among them that headlines do not end in."""
COLONS = frozenset(":：")
CLOSERS = "\"'“”’»›)]}」』）】》"
"""What may stand between the mark and the end: quotes and brackets."""
_NEAR = 8  # characters at the end that are looked at


def last_mark(text: str) -> str:
    """The last character of `text` but for quotes and brackets that close; empty if there is none."""
    return text[-_NEAR:].rstrip().rstrip(CLOSERS)[-1:]


def ends_sentence(text: str) -> bool:
    """Whether `text` ends as a sentence does."""
    return last_mark(text) in MARKS


def ends_paragraph(text: str) -> bool:
    """Whether a paragraph may end with `text`: it ends a sentence, or announces what follows with a colon."""
    return (mark := last_mark(text)) in MARKS or mark in COLONS
