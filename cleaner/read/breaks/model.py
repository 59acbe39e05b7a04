"""The model of breaks: its weights, and the places on a line where a block is likely to have begun."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from cleaner.read.breaks.context import CONTEXT, context, in_doubt
from cleaner.read.breaks.features import CLOSER, FEATURES, closer, gaps, measure, noun_capitals
from cleaner.read.breaks.line import Words, parse, picker
from cleaner.trees import Trees, spread

_WEIGHTS = Path(__file__).parents[2] / "data" / "models" / "breaks.json"
_ROWS = 1 << 12  # scores of the other trees that are remembered
_ALIKE = 1_000  # gaps of a line, from which on many are alike
_Row = tuple[float, ...]


class Breaks:
    """Trees over what stands on either side of a gap, and more trees over the gaps that those leave in doubt.

    Args:
        first: the log odds that a block begins behind a gap, from the measures `FEATURES`.
        rest: the same from those, `CLOSER` and `CONTEXT`, where the first leave it in doubt.
        least: what `first` must say for `rest` to be asked; below, no block begins.
        words: what each word says by itself.
    """

    def __init__(self, first: Trees, rest: Trees, least: float, words: Words) -> None:
        self.first, self.rest, self.least, self.words = first, rest, least, words
        self._rows: dict[_Row, float] = {}

    @classmethod
    def from_json(cls, spec: Mapping[str, Any]) -> Breaks:
        """Build from the contents of a weights file."""
        words: dict[str, tuple[float, float, float]] = {w: (a, b, c) for w, (a, b, c) in spec["words"].items()}
        return cls(Trees.from_json(spec["first"]), Trees.from_json(spec["rest"]), spec["least"], words)

    def scores(self, text: str) -> list[tuple[int, float]]:
        """The places in `text`, a line, where a block may begin, each with the log odds that one does.

        Gaps that the first trees settle are left out.
        """
        line = parse(text, self.words)
        at = gaps(line)
        columns = measure(line, at, noun_capitals(line))
        scores = self.first.scores(columns, len(at))
        doubt = in_doubt(line, at, scores, self.least)
        if not doubt:
            return []
        pick, here = picker(doubt), [at[k] for k in doubt]
        columns = [*[pick(spread(c, len(at))) for c in columns], *closer(line, here), *context(line, at, scores, doubt)]
        rows = list(zip(*[spread(c, len(here)) for c in columns], strict=True))
        return list(zip([line.starts[i] for i in here], self._rest(rows), strict=True))

    def _rest(self, rows: Sequence[_Row]) -> list[float]:
        """What the other trees say of gaps with these measures; most are those of the text before a cut."""
        known = self._rows
        found = list(map(known.get, rows))
        new = [row for row, score in zip(rows, found, strict=True) if score is None]
        if len(new) > _ALIKE:
            new = list(dict.fromkeys(new))
        if len(known) + len(new) > _ROWS:
            known = self._rows = {}  # another thread may still be reading the old ones
        if new:
            known.update(zip(new, self.rest.scores(list(zip(*new, strict=True)), len(new)), strict=True))
        return [known[row] if score is None else score for row, score in zip(rows, found, strict=True)]


@cache
def breaks() -> Breaks:
    """The model with the weights that come with `cleaner`."""
    made = Breaks.from_json(json.loads(_WEIGHTS.read_text(encoding="utf-8")))
    if made.first.features != FEATURES or made.rest.features != FEATURES + CLOSER + CONTEXT:
        raise ValueError(f"{_WEIGHTS.name} was made for other measures; run scripts/train_breaks.py")
    return made
