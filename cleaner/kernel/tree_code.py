"""Trees as Python, for a process that scores many rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

_WORTH = 4_000  # rows behind which a process has made up for what compiling takes
_ODD = 1_000  # rows of one page, from which on most are alike
_IN_A_LINE = 8  # trees

Sums = Callable[[Iterable[tuple[float, ...]]], list[int]]


class TreeCode:
    """The summed leaves of some trees, told by a function whose branches are theirs.

    It takes half the time that masks take (`cleaner.kernel.trees`), but compiling it takes longer than
    making the masks: it is made when a process has scored many rows.

    Args:
        trees: as `cleaner.trees.Trees.from_json` takes them.
    """

    def __init__(self, trees: Sequence[Any]) -> None:
        self._trees = trees
        self._rows = 0
        self._sums: Sums | None = None

    def pays(self, rows: int) -> bool:
        """Whether the trees are worth compiling, now that so many more rows are to be scored.

        One large page alone never is: its rows are alike, and masks score those once.
        """
        self._rows += min(rows, _ODD)
        return self._rows > _WORTH

    def sums(self, columns: Sequence[Sequence[float]]) -> list[int]:
        """The sum of the leaves that each row reaches; all features have a column."""
        run = self._sums
        if run is None:
            run = self._sums = _compiled(self._trees, len(columns))
        rows = zip(*[map(float, column) for column in columns], strict=True)  # compares whole numbers half as fast
        if len(columns[0]) <= _ODD:
            return run(rows)
        every = list(rows)
        distinct = list(dict.fromkeys(every))
        return list(map(dict(zip(distinct, run(distinct), strict=True)).__getitem__, every))


def _compiled(trees: Sequence[Any], features: int) -> Sums:
    names = "".join(f"f{i}, " for i in range(features))
    sums = [" + ".join(map(_code, trees[i : i + _IN_A_LINE])) for i in range(0, len(trees), _IN_A_LINE)]
    lines = ["def sums(rows):", " found = []", f" for {names}in rows:", "  total = 0"]
    lines += [f"  total += {line}" for line in sums]
    made: dict[str, Sums] = {}
    exec("\n".join([*lines, "  found.append(total)", " return found"]), made)  # numbers of a weights file, and names
    return made["sums"]


def _code(tree: Any) -> str:
    if isinstance(tree, int):
        return f"{tree:d}"
    feature, threshold, left, right = tree
    return f"({_code(left)} if f{feature:d} <= {float(threshold)!r} else {_code(right)})"
