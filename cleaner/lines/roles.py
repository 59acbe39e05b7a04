"""Roles before a name, and the possessives that go with them ("the Post's", "our", "unser")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from cleaner.packs import fold, grammar

MAX_BEFORE = 5
"""Words that may precede a role, such as its field: "chief foreign affairs correspondent"."""
MIN_NAME = 2
"""Words of a name that can be separated from a role before it."""
_MIN_END = 6
"""Letters of a role that compounds may end in: ``Lokalredakteur``, ``sportverslaggever``."""
_QUOTES = "\"'“”‘’«».,:;!?*"
_POSSESSIVES = ("'s", "’s", "s'", "s’")
JOINTS = frozenset({"in", "à", "en", "aus", "a", "i", "at", "w", "в", "for", "für", "pour", "para", "per"})
"""Words that join a role to a place or paper: "correspondant à Rome Anne Roux"."""


def behind_role(parts: Sequence[str]) -> list[str]:
    """The words of `parts` behind a role or possessive that they open with; all of them if there is none.

    ``Senior Reporter Dana Whitlock`` and ``The BBC's Dana Whitlock`` give the name; ``Dana Whitlock Reporter``
    stays as it is.

    Args:
        parts: the words of one part of a byline.
    """
    parts = _behind_place(parts)
    last = len(parts) - MIN_NAME - 1
    for i in range(min(last, MAX_BEFORE), -1, -1):
        if is_role(parts, i) and not _is_name(parts[:i]):
            rest = _behind_place(parts[i + 1 :])
            if len(rest) >= MIN_NAME and all(p[:1].isalpha() and not p[0].islower() for p in (rest[0], rest[-1])):
                return rest
    for i in range(min(last, MAX_BEFORE), -1, -1):
        if parts[i].endswith(_POSSESSIVES) and parts[i][0].isupper() and all(p[:1].isupper() for p in parts[i + 1 :]):
            return list(parts[i + 1 :])
    return list(parts)


def _behind_place(parts: Sequence[str]) -> list[str]:
    """`parts` without a place at their beginning: ``in Brussels Dana Whitlock``."""
    if not parts or parts[0] not in JOINTS or len(parts) < MIN_NAME + 2:
        return list(parts)
    return list(parts[max(2, len(parts) - MIN_NAME) :])


def is_role(parts: Sequence[str], i: int) -> bool:
    """Whether a role ends with word `i` of `parts`: ``reporter``, ``enviado especial``, ``Lokalredakteur``."""
    key = fold(parts[i].strip(_QUOTES))
    if key in _heads() or (len(key) > _MIN_END and key.endswith(_endings())):
        return True
    longer = _longer().get(key, ())
    return any(role == tuple(map(fold, parts[max(0, i + 1 - len(role)) : i + 1])) for role in longer)


def _is_name(parts: Sequence[str]) -> bool:
    """Whether a name precedes the role: ``Jo Roe Reporter``."""
    before = [p.strip(_QUOTES) for p in parts]
    if len(before) < MIN_NAME or not all(p[:1].isupper() and not p.isupper() for p in before[-MIN_NAME:]):
        return False
    return not any(fold(p) in _fields() or p.casefold().endswith(_POSSESSIVES) for p in before)


@cache
def _heads() -> frozenset[str]:
    """Roles of one word."""
    return frozenset(role for role in grammar().roles if " " not in role) - grammar().degrees


@cache
def _longer() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Roles of several words, by their last word."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for words in (tuple(role.split()) for role in grammar().roles if " " in role):
        found[words[-1]] = (*found.get(words[-1], ()), words)
    return found


@cache
def _endings() -> tuple[str, ...]:
    return tuple(role for role in _heads() if len(role) >= _MIN_END and "a" <= role[0] <= "z")


@cache
def _fields() -> frozenset[str]:
    """Words for the field or rank of a role."""
    words = {word for role in grammar().roles for word in role.split() if " " in role}
    return frozenset(words | grammar().role_fields) - _heads()
