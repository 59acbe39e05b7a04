"""Repair of broken characters: every repair is an edit on the original, and none is a guess."""

from __future__ import annotations

from typing import Literal, get_args

from cleaner.model import Edit
from cleaner.repair.plain import is_right

RepairLevel = Literal["none", "certain", "thorough"]
LEVELS: tuple[RepairLevel, ...] = get_args(RepairLevel)


def repair(original: str, level: RepairLevel = "certain", *, entities: bool = False) -> tuple[Edit, ...]:
    """The edits that repair `original`, in order, without overlap.

    Args:
        original: decoded text.
        level: ``none``, ``certain`` (only what nobody can have meant) or ``thorough`` (also likely cases).
        entities: whether those of Markdown are repaired too, which its renderer would decode.
    """
    if level == "none" or is_right(original):
        return ()
    from cleaner.repair.lines import repair_text

    return tuple(repair_text(original, thorough=level == "thorough", entities=entities))


def has_own_entities(text: str) -> bool:
    """Whether `text` is Markdown that may hold entities, which its renderer decodes."""
    if "&" not in text:  # nearly always
        return False
    from cleaner.repair import lines

    return lines.has_own_entities(text)


def misread(text: str) -> bool:
    """Whether `text` seems to have been read with a wrong encoding that no repair could identify."""
    if is_right(text, whole=False):
        return False
    from cleaner.repair import lines

    return lines.misread(text)
