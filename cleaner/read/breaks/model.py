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
from cleaner.trees import Trees

_WEIGHTS = Path(__file__).parents[2] / "data" / "models" / "breaks.json"
_KNOWN = 1 << 15  # scores that are remembered


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
        self._known: dict[tuple[str, int, float], float] = {}

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
        nouns = noun_capitals(placed)
        scores = self._first(line, placed, at, nouns)
        doubt = [k for k, score in enumerate(scores) if score >= self.least]
        if not doubt:
            return []
        here = [at[k] for k in doubt]
        columns = measure(placed, here, self.words, nouns)
        columns += context(placed, at, scores, doubt, self.words)
        return list(zip([placed[i][0] for i in here], self.rest.scores(columns, len(doubt)), strict=True))

    def _first(self, line: str, placed: Sequence[Placed], at: Sequence[int], nouns: float) -> list[float]:
        """What the first trees say of each gap."""
        size, keys = len(placed), []
        for i in at:
            first = placed[i - REACH][0] if i > REACH else 0
            keys.append((line[first : placed[min(size, i + REACH) - 1][1]], placed[i][0] - first, nouns))
        new = {key: i for i, key in zip(at, keys, strict=True) if key not in self._known}
        if new:
            if len(self._known) + len(new) > _KNOWN:
                self._known = {key: self._known[key] for key in keys if key in self._known}
            columns = measure(placed, list(new.values()), self.words, nouns)
            self._known.update(zip(new, self.first.scores(columns, len(new)), strict=True))
        return [self._known[key] for key in keys]


@cache
def breaks() -> Breaks:
    """The model with the weights that come with `cleaner`."""
    made = Breaks.from_json(json.loads(_WEIGHTS.read_text(encoding="utf-8")))
    if made.first.features != FEATURES or made.rest.features != FEATURES + CONTEXT:
        raise ValueError(f"{_WEIGHTS.name} was made for other measures; run scripts/train_breaks.py")
    return made
