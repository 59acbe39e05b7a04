"""Paragraphs among those that are kept which the classifier alone would lose: short ones, and what stands by an ad."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.dom import Node, PageBlock
from cleaner.lines.prose import is_prose

_LEAST = 2  # kept paragraphs of the same element
_LINKED = 0.3  # share of a paragraph in links, from which on it is not kept for its neighbours


def among_siblings(
    blocks: Sequence[PageBlock], main: Sequence[bool], probabilities: Sequence[float], least: float
) -> list[bool]:
    """The choice `main` with each paragraph of prose that stands behind kept ones in the same element.

    Args:
        blocks: the page's text blocks in order.
        main: whether each is chosen as main content.
        probabilities: how likely (0 to 1) each is main content.
        least: the probability from which on a paragraph is kept for its neighbours.
    """
    kept: dict[tuple[Node | None, str], list[int]] = {}
    for i, block in enumerate(blocks):
        if main[i] and block.node.tag == "p":
            kept.setdefault((block.node.parent, block.node.label), []).append(i)
    chosen = list(main)
    for i, block in enumerate(blocks):
        if main[i] or probabilities[i] < least or block.node.tag != "p" or block.linked > _LINKED * len(block.text):
            continue
        beside = kept.get((block.node.parent, block.node.label), [])
        chosen[i] = len(beside) >= _LEAST and beside[0] < i and is_prose(block.text)
    return chosen
