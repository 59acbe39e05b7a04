"""Letters that whatever matches a regular expression must hold, by which a text is asked for it cheaply."""

from __future__ import annotations

import re._constants as codes  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Collection, Iterable
from itertools import takewhile
from typing import Any

from cleaner.packs.pattern_index import Opening, form

_COMMON_SIGNS, _CODE_SIGNS = " .,-'\"", "{}[]<>$%@=|\\^~`#"
_DIGIT = frozenset("0")
_MOST = 6  # sets
_MIN = 2  # of Latin letters; one sign is enough


def needs(regex: str) -> tuple[tuple[str, ...], ...]:
    """Sets of strings, in the form of `form`; each match of `regex` holds one at least of each set.

    The first set is the one that fewest texts hold any of.

    Raises:
        ValueError: there are none, so that the pattern would have to be tried on every text.
    """
    found = _of_sequence(parser.parse(regex))
    if found <= {_DIGIT}:
        raise ValueError("it has no letters that it always holds")
    return ranked(found)


def opening(regex: str) -> Opening | None:
    """Strings, in the form of `form`, of which each match of `regex` holds one near its start, and how near that is.

    They begin within so many characters of where the match begins, in a text in which no two blanks stand together.
    """
    near = list(takewhile(lambda item: _width(*item) is not None, parser.parse(regex)))
    found = _of_sequence(near) - {_DIGIT}
    if not found:
        return None
    letters = ranked(found)[0]
    last = next(n for n in range(1, len(near) + 1) if frozenset(letters) in _of_sequence(near[:n]))
    return letters, _together(near[:last]) or 0


def _width(op: Any, arg: Any) -> int | None:
    """The most characters that an item matches, any number of blanks counting as one; None for no limit."""
    if op in (codes.AT, codes.ASSERT, codes.ASSERT_NOT):
        return 0
    if op is codes.SUBPATTERN:
        return _together(arg[3])
    if op is codes.BRANCH:
        widths = [_together(branch) for branch in arg[1]]
        return None if None in widths else max(filter(None, widths), default=0)
    if op in (codes.MAX_REPEAT, codes.MIN_REPEAT):
        _, most, repeated = arg
        if len(repeated) == 1 and _is_blank(*repeated[0]):
            return 1
        width = _together(repeated)
        return None if width is None or most is codes.MAXREPEAT else width * most
    return 1 if op in (codes.LITERAL, codes.NOT_LITERAL, codes.IN, codes.ANY) else None


def _together(items: Any) -> int | None:
    widths = [_width(op, arg) for op, arg in items]
    return None if None in widths else sum(filter(None, widths))


def ranked(found: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """A few of several such sets, those that fewest texts hold first."""
    return tuple(sorted([tuple(sorted(needed)) for needed in found], key=_rank)[:_MOST])


def _of_sequence(items: Any) -> set[frozenset[str]]:
    found: set[frozenset[str]] = set()
    run = ""
    for op, arg in [*items, (None, None)]:
        if op is codes.LITERAL and len(form(chr(arg))) == 1:
            run += form(chr(arg))
            continue
        if _is_blank(op, arg):  # in the form of a text there is one for any number
            run += "" if run.endswith(" ") else " "
            continue
        if len(run.strip()) >= _MIN or _is_sign(run.strip()):
            found.add(frozenset((run,)))
        if run and (following := _choice(op, arg)):
            found.add(frozenset(run + text for text in following))
        run = ""
        found |= _of_item(op, arg)
    return found


def _choice(op: Any, arg: Any) -> list[str]:
    """The letters that each branch of a group of several begins with; none if one begins otherwise."""
    if op is not codes.BRANCH:
        return []
    found = []
    for branch in arg[1]:
        letters = takewhile(lambda item: item[0] is codes.LITERAL, branch)
        found.append("".join(form(chr(char)) for _, char in letters))
    return found if all(found) else []


def _is_blank(op: Any, arg: Any) -> bool:
    if op in (codes.MAX_REPEAT, codes.MIN_REPEAT) and arg[0] >= 1 and len(arg[2]) == 1:
        op, arg = arg[2][0]
    return op is codes.IN and all(
        char is codes.CATEGORY_SPACE or (kind is codes.LITERAL and chr(char).isspace()) for kind, char in arg
    )


def _of_item(op: Any, arg: Any) -> set[frozenset[str]]:
    if op is codes.IN and all(kind is codes.LITERAL and _is_sign(chr(char)) for kind, char in arg):
        return {frozenset(form(chr(char)) for _, char in arg)}
    if op is codes.IN and [char for _, char in arg] == [codes.CATEGORY_DIGIT]:
        return {_DIGIT}
    if op is codes.BRANCH:
        branches = [_of_sequence(branch) for branch in arg[1]]
        return {frozenset().union(*(min(branch, key=_rank) for branch in branches))} if all(branches) else set()
    if op is codes.SUBPATTERN:
        return _of_sequence(arg[3])
    if op in (codes.MAX_REPEAT, codes.MIN_REPEAT) and arg[0] >= 1:
        return _of_sequence(arg[2])
    return set()


def words_of(needed: Iterable[str]) -> tuple[str, ...]:
    """The rarest word of each of `needed`, with a blank on each side at which it ends there."""
    found = set()
    for letters in needed:
        words = letters.split(" ")
        last = len(words) - 1
        padded = [f"{' ' * (i > 0)}{word}{' ' * (i < last)}" for i, word in enumerate(words) if word]
        found.add(max(padded, key=lambda word: rarity([word])))
    return tuple(sorted(found))


def rarity(needed: Iterable[str]) -> float:
    """How rare texts are that hold one of `needed`, more or less: by the letters of the shortest."""
    return min(sum(map(_weight, letters)) for letters in needed)


def _weight(char: str) -> float:
    if not char.isascii():
        return 3
    return 1 if char.isalnum() else 0.5 if char in _COMMON_SIGNS else 3 if char in _CODE_SIGNS else 2


def _rank(needed: Collection[str]) -> tuple[float, int, list[str]]:
    return (-rarity(needed), len(needed), sorted(needed))


def _is_sign(text: str) -> bool:
    return text != "" and not (text.isascii() and text.isalnum()) and not text.isspace()
