"""Where a part of what a reader sees of a block stands in the text: between the two lie the marks of Markdown."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

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


def shown_span(view: View, i: int, start: int, end: int) -> Span | None:
    """The span on `view` of the characters `start` to `end` of what a reader sees of block `i`.

    A link goes with its address, words with their emphasis. None if that cannot be found out, or if the part is one of
    code or takes only some of a pair of marks.
    """
    block = view.blocks[i]
    if block.shown is None:
        return block.start + start, block.start + end
    source = view.text[block.start : block.end]
    if start == 0 and end == len(block.shown):
        return block.start, block.end
    at = _places(source, block.shown)
    if at is None or not start < end <= len(at):
        return None
    first, last = at[start], at[end - 1] + 1
    if any(a < last and first < b for a, b in _spans(_CODE, source)):
        return None
    first, last = _with_marks(source, first, last)
    piece = source[first:last]
    whole = piece.count("](") + piece.count("][") == piece.count("[") - piece.count("![")
    if not whole or any(piece.count(mark) % 2 for mark in _PAIRED):
        return None
    return block.start + first, block.start + last


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


def _with_marks(source: str, first: int, last: int) -> Span:
    """A span of `source` with the marks that open and close around all of it."""
    hidden = dict(_spans(_HIDDEN, source))
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
