"""How whatever matches a regular expression can begin, by which a text is asked for it cheaply."""

from __future__ import annotations

import re._constants as codes  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable
from itertools import product
from typing import Any, NamedTuple

from cleaner.packs.pattern_index import BEGINNING, form

_MOST = 128  # beginnings of a pattern; with more, shorter ones do


class _Head(NamedTuple):
    """A beginning, and whether it is known how it goes on."""

    text: str
    open: bool


_CATEGORIES = {codes.CATEGORY_SPACE: " ", codes.CATEGORY_DIGIT: "0"}
_NOTHING, _UNKNOWN = _Head("", True), _Head("", False)


def beginnings(regex: str) -> tuple[str, ...]:
    """Strings, in the form of `form`, with one of which each match of `regex` begins; empty if that cannot be told.

    They are no longer than `BEGINNING`. Blanks before a match count as part of what stands before it.

    Args:
        regex: a regular expression, for matches that ignore case.
    """
    tree = parser.parse(regex)
    for size in range(BEGINNING, 0, -1):
        found = {head.text.lstrip() for head in _of_sequence(tree, size)}
        if "" in found:
            return ()
        if len(found) <= _MOST:
            return tuple(sorted(_shortest(found)))
    return ()


def endings(regex: str) -> str:
    """The characters, in the form of `form`, one of which each match of `regex` ends with; empty if that is not known.

    Args:
        regex: a regular expression, for matches that ignore case.
    """
    found = {head.text for head in _of_sequence(parser.parse(regex), 1, -1)}
    return "" if "" in found or " " in found else "".join(sorted(found))


def _shortest(found: set[str]) -> Iterable[str]:
    return (text for text in found if not any(text[:i] in found for i in range(1, len(text))))


def _of_sequence(items: Any, size: int, step: int = 1) -> set[_Head]:
    heads = {_NOTHING}
    for op, arg in list(items)[::step]:
        if not any(head.open for head in heads):
            break
        nexts = _of_item(op, arg, size, step)
        heads = {_joined(head, following, size) if head.open else head for head, following in product(heads, nexts)}
    return heads


def _joined(head: _Head, following: _Head, size: int) -> _Head:
    text = head.text + (following.text.lstrip() if head.text.endswith(" ") else following.text)
    return _Head(text[:size], following.open and len(text) < size)


def _of_item(op: Any, arg: Any, size: int, step: int) -> set[_Head]:
    if op is codes.LITERAL:
        return {_Head(form(chr(arg)), True)}
    if op is codes.IN:
        return _of_class(arg)
    if op is codes.BRANCH:
        return set().union(*(_of_sequence(branch, size, step) for branch in arg[1]))
    if op is codes.SUBPATTERN:
        return _of_sequence(arg[3], size, step)
    if op in (codes.MAX_REPEAT, codes.MIN_REPEAT):
        least, most, repeated = arg
        return _of_repeat(least, most, _of_sequence(repeated, size, step))
    if op in (codes.AT, codes.ASSERT, codes.ASSERT_NOT):
        return {_NOTHING}
    return {_UNKNOWN}


def _of_repeat(least: int, most: Any, once: set[_Head]) -> set[_Head]:
    if once == {_Head(" ", True)}:  # however many blanks there are, they count as one
        return once if least else {_NOTHING, *once}
    found = set() if least else {_NOTHING}
    return found | (once if most == 1 else {_Head(head.text, False) for head in once})


def _of_class(arg: Any) -> set[_Head]:
    found = set()
    for kind, char in arg:
        if kind is codes.LITERAL:
            found.add(_Head(form(chr(char)), True))
        elif kind is codes.CATEGORY and char in _CATEGORIES:
            found.add(_Head(_CATEGORIES[char], True))
        else:
            return {_UNKNOWN}
    return found
