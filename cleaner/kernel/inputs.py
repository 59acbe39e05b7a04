"""What both forms of an ensemble take: trees and columns of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Column = Sequence[float] | float  # a single number where all rows share it


def spread(column: Column, rows: int) -> Sequence[float]:
    """The value of `column` in each of `rows` rows."""
    return [column] * rows if isinstance(column, int | float) else column


def at(column: Column, rows: Sequence[int]) -> Column:
    """What `column` says of some rows."""
    return column if isinstance(column, int | float) else [column[i] for i in rows]


def leaf_count(tree: Any) -> int:
    """The leaves of a tree as `cleaner.trees.Trees.from_json` takes it."""
    return 1 if isinstance(tree, int) else leaf_count(tree[2]) + leaf_count(tree[3])
