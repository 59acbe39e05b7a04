"""The lines printed around the headline, where a page puts its byline and date, however it names them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

from cleaner.lines.dates import printed_dates
from cleaner.lines.names import authors
from cleaner.lines.plain import plain
from cleaner.metadata.html.page import UNSEEN, Page

if TYPE_CHECKING:
    from lxml.etree import _Element

LINES_BELOW = 24
LINES_ABOVE = 8
MAX_STEPS = 1_500
"""The most elements that are visited on each side."""
MAX_PIECE = 400
MAX_NAMES = 60
"""Characters of the longest line that holds nothing but names."""

INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "big",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "mark",
        "nobr",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "address",
    }
)


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: text without a break.

    Args:
        pieces: its text nodes, each plain text and not empty.
        distance: lines below the headline; negative above it.
    """

    pieces: tuple[str, ...]
    distance: int

    @property
    def text(self) -> str:
        """The whole line."""
        return " ".join(self.pieces)


def lines_around(page: Page) -> tuple[Line, ...]:
    """The lines below the headline, nearest first, then those above it, nearest first."""
    return page.memo(_lines_around)


def _lines_around(page: Page) -> tuple[Line, ...]:
    headline = page.headline
    if headline is None:
        return ()
    below = [Line(p, i + 1) for i, p in enumerate(_take(_lines(_following(page, headline)), LINES_BELOW))]
    above = [Line(p, -i - 1) for i, p in enumerate(_take(_lines_above(page, headline), LINES_ABOVE))]
    return (*below, *above)


def lines_from(page: Page, element: _Element) -> Iterator[Line]:
    """The lines that begin with the text of `element`, in document order."""
    return _numbered(chain(_inside(page, element), _following(page, element)))


def lines_behind(page: Page, element: _Element) -> Iterator[Line]:
    """The lines that begin with the text behind `element`, in document order."""
    return _numbered(_following(page, element))


def _numbered(events: Iterator[str | None]) -> Iterator[Line]:
    return (Line(pieces, i) for i, pieces in enumerate(_lines(events)))


def nothing_but_names(line: Line) -> tuple[str, ...]:
    """The names in a line that holds nothing else except a date."""
    if len(line.text) > MAX_NAMES:
        return ()
    names = authors(" | ".join(line.pieces))
    rest = sum(c.isalpha() for c in line.text) - sum(c.isalpha() for n in names for c in n)
    return names if names and rest <= 12 and (rest == 0 or printed_dates(line.text)) else ()


def _take(lines: Iterator[tuple[str, ...]], count: int) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for line in lines:
        found.append(line)
        if len(found) >= count:
            break
    return found


def _lines(events: Iterator[str | None]) -> Iterator[tuple[str, ...]]:
    """Pieces of text joined to lines; None breaks a line."""
    pieces: list[str] = []
    for piece in events:
        if piece is not None:
            if text := plain(piece[:MAX_PIECE]):
                pieces.append(text)
        elif pieces:
            yield tuple(pieces)
            pieces = []
    if pieces:
        yield tuple(pieces)


def _following(page: Page, element: _Element) -> Iterator[str | None]:
    """The text behind `element` in document order, up to `MAX_STEPS` elements."""
    steps = 0
    node: _Element | None = element
    while node is not None and steps < MAX_STEPS:
        if node.tail:
            yield node.tail
        for sibling in node.itersiblings():
            for event in _inside(page, sibling):
                yield event
                steps += event is None
            if sibling.tail:
                yield sibling.tail
            if steps >= MAX_STEPS:
                return
        yield None
        node = node.getparent()


def _lines_above(page: Page, element: _Element) -> Iterator[tuple[str, ...]]:
    steps = 0
    node: _Element | None = element
    while node is not None and steps < MAX_STEPS:
        for sibling in node.itersiblings(preceding=True):
            size = sum(1 for _ in sibling.iterdescendants())
            steps += size + 1
            if steps >= MAX_STEPS:
                return
            yield from reversed(list(_lines(_inside(page, sibling))))
        node = node.getparent()


def _inside(page: Page, element: _Element) -> Iterator[str | None]:
    """The text of `element` without links that lead away from the article, None at each end of a block."""
    stack: list[_Element | str | None] = [element]
    while stack:
        node = stack.pop()
        if node is None or isinstance(node, str):
            yield node
            continue
        if not isinstance(node.tag, str) or node.tag in UNSEEN:
            continue
        block = node.tag not in INLINE
        if block:
            if page.is_away(node):
                continue
            yield None
            stack.append(None)
        for child in reversed(list(islice(node, MAX_STEPS))):
            if child.tail:
                stack.append(child.tail)
            stack.append(child)
        if node.text:
            yield node.text
