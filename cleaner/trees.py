"""Boosted trees read from plain JSON and evaluated without a training library.

All trees are walked at once (QuickScorer, Lucchese et al., SIGIR 2015): a row's state is one integer
with a field of bits per tree, one bit per leaf. For every feature, the value's place among that
feature's thresholds picks a mask that clears the leaves which can no longer be reached; the lowest bit that
is left in a field is the leaf. Leaf values are integers, so sums are exact on every machine.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from operator import and_, getitem
from sys import byteorder
from typing import Any, Literal, NamedTuple

from cleaner.tree_code import TreeCode

Column = Sequence[float] | float  # a single number where all rows share it
_WIDTHS: dict[int, Literal["B", "H", "I", "Q"]] = {8: "B", 16: "H", 32: "I", 64: "Q"}
_ROWS = 2_000  # scored at a time: the state of a row takes a kilobyte and more
_TOGETHER = {8: 4, 16: 2}  # trees whose fields are read as one, by the width of a field


def spread(column: Column, rows: int) -> Sequence[float]:
    """The value of `column` in each of `rows` rows."""
    return [column] * rows if isinstance(column, int | float) else column


class _Leaves(dict[int, int]):
    """The summed leaf values of a few neighbouring trees by their fields; filled as rows ask for them."""

    def __init__(self, trees: Sequence[Sequence[int]], width: int) -> None:
        """Sum over `trees`, given as leaf values; `width` is that of a tree's field, in bits."""
        self._trees = trees
        self._width = width

    def __missing__(self, fields: int) -> int:
        least = (1 << self._width) - 1
        bits = [fields >> (i * self._width) & least for i in range(len(self._trees))]
        total = sum([values[b.bit_length() - 1] for values, b in zip(self._trees, bits, strict=True)])
        self[fields] = total
        return total


class Trees(NamedTuple):
    """A boosted ensemble.

    Args:
        features: names of the columns, in the order in which `scores` wants them.
        thresholds: for each feature the values at which some tree splits, ascending.
        masks: for each feature the mask of each place among its thresholds.
        leaves: the values of the leaf bits, a few trees together, in the machine's byte order.
        bias: the value that every score starts from.
        scale: the divisor of the summed score.
        width: bits in the fields of trees that are read together.
        ones: the lowest bit of every tree's field.
        code: the same trees, to be compiled where that pays.
    """

    features: tuple[str, ...]
    thresholds: tuple[tuple[float, ...], ...]
    masks: tuple[tuple[int, ...], ...]
    leaves: tuple[_Leaves, ...]
    bias: int
    scale: int
    width: int
    ones: int
    code: TreeCode

    @classmethod
    def from_json(cls, spec: Mapping[str, Any]) -> Trees:
        """Build from ``{"features": [...], "scale": s, "bias": b, "trees": [tree, ...]}``.

        A tree is a leaf (an integer) or ``[feature, threshold, left, right]``: rows whose feature is at
        most the threshold go left.

        Raises:
            ValueError: a tree has more than 64 leaves.
        """
        trees = list(spec["trees"])
        most = max((_leaf_count(t) for t in trees), default=1)
        width = next((w for w in _WIDTHS if most <= w), 0)
        if not width:
            raise ValueError(f"a tree has {most} leaves; 64 is the most")
        together = _TOGETHER.get(width, 1)
        trees += [0] * (-len(trees) % together)
        cleared: list[dict[float, int]] = [{} for _ in spec["features"]]
        leaves: list[list[int]] = []
        for i, tree in enumerate(trees):
            values: list[int] = []
            _plant(tree, i * width, values, cleared)
            leaves.append(values)
        full = (1 << (width * len(trees))) - 1
        thresholds = tuple(tuple(sorted(c)) for c in cleared)
        masks = tuple(tuple(_masks(c, full)) for c in cleared)
        groups = [_Leaves(leaves[i : i + together], width) for i in range(0, len(leaves), together)]
        if byteorder == "big":
            groups.reverse()
        bias, scale = spec.get("bias", 0), spec["scale"]
        ones = full // ((1 << width) - 1)
        names = tuple(spec["features"])
        code = TreeCode(trees)
        return cls(names, thresholds, masks, tuple(groups), bias, scale, width * together, ones, code)

    def scores(self, columns: Sequence[Column], rows: int) -> list[float]:
        """The score (log odds) of each row.

        Args:
            columns: the values of each feature; a single number stands for the same value in all rows.
            rows: the number of rows.
        """
        compiled = rows > 0 and self.code.pays(rows)
        scores: list[float] = []
        for first in range(0, rows, _ROWS):
            last = min(rows, first + _ROWS)
            some = [c if isinstance(c, int | float) else c[first:last] for c in columns]
            scores += self._compiled(some, last - first) if compiled else self._scores(some, last - first)
        return scores

    def _compiled(self, columns: Sequence[Column], rows: int) -> list[float]:
        sums = self.code.sums([spread(column, rows) for column in columns])
        return [(self.bias + total) / self.scale for total in sums]

    def _scores(self, columns: Sequence[Column], rows: int) -> list[float]:
        size = len(self.leaves) * self.width // 8
        full = (1 << (size * 8)) - 1
        shared = full
        states: list[int] = []
        for column, thresholds, masks in zip(columns, self.thresholds, self.masks, strict=True):
            if not thresholds:
                continue
            if isinstance(column, int | float):
                shared &= masks[bisect_left(thresholds, column)]
                continue
            values = set(column)
            if len(values) == 1:
                shared &= masks[bisect_left(thresholds, column[0])]
                continue
            table = {v: masks[bisect_left(thresholds, v)] for v in values}
            reached = [table[v] for v in column]
            states = list(map(and_, states, reached)) if states else reached
        if not states:
            return [self._sum(shared, size)] * rows
        sums = {s: self._sum(s & shared, size) for s in set(states)}  # on odd pages most rows are alike
        return [sums[s] for s in states]

    def _sum(self, state: int, size: int) -> float:
        leaf = state & ~(state - self.ones)
        fields = memoryview(leaf.to_bytes(size, byteorder)).cast(_WIDTHS[self.width])
        return (self.bias + sum(map(getitem, self.leaves, fields))) / self.scale


def _leaf_count(tree: Any) -> int:
    return 1 if isinstance(tree, int) else _leaf_count(tree[2]) + _leaf_count(tree[3])


def _plant(tree: Any, at: int, values: list[int], cleared: list[dict[float, int]]) -> None:
    """Number the leaves of `tree` from the left, and record which of them each split clears."""
    if isinstance(tree, int):
        values.append(tree)
        return
    feature, threshold, left, right = tree
    first = len(values)
    _plant(left, at, values, cleared)
    gone = ((1 << len(values)) - (1 << first)) << at
    cleared[feature][threshold] = cleared[feature].get(threshold, 0) | gone
    _plant(right, at, values, cleared)


def _masks(cleared: Mapping[float, int], full: int) -> list[int]:
    """The leaves still open at each place among the sorted thresholds of one feature."""
    masks = [full]
    for threshold in sorted(cleared):
        masks.append(masks[-1] & ~cleared[threshold])
    return masks
