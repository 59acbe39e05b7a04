"""Paragraphs among those that are kept which the classifier alone would lose: short ones, and what stands by an ad."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cleaner.dom import Node, PageBlock
from cleaner.lines.prose import is_prose

_LEAST = 2  # kept paragraphs of the same element
_LINKED = 0.3  # share of a paragraph in links, from which on it is not kept for its neighbours


def among_siblings(
    blocks: Sequence[PageBlock],
    main: Sequence[bool],
    probabilities: Sequence[float],
    thresholds: Mapping[str, float],
) -> list[bool]:
    """The choice `main` with paragraphs that stand behind kept ones in the same element.

    Args:
        blocks: the page's text blocks in order.
        main: whether each is chosen as main content.
        probabilities: how likely (0 to 1) each is main content.
        thresholds: the probabilities from which on a paragraph is kept for its neighbours: one of ``prose``, and a
            ``short`` one, such as an answer in an interview.
    """
    kept: dict[tuple[Node | None, str], list[int]] = {}
    for i, block in enumerate(blocks):
        if main[i] and block.node.tag == "p":
            kept.setdefault((block.node.parent, block.node.label), []).append(i)
    chosen = list(main)
    for i, block in enumerate(blocks):
        if main[i] or probabilities[i] < thresholds["prose"] or block.node.tag != "p":
            continue
        if block.linked > _LINKED * len(block.text):
            continue
        beside = kept.get((block.node.parent, block.node.label), [])
        if len(beside) >= _LEAST and beside[0] < i:
            chosen[i] = probabilities[i] >= thresholds["short"] or is_prose(block.text)
    return chosen
