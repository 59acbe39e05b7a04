"""Boosted trees read from plain JSON and evaluated without a training library.

Leaf values are integers, so sums are exact on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from cleaner.kernel import Forest
from cleaner.kernel.inputs import Column, at, leaf_count, spread

__all__ = ["Column", "Trees", "at", "spread"]

_LEAVES = 64  # of a tree at most


class Trees(NamedTuple):
    """A boosted ensemble.

    Args:
        features: names of the columns, in the order in which `scores` wants them.
        forest: what sums the leaves.
        bias: the value that every score starts from.
        scale: the divisor of the summed score.
    """

    features: tuple[str, ...]
    forest: Forest
    bias: int
    scale: int

    @classmethod
    def from_json(cls, spec: Mapping[str, Any]) -> Trees:
        """Build from ``{"features": [...], "scale": s, "bias": b, "trees": [tree, ...]}``.

        A tree is a leaf (an integer) or ``[feature, threshold, left, right]``: rows whose feature is at
        most the threshold go left.

        Raises:
            ValueError: a tree has more than 64 leaves.
        """
        most = max(map(leaf_count, spec["trees"]), default=1)
        if most > _LEAVES:
            raise ValueError(f"a tree has {most} leaves; {_LEAVES} is the most")
        names = tuple(spec["features"])
        return cls(names, Forest(spec["trees"], len(names)), spec.get("bias", 0), spec["scale"])

    def scores(self, columns: Sequence[Column], rows: int, only: Sequence[int] | None = None) -> list[float]:
        """The score (log odds) of each row.

        Args:
            columns: the values of each feature; a single number stands for the same value in all rows.
            rows: the number of rows.
            only: the rows that are asked for; by default all.
        """
        bias, scale = self.bias, self.scale
        return [(bias + total) / scale for total in self.forest.sums(columns, rows, only)]
