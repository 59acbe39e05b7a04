"""The model of breaks: its weights, and the places on a line where a block is likely to have begun."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from cleaner.read.breaks.features import FEATURES, REACH, Words, gaps, measure, noun_capitals
from cleaner.read.breaks.pieces import pieces
from cleaner.trees import Column, Trees

_WEIGHTS = Path(__file__).parents[2] / "data" / "models" / "breaks.json"
_KNOWN = 1 << 15  # scores that are remembered


class Breaks:
    """Trees over what stands on either side of a gap.

    Args:
        first: trees that settle most gaps, from the measures `FEATURES`.
        rest: what is added to that (together: the log odds that a block begins behind the gap) where it is in doubt.
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
        trees, n = spec["trees"], spec["first"]
        first, rest = ({**trees, "trees": some} for some in (trees["trees"][:n], trees["trees"][n:]))
        return cls(Trees.from_json(first), Trees.from_json(rest), spec["least"], words)

    def scores(self, line: str) -> list[tuple[int, float]]:
        """The places in `line` where a block may begin, each with the log odds that one does.

        A score depends on the `REACH` pieces on either side and `noun_capitals`, and is remembered by them: a text of
        which something was cut is asked about again and again.
        """
        placed = pieces(line)
        at = gaps(placed)
        size, nouns = len(placed), noun_capitals(placed)
        keys = []
        for i in at:
            first = placed[i - REACH][0] if i > REACH else 0
            keys.append((line[first : placed[min(size, i + REACH) - 1][1]], placed[i][0] - first, nouns))
        new = {key: i for i, key in zip(at, keys, strict=True) if key not in self._known}
        if new:
            if len(self._known) + len(new) > _KNOWN:
                self._known = {key: self._known[key] for key in keys if key in self._known}
            columns = measure(placed, list(new.values()), self.words, nouns)
            self._known.update(zip(new, self._scored(columns, len(new)), strict=True))
        return [(placed[i][0], self._known[key]) for i, key in zip(at, keys, strict=True)]

    def _scored(self, columns: Sequence[Column], rows: int) -> list[float]:
        scores = self.first.scores(columns, rows)
        open_ = [i for i, s in enumerate(scores) if s >= self.least]
        some = [c if isinstance(c, int | float) else [c[i] for i in open_] for c in columns]
        for i, s in zip(open_, self.rest.scores(some, len(open_)) if open_ else (), strict=True):
            scores[i] += s
        return scores


@cache
def breaks() -> Breaks:
    """The model with the weights that come with `cleaner`."""
    made = Breaks.from_json(json.loads(_WEIGHTS.read_text(encoding="utf-8")))
    if made.first.features != FEATURES:
        raise ValueError(f"{_WEIGHTS.name} was made for other measures; run scripts/train_breaks.py")
    return made
