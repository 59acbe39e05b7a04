"""Joints: where a word or a sentence runs into the next with no space between."""

from __future__ import annotations

import re

SMALL, CAPITAL = "a-zß-öø-ÿа-яёα-ω", "A-ZÀ-ÖØ-ÞА-ЯЁΑ-Ω"
"""Small letters and capitals of Latin, Cyrillic and Greek, as ranges for a pattern's set."""
JOINT = rf"[{SMALL}]{{2}}[.!?…][\"”’»)]?[{CAPITAL}„“\"«][{SMALL}]|[{SMALL}]{{3}}[{CAPITAL}][{SMALL}]{{2}}"
_BEFORE = 4  # characters of it before the capital
# One stands in each of those, and few characters are capitals.
_CAPITAL_BEHIND = re.compile(rf"[{CAPITAL}„“\"«](?<=[{SMALL}.!?…\"”’»)].)(?=[{SMALL}])")


def has_joints(text: str, least: int) -> bool:
    """Whether `JOINT` matches in `text` at least so many times, which is one or more."""
    found = at = 0
    for capital in _CAPITAL_BEHIND.finditer(text):
        for start in range(max(at, capital.start() - _BEFORE), capital.start()):
            if joint := re.compile(JOINT).match(text, start):  # made when the first capital asks for it
                found, at = found + 1, joint.end()
                break
        if found >= least:
            return True
    return False
