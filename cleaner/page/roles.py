"""The role of an element, where its name alone does not show it."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_PARAGRAPH_CHARS = 80
_PARAGRAPHS = 3  # in a "caption", from which on it is a body
_PROSE_CHARS = 300  # of two paragraphs, from which on they are a body
_LOOKED_AT = 40  # elements
_HOVER_CARD = re.compile(r"(?i)(?<![a-z])(?:hover-?_?card|tooltip-?_?(?:text|content|body|inner|box))(?![a-z])")
_CARD_WORDS = 4
_CELL_CHARS = 160
_CELLS = 60


def holds_body(element: HtmlElement) -> bool:
    """Whether an element that is named a figure or a caption holds body text: it was not closed, or is a container."""
    headings = paragraphs = chars = 0
    for child in islice(element.iter("p", *_HEADINGS), _LOOKED_AT):
        size = _size(child, _PROSE_CHARS)
        if child.tag != "p":
            headings += 1
        elif size >= _PARAGRAPH_CHARS:
            paragraphs += 1
            chars += size
        if paragraphs >= _PARAGRAPHS or (paragraphs and headings) or (paragraphs > 1 and chars >= _PROSE_CHARS):
            return True
    return False


def is_hover_card(element: HtmlElement) -> bool:
    """Whether an inline element is a tooltip, which readers see only while pointing at the word before it.

    The word itself may have the same class, so for one or two words the class alone is not enough.
    """
    if element.get("role") == "tooltip":
        return True
    names = element.get("class")
    if not names or element.tag == "a" or _HOVER_CARD.search(names) is None:
        return False
    return len("".join(islice(element.itertext(), _LOOKED_AT)).split()) >= _CARD_WORDS


def is_row(element: HtmlElement) -> bool:
    """Whether a table row holds data: two or more short cells, whatever elements are in them."""
    cells = [cell for cell in islice(element, _CELLS) if cell.tag in ("td", "th")]
    filled = 0
    for cell in cells:
        size = _size(cell, _CELL_CHARS + 1)
        if size > _CELL_CHARS:
            return False
        filled += size > 0
    return filled > 1 and next(element.iter("table", "form", "h1"), None) is None


def _size(element: HtmlElement, enough: int) -> int:
    """Characters of text below `element`, white space at the ends of its pieces left out; counted up to `enough`."""
    size = 0
    for text in element.itertext():
        size += len(text.strip())
        if size >= enough:
            return enough
    return size
