"""The weights of tags, classes and ids, as columns: for each block, and for the page as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from cleaner.classify.blocks.layout import Layout
from cleaner.dom import Node, handed_down, words_of_label
from cleaner.trees import Column

LABELS = ("label", "label_least", "label_most", "label_sum", "label_up", "label_upper")
PAGE_LABELS = ("page_label_sum", "page_label_least", "page_label_most", "page_label")
_MOST_TELLING = 10
_Spoken = tuple[float, float, float, float]


def label_columns(layout: Layout, weights: Mapping[str, float]) -> dict[str, Column]:
    """The weights of the labels of each block and of the elements around it.

    Args:
        layout: the page.
        weights: the weight of a label for main content, in log odds.
    """
    memo: dict[Node | None, _Spoken] = {None: (0.0, 0.0, 0.0, 0.0)}
    names: dict[tuple[str, str], tuple[float, float, float]] = {}

    def own(node: Node) -> tuple[float, float, float]:
        """The mean, the least and the greatest weight of the element's own labels."""
        key = (node.tag, node.label)
        if key not in names:
            known = [w for t in label_words(node) if (w := weights.get(t))]
            mean = round(sum(known) / len(known), 6) if known else 0.0
            names[key] = (mean, min(known, default=0.0), max(known, default=0.0))
        return names[key]

    def below(around: _Spoken, node: Node) -> _Spoken:
        """The element's own weight; the least, the greatest and the fading sum up to the root."""
        _, low, high, total = around
        here, least, most = own(node)
        return here, min(low, least), max(high, most), total * 0.9 + here

    def speak(node: Node | None) -> _Spoken:
        return handed_down(node, memo, below)

    rows = []
    for b in layout.blocks:
        one = b.node.parent
        rows.append((*speak(b.node), speak(one)[0], speak(one.parent if one else None)[0]))
    return dict(zip(LABELS, map(list, zip(*rows, strict=True)), strict=True))


def page_label_columns(layout: Layout, weights: Mapping[str, float]) -> dict[str, Column]:
    """The weights of all labels of a page, each once, for its kind: their sum, that of the strongest, their mean.

    Args:
        layout: the page.
        weights: the weight of a label for an article, in log odds.
    """
    known = sorted([w for t in page_labels(layout) if (w := weights.get(t))])
    sums = (sum(known), sum(known[:_MOST_TELLING]), sum(known[-_MOST_TELLING:]))
    return dict(zip(PAGE_LABELS, (*sums, sums[0] / (len(known) or 1)), strict=True))


def page_labels(layout: Layout) -> set[str]:
    """Every label of the elements that hold text."""
    unlike = {(node.tag, node.label): node for node in layout.totals}
    return {word for node in unlike.values() for word in label_words(node)}


def label_words(node: Node) -> tuple[str, ...]:
    """The words of an element's tag and attributes, each once, in order."""
    return _label_words(node.tag, node.label)


@lru_cache(maxsize=8192)
def _label_words(tag: str, label: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((f"<{tag}>", *words_of_label(label))))
