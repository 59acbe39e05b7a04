"""The model of breaks: its weights, and the places on a line where a block is likely to have begun."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from cleaner.read.breaks.context import CONTEXT, context, in_doubt
from cleaner.read.breaks.features import CLOSER, FEATURES, REACH, closer, gaps, measure, noun_capitals
from cleaner.read.breaks.line import Line, Words, parse
from cleaner.trees import Trees, spread

_WEIGHTS = Path(__file__).parents[2] / "data" / "models" / "breaks.json"
_KNOWN = 1 << 15  # scores of the first trees that are remembered
_ROWS = 1 << 12  # … and of the others
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
        self._known: dict[tuple[str, int, float], tuple[float, _Row]] = {}
        self._rows: dict[_Row, float] = {}

    @classmethod
    def from_json(cls, spec: Mapping[str, Any]) -> Breaks:
        """Build from the contents of a weights file."""
        words: dict[str, tuple[float, float, float]] = {w: (a, b, c) for w, (a, b, c) in spec["words"].items()}
        return cls(Trees.from_json(spec["first"]), Trees.from_json(spec["rest"]), spec["least"], words)

    def scores(self, text: str) -> list[tuple[int, float]]:
        """The places in `text`, a line, where a block may begin, each with the log odds that one does.

        What the first trees say depends on the `REACH` pieces on either side and `noun_capitals`, and is remembered by
        them: a text of which something was cut is asked about again and again. Gaps that they settle are left out.
        """
        line = parse(text, self.words)
        at = gaps(line)
        scores, rows = self._first(text, line, at)
        doubt = in_doubt(line, at, scores, self.least)
        if not doubt:
            return []
        here = [at[k] for k in doubt]
        columns = [*closer(line, here), *context(line, at, scores, doubt)]
        measured = zip(*[spread(c, len(doubt)) for c in columns], strict=True)
        whole = [rows[k] + row for k, row in zip(doubt, measured, strict=True)]
        return list(zip([line.placed[i][0] for i in here], self._rest(whole), strict=True))

    def _first(self, text: str, line: Line, at: Sequence[int]) -> tuple[list[float], list[_Row]]:
        """What the first trees say of each gap, and the measures of those in doubt."""
        placed, nouns, keys = line.placed, noun_capitals(line), []
        if len(at) > _KNOWN:  # more than is worth its memory
            return self._measured(line, at, nouns)
        size = len(placed)
        for i in at:
            first = placed[i - REACH][0] if i > REACH else 0
            keys.append((text[first : placed[min(size, i + REACH) - 1][1]], placed[i][0] - first, nouns))
        new = {key: i for i, key in zip(at, keys, strict=True) if key not in self._known}
        if new:
            if len(self._known) + len(new) > _KNOWN:
                self._known = {key: self._known[key] for key in keys if key in self._known}
            measured = zip(*self._measured(line, list(new.values()), nouns), strict=True)
            self._known.update(zip(new, measured, strict=True))
        found = [self._known[key] for key in keys]
        return [score for score, _ in found], [row for _, row in found]

    def _measured(self, line: Line, at: Sequence[int], nouns: float) -> tuple[list[float], list[_Row]]:
        columns = measure(line, at, nouns)
        scores = self.first.scores(columns, len(at))
        rows = zip(*[spread(c, len(at)) for c in columns], strict=True)
        doubt = set(in_doubt(line, at, scores, self.least))
        return scores, [row if k in doubt else () for k, row in enumerate(rows)]

    def _rest(self, rows: Sequence[_Row]) -> list[float]:
        """What the other trees say of gaps with these measures; most are those of the text before a cut."""
        new = [row for row in dict.fromkeys(rows) if row not in self._rows]
        if new:
            scores = self.rest.scores(list(zip(*new, strict=True)), len(new))
            if len(self._rows) + len(new) > _ROWS:
                self._rows = {row: self._rows[row] for row in rows if row in self._rows}
            self._rows.update(zip(new, scores, strict=True))
        return [self._rows[row] for row in rows]


@cache
def breaks() -> Breaks:
    """The model with the weights that come with `cleaner`."""
    made = Breaks.from_json(json.loads(_WEIGHTS.read_text(encoding="utf-8")))
    if made.first.features != FEATURES or made.rest.features != FEATURES + CLOSER + CONTEXT:
        raise ValueError(f"{_WEIGHTS.name} was made for other measures; run scripts/train_breaks.py")
    return made
