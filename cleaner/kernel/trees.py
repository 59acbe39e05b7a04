"""Ensembles of trees in pure Python.

All trees are walked at once (QuickScorer, Lucchese et al., SIGIR 2015): a row's state is one integer
with a field of bits per tree, one bit per leaf. For every feature, the value's place among that
feature's thresholds picks a mask that clears the leaves which can no longer be reached; the lowest bit that
is left in a field is the leaf. A process that scores many rows makes Python code of its trees instead.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from operator import and_, getitem
from sys import byteorder
from typing import Any, Literal

from cleaner.kernel.inputs import Column, at, leaf_count, spread
from cleaner.kernel.tree_code import TreeCode

_WIDTHS: dict[int, Literal["B", "H", "I", "Q"]] = {8: "B", 16: "H", 32: "I", 64: "Q"}
_ROWS = 2_000  # scored at a time: the state of a row takes a kilobyte and more
_TOGETHER = {8: 4, 16: 2}  # trees whose fields are read as one, by the width of a field


class Forest:
    """The leaves that rows reach, summed.

    Args:
        trees: each a leaf (an integer) or ``[feature, threshold, left, right]``, of 64 leaves at most: rows whose
            feature is at most the threshold go left.
        features: the number of features.
    """

    def __init__(self, trees: Sequence[Any], features: int) -> None:
        trees = list(trees)
        self._code = TreeCode(trees)
        most = max((leaf_count(t) for t in trees), default=1)
        width = next(w for w in _WIDTHS if most <= w)
        together = _TOGETHER.get(width, 1)
        trees += [0] * (-len(trees) % together)
        cleared: list[dict[float, int]] = [{} for _ in range(features)]
        leaves: list[list[int]] = []
        for i, tree in enumerate(trees):
            values: list[int] = []
            _plant(tree, i * width, values, cleared)
            leaves.append(values)
        full = (1 << (width * len(trees))) - 1
        self._thresholds = [tuple(sorted(c)) for c in cleared]
        self._masks = [_masks(c, full) for c in cleared]
        self._leaves = [_Leaves(leaves[i : i + together], width) for i in range(0, len(leaves), together)]
        if byteorder == "big":
            self._leaves.reverse()
        self._width = width * together  # bits in the fields of trees that are read together
        self._ones = full // ((1 << width) - 1)  # the lowest bit of every tree's field

    def sums(self, columns: Sequence[Column], rows: int, only: Sequence[int] | None = None) -> list[int]:
        """The sum of the leaves that each row reaches.

        Args:
            columns: the values of each feature; a single number stands for the same value in all rows.
            rows: the number of rows.
            only: the rows that are asked for; by default all.
        """
        if only is not None:
            columns, rows = [at(column, only) for column in columns], len(only)
        pays = rows > 0 and self._code.pays(rows)
        sums: list[int] = []
        for first in range(0, rows, _ROWS):
            last = min(rows, first + _ROWS)
            some = [c if isinstance(c, int | float) else c[first:last] for c in columns]
            n = last - first
            sums += self._code.sums([spread(c, n) for c in some]) if pays else self._masked(some, n)
        return sums

    def _masked(self, columns: Sequence[Column], rows: int) -> list[int]:
        size = len(self._leaves) * self._width // 8
        shared = (1 << (size * 8)) - 1
        states: list[int] = []
        for column, thresholds, masks in zip(columns, self._thresholds, self._masks, strict=True):
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

    def _sum(self, state: int, size: int) -> int:
        leaf = state & ~(state - self._ones)
        fields = memoryview(leaf.to_bytes(size, byteorder)).cast(_WIDTHS[self._width])
        return sum(map(getitem, self._leaves, fields))


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
