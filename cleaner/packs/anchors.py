"""Letters that whatever matches a regular expression must hold, by which a text is asked for it cheaply."""

from __future__ import annotations

import re._constants as codes  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from typing import Any

_MIN = 2  # of Latin letters; one sign is enough


def anchors(regex: str) -> tuple[str, ...]:
    """Strings in small letters of which each match of `regex` holds one at least, the longest that there are.

    Raises:
        ValueError: there are none, so that the pattern would have to be tried on every text.
    """
    found = _of_sequence(parser.parse(regex))
    if not found:
        raise ValueError("it has no letters that it always holds")
    return tuple(sorted(found))


def _of_sequence(items: Any) -> set[str]:
    best: set[str] = set()
    run = ""
    for op, arg in [*items, (None, None)]:
        if op is codes.LITERAL and len(chr(arg).lower()) == 1:
            run += chr(arg).lower()
            continue
        best = _better(best, {run.strip()} if len(run.strip()) >= _MIN or _is_sign(run) else set())
        run = ""
        if op is codes.IN and all(kind is codes.LITERAL and _is_sign(chr(char)) for kind, char in arg):
            best = _better(best, {chr(char) for _, char in arg})
        elif op is codes.BRANCH:
            branches = [_of_sequence(branch) for branch in arg[1]]
            best = _better(best, set().union(*branches) if all(branches) else set())
        elif op is codes.SUBPATTERN:
            best = _better(best, _of_sequence(arg[3]))
        elif op in (codes.MAX_REPEAT, codes.MIN_REPEAT) and arg[0] >= 1:
            best = _better(best, _of_sequence(arg[2]))
    return best


def _is_sign(text: str) -> bool:
    return text != "" and not (text.isascii() and text.isalnum()) and not text.isspace()


def _better(a: set[str], b: set[str]) -> set[str]:
    """The set whose shortest member is longer; of two alike, the smaller."""
    if not a or not b:
        return a or b
    return max(a, b, key=lambda s: (min(map(len, s)), -len(s)))
