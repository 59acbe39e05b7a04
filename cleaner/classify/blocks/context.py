"""Measures of a block from its context: from first scores, or from the share of each that an extractor took."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import log

from cleaner.classify.blocks.choice import most_expected
from cleaner.classify.blocks.features import Columns, pack, shifted
from cleaner.classify.blocks.layout import Layout
from cleaner.dom import Node

_CHARS = 400  # of a block that count
_FAR = 30.0
_SHARED = (
    "size", "density", "heading", "title", "from_title", "end", "copies", "main_off", "summary", "body", "group_count",
    "group_size", "is_caption", "said_before", "said_later", "article_number", "headlines_above", "sign", "phrase",
    "phrase_certainty", "since_others", "page_blocks", "page_prose", "page_purity", "label_sum",
)  # fmt: skip


def coverage_columns(layout: Layout, shares: Sequence[float]) -> Columns:
    """The shares of each block, and of its surroundings, that an extractor took.

    Args:
        layout: the page.
        shares: the share (0 to 1) of each block in the extractor's text.
    """
    sizes = layout.sizes
    made: Columns = {"took": list(shares), "took_page": _mean(shares, sizes)}
    for k in (-1, 1):
        made[f"took{k:+d}"] = shifted(shares, k, -1.0)
    for name, values in zip(("took_1", "took_2", "took_3"), _held(layout, shares, sizes, 3), strict=True):
        made[name] = [mean for mean, _ in values]
    chosen = [i for i, s in enumerate(shares) if s >= 0.5]
    first, last = (chosen[0], chosen[-1]) if chosen else (-999, 999)
    made["took_after"] = [max(-_FAR, min(_FAR, i - first)) for i in range(len(shares))]
    made["took_before"] = [max(-_FAR, min(_FAR, last - i)) for i in range(len(shares))]
    return made


def score_columns(layout: Layout, known: Columns, probabilities: Sequence[float]) -> Columns:
    """The columns for the second ensemble.

    Args:
        layout: the page.
        known: the columns of the first ensemble.
        probabilities: of each block being main content by the first ensemble, 0 to 1.
    """
    n = len(probabilities)
    odds = [log(c / (1 - c)) for c in (min(0.999, max(0.001, c)) for c in probabilities)]
    sizes = [min(_CHARS, s) for s in layout.sizes]
    made: Columns = {name: known[name] for name in _SHARED}
    made["odds"] = odds
    for k in (-3, -2, -1, 1, 2, 3):
        made[f"odds{k:+d}"] = shifted(odds, k, -8.0)
    weighted = [c * s for c, s in zip(probabilities, sizes, strict=True)]
    sums, spans = list(accumulate(weighted, initial=0.0)), list(accumulate(sizes, initial=0))
    total = sums[-1] + 1
    for reach in (3, 8, 20):
        made[f"near{reach}"] = [
            (sums[min(n, i + reach + 1)] - sums[max(0, i - reach)] - weighted[i])
            / (spans[min(n, i + reach + 1)] - spans[max(0, i - reach)] - sizes[i] + 1)
            for i in range(n)
        ]
    made["before"] = [s / total for s in sums[:-1]]
    for level, values in enumerate(_held(layout, probabilities, sizes, 3), 1):
        made[f"held{level}"] = [mean for mean, _ in values]
        made[f"part{level}"] = [held / total for _, held in values]
    pack(made, n)
    _groups(layout, weighted, sizes, total, made)
    words = layout.word_counts
    chosen, confidence = most_expected(probabilities, words)
    made["confidence"] = confidence
    made["threshold"] = min((odds[i] for i in chosen), default=0.0)
    made["expected"] = log(total)
    first, last = (min(chosen), max(chosen)) if chosen else (0, n)
    made["after"] = [max(-_FAR, min(_FAR, float(i - first))) for i in range(n)]
    made["until"] = [max(-_FAR, min(_FAR, float(last - i))) for i in range(n)]
    pack(made, n)
    return made


def _mean(values: Sequence[float], weights: Sequence[float]) -> float:
    return sum([v * w for v, w in zip(values, weights, strict=True)]) / (sum(weights) or 1)


def _held(
    layout: Layout, values: Sequence[float], sizes: Sequence[int], levels: int
) -> list[list[tuple[float, float]]]:
    """For each element above a block, the nearest first, the mean and sum of `values` over its blocks."""
    held: dict[Node, list[float]] = {node: [0.0, 0.0] for node in layout.totals}
    for block, value, size in zip(layout.blocks, values, sizes, strict=True):
        own = held[block.node]
        own[0] += value * size
        own[1] += size
    for node in layout.upward:
        if node.parent is not None:
            own, up = held[node], held[node.parent]
            up[0] += own[0]
            up[1] += own[1]
    columns: list[list[tuple[float, float]]] = []
    nodes = [b.node for b in layout.blocks]
    for _ in range(levels):
        nodes = [node.parent or node for node in nodes]
        columns.append([(held[node][0] / (held[node][1] or 1), held[node][0]) for node in nodes])
    return columns


def _groups(layout: Layout, weighted: Sequence[float], sizes: Sequence[int], total: float, made: Columns) -> None:
    """The scores of the other blocks of the same template."""
    sums = [0.0] * len(layout.groups)
    spans = [0] * len(layout.groups)
    for g, members in enumerate(layout.groups):
        for i in members:
            sums[g] += weighted[i]
            spans[g] += sizes[i]
    made["group_held"] = [
        (sums[g] - w) / (spans[g] - s + 1) for g, w, s in zip(layout.group_of, weighted, sizes, strict=True)
    ]
    made["group_part"] = [sums[g] / total for g in layout.group_of]
