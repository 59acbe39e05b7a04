"""Where a part of what a reader sees of a block stands in the text: between the two lie the marks of Markdown."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from cleaner.view import Span, View

# What nobody sees: the addresses of links, images, tags of HTML, the marks before a line.
_HIDDEN = (
    r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)|\]\[[^\[\]]*\]|!\[[^\[\]]*\]\([^()]*\)"
    r"|</?[A-Za-z][^<>]*>"
)
_LEADS = r"(?m)^[ \t]*(?:>[ \t]?)*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+|#{1,6}[ \t]+)?"
_CODE = r"(`+)[^`]+\1"
_MARKS = frozenset("*_`~\\[]<>|#")
_PAIRED = ("*", "`", "~~")


class _Source(NamedTuple):
    """What the source of a block says of where its characters stand; found once for all that is asked of it.

    Args:
        text: the source.
        places: for each character that a reader sees its offset; None if the two do not go together.
        code: spans of code.
        hidden: where each span that nobody sees begins, and its end.
    """

    text: str
    places: Sequence[int] | None
    code: Sequence[Span]
    hidden: Mapping[int, int]


def shown_span(view: View, i: int, start: int, end: int) -> Span | None:
    """The span on `view` of the characters `start` to `end` of what a reader sees of block `i`.

    A link goes with its address, words with their emphasis. None if that cannot be found out, or if the part is one of
    code or takes only some of a pair of marks.
    """
    block = view.blocks[i]
    if block.shown is None:
        return block.start + start, block.start + end
    if start == 0 and end == len(block.shown):
        return block.start, block.end
    found = view.memo(_sources)
    if i not in found:
        found[i] = _source(view.text[block.start : block.end], block.shown)
    source, at, code, _ = found[i]
    if at is None or not start < end <= len(at):
        return None
    first, last = at[start], at[end - 1] + 1
    behind = bisect_left(code, (last,))
    if behind and first < code[behind - 1][1]:
        return None
    first, last = _with_marks(found[i], first, last)
    piece = source[first:last]
    whole = piece.count("](") + piece.count("][") == piece.count("[") - piece.count("![")
    if not whole or any(piece.count(mark) % 2 for mark in _PAIRED):
        return None
    return block.start + first, block.start + last


def _sources(_: View) -> dict[int, _Source]:
    """The sources of the blocks of a view that were asked about."""
    return {}


def _source(text: str, shown: str) -> _Source:
    return _Source(text, _places(text, shown), _spans(_CODE, text), dict(_spans(_HIDDEN, text)))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _spans(pattern: str, source: str) -> list[Span]:
    return [m.span() for m in _compiled(pattern).finditer(source) if m.start() < m.end()]


def _places(source: str, shown: str) -> Sequence[int] | None:
    """For each character of `shown` its offset in `source`; None if they do not go together."""
    hidden = sorted([*_spans(_HIDDEN, source), *_spans(_LEADS, source)])
    starts = [a for a, _ in hidden]
    places: list[int] = []
    at = 0
    for c in shown:
        if c.isspace():
            places.append(at)
            continue
        while True:
            k = bisect_right(starts, at) - 1
            if k >= 0 and at < hidden[k][1]:
                at = hidden[k][1]
            elif at >= len(source):
                return None
            elif source[at] == c:
                break
            elif source[at].isspace() or source[at] in _MARKS:
                at += 1
            else:
                return None
        places.append(at)
        at += 1
    return places


def _with_marks(found: _Source, first: int, last: int) -> Span:
    """A span of a source with the marks that open and close around all of it."""
    source, hidden = found.text, found.hidden
    while True:
        end = hidden.get(last)
        if end is not None and source.count("[", first, last) > source.count("](", first, last):
            last = end  # a link that the span ends with
        elif first and end is not None and source[first - 1] == "[":
            first, last = first - 1, end
        elif first and last < len(source) and source[first - 1] == source[last] and source[last] in "*_~":
            first, last = first - 1, last + 1
        else:
            return first, last
