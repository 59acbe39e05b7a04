"""The model of breaks: its weights, and the places on a line where a block is likely to have begun."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from cleaner.read.breaks.context import CONTEXT, context
from cleaner.read.breaks.features import FEATURES, REACH, Words, gaps, measure, noun_capitals
from cleaner.read.breaks.pieces import Placed, pieces
from cleaner.trees import Trees, spread

_WEIGHTS = Path(__file__).parents[2] / "data" / "models" / "breaks.json"
_KNOWN = 1 << 15  # scores that are remembered
_Row = tuple[float, ...]


class Breaks:
    """Trees over what stands on either side of a gap, and more trees over the gaps that those leave in doubt.

    Args:
        first: the log odds that a block begins behind a gap, from the measures `FEATURES`.
        rest: the same from those and `CONTEXT`, where the first leave it in doubt.
        least: what `first` must say for `rest` to be asked; below, no block begins.
        words: what each word says by itself.
    """

    def __init__(self, first: Trees, rest: Trees, least: float, words: Words) -> None:
        self.first, self.rest, self.least, self.words = first, rest, least, words
        self._known: dict[tuple[str, int, float], tuple[float, _Row]] = {}

    @classmethod
    def from_json(cls, spec: Mapping[str, Any]) -> Breaks:
        """Build from the contents of a weights file."""
        words: dict[str, tuple[float, float, float]] = {w: (a, b, c) for w, (a, b, c) in spec["words"].items()}
        return cls(Trees.from_json(spec["first"]), Trees.from_json(spec["rest"]), spec["least"], words)

    def scores(self, line: str) -> list[tuple[int, float]]:
        """The places in `line` where a block may begin, each with the log odds that one does.

        What the first trees say depends on the `REACH` pieces on either side and `noun_capitals`, and is remembered by
        them: a text of which something was cut is asked about again and again. Gaps that they settle are left out.
        """
        placed = pieces(line)
        at = gaps(placed)
        scores, rows = self._first(line, placed, at)
        doubt = [k for k, score in enumerate(scores) if score >= self.least]
        if not doubt:
            return []
        columns = [*zip(*[rows[k] for k in doubt], strict=True), *context(placed, at, scores, doubt, self.words)]
        return list(zip([placed[at[k]][0] for k in doubt], self.rest.scores(columns, len(doubt)), strict=True))

    def _first(self, line: str, placed: Sequence[Placed], at: Sequence[int]) -> tuple[list[float], list[_Row]]:
        """What the first trees say of each gap, and the measures of those in doubt."""
        size, nouns, keys = len(placed), noun_capitals(placed), []
        if len(at) > _KNOWN:  # more than is worth its memory
            return self._measured(placed, at, nouns)
        for i in at:
            first = placed[i - REACH][0] if i > REACH else 0
            keys.append((line[first : placed[min(size, i + REACH) - 1][1]], placed[i][0] - first, nouns))
        new = {key: i for i, key in zip(at, keys, strict=True) if key not in self._known}
        if new:
            if len(self._known) + len(new) > _KNOWN:
                self._known = {key: self._known[key] for key in keys if key in self._known}
            measured = zip(*self._measured(placed, list(new.values()), nouns), strict=True)
            self._known.update(zip(new, measured, strict=True))
        found = [self._known[key] for key in keys]
        return [score for score, _ in found], [row for _, row in found]

    def _measured(self, placed: Sequence[Placed], at: Sequence[int], nouns: float) -> tuple[list[float], list[_Row]]:
        columns = measure(placed, at, self.words, nouns)
        scores = self.first.scores(columns, len(at))
        rows = zip(*[spread(c, len(at)) for c in columns], strict=True)
        return scores, [row if score >= self.least else () for score, row in zip(scores, rows, strict=True)]


@cache
def breaks() -> Breaks:
    """The model with the weights that come with `cleaner`."""
    made = Breaks.from_json(json.loads(_WEIGHTS.read_text(encoding="utf-8")))
    if made.first.features != FEATURES or made.rest.features != FEATURES + CONTEXT:
        raise ValueError(f"{_WEIGHTS.name} was made for other measures; run scripts/train_breaks.py")
    return made
