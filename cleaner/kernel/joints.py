"""Joints: where a word or a sentence runs into the next with no space between."""

from __future__ import annotations

import re
from itertools import islice

SMALL, CAPITAL = "a-zß-öø-ÿа-яёα-ω", "A-ZÀ-ÖØ-ÞА-ЯЁΑ-Ω"
"""Small letters and capitals of Latin, Cyrillic and Greek, as ranges for a pattern's set."""
JOINT = rf"[{SMALL}]{{2}}[.!?…][\"”’»)]?[{CAPITAL}„“\"«][{SMALL}]|[{SMALL}]{{3}}[{CAPITAL}][{SMALL}]{{2}}"
# At least as many as those, found faster: few characters are capitals.
_CAPITAL_BEHIND = re.compile(rf"[{CAPITAL}„“\"«](?<=[{SMALL}.!?…\"”’»)].)(?=[{SMALL}])")


def has_joints(text: str, least: int) -> bool:
    """Whether `JOINT` matches in `text` at least so many times, which is one or more."""
    if len(_CAPITAL_BEHIND.findall(text)) < least:
        return False
    return sum(1 for _ in islice(re.finditer(JOINT, text), least)) >= least
