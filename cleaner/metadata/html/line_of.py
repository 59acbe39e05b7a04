"""The printed line on which an element stands, and the label before it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from cleaner.metadata.html.nearby import INLINE
from cleaner.metadata.html.page import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_LINE = 120
MAX_AROUND = 80
"""Characters around an element on its line; with more it is part of a sentence."""
MAX_LABEL = 40
_MAX_STEPS = 12
_FULL_STOPS = (".", "。", "!", "?")


def line_of(element: _Element) -> tuple[str, bool]:
    """The text before `element` on its line, or else the line's label; and whether the line is a sentence.

    Args:
        element: a date or a name in the page.
    """
    pieces: list[str] = []
    node = element
    for _ in range(_MAX_STEPS):
        for sibling in islice(node.itersiblings(preceding=True), _MAX_STEPS):
            pieces[:0] = [text_of(sibling, MAX_LINE), sibling.tail or ""]
            if sibling.tag not in INLINE:
                break
        parent = node.getparent()
        if parent is None:
            break
        pieces.insert(0, parent.text or "")
        node = parent
        if node.tag not in INLINE:
            break
    before = " ".join(pieces).strip()
    label = node.getprevious()
    if not before and label is not None and len(text := text_of(label, MAX_LABEL + 1)) <= MAX_LABEL:
        before = text
    line = _inline_text(element)
    around = len(line) - len(text_of(element, MAX_LINE))
    return before[-MAX_LINE:], is_sentence(line, around)


def _inline_text(element: _Element) -> str:
    """The text of the line that `element` stands on, without the blocks before and behind it in the same element."""
    text, node = text_of(element, MAX_LINE), element
    for _ in range(_MAX_STEPS):
        for sibling in islice(node.itersiblings(preceding=True), _MAX_STEPS):
            text = f"{sibling.tail or ''} {text}"
            if sibling.tag not in INLINE:
                break
            text = f"{text_of(sibling, MAX_LINE)} {text}"
        else:
            parent = node.getparent()
            text = f"{'' if parent is None else parent.text or ''} {text}"
        text += f" {node.tail or ''}"
        for sibling in islice(node.itersiblings(), _MAX_STEPS):
            if sibling.tag not in INLINE:
                break
            text += f" {text_of(sibling, MAX_LINE)} {sibling.tail or ''}"
        parent = node.getparent()
        if parent is None or parent.tag not in INLINE:
            break
        node = parent
    return " ".join(text.split())


def is_sentence(line: str, around: int | None = None) -> bool:
    """Whether a line says more than a date or a byline.

    Args:
        line: the whole line.
        around: its characters besides the date; None for all of them.
    """
    size = len(line) if around is None else around
    return size > MAX_AROUND or (size > MAX_AROUND // 2 and line.endswith(_FULL_STOPS))
