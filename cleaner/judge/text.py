"""The judge of plain text: weights, scores, and how sure a cut is."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cleaner.judge.features import FEATURES, columns
from cleaner.judge.sequence import sequence
from cleaner.judge.trees import Column, Trees
from cleaner.view import View

_BUILT_IN = "text.json"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the judge says of one block that may go.

    Args:
        block: index of the block in the view.
        certainty: 1 less the share of body characters that is lost, on sites never seen, by cutting all
            blocks at least as certain as this one.
        reasons: the score, and the measures that decided.
    """

    block: int
    certainty: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextJudge:
    """Two ensembles of trees: one looks at each line, one at the scores that the first gave around it.

    Args:
        first: trees over measures of `cleaner.judge.features`.
        second: trees over `cleaner.judge.sequence`.
        scores: the final scores (log odds of residue) at which certainty was measured, ascending.
        certainties: the certainty at each of `scores`.
        effects: for each measure that reasons may name, its steps and what each adds to the first score.
    """

    first: Trees
    second: Trees
    scores: tuple[float, ...]
    certainties: tuple[float, ...]
    effects: Mapping[str, tuple[tuple[float, ...], tuple[float, ...]]]

    @classmethod
    def from_json(cls, spec: Mapping[str, Any]) -> TextJudge:
        """Build from the contents of a weights file."""
        scores, certainties = zip(*spec["calibration"], strict=True)
        effects = {k: (tuple(steps), tuple(adds)) for k, (steps, adds) in spec["effects"].items()}
        return cls(Trees.from_json(spec["first"]), Trees.from_json(spec["second"]), scores, certainties, effects)

    def score(self, view: View) -> tuple[list[float], Mapping[str, Column]]:
        """The final score of each block of `view`, and the measures that led to it."""
        measures = dict(zip(FEATURES, columns(view), strict=True))
        n = len(view.blocks)
        first = self.first.scores([measures[f] for f in self.first.features], n)
        chars = [b.end - b.start for b in view.blocks]
        return self.second.scores(sequence(first, chars), n), measures

    def judge(self, view: View) -> list[Verdict]:
        """The blocks of `view` that may go, each with its certainty."""
        if not view.blocks:
            return []
        scores, measures = self.score(view)
        verdicts = []
        for i, score in enumerate(scores):
            at = bisect_right(self.scores, score) - 1
            if at >= 0:
                verdicts.append(Verdict(i, self.certainties[at], self._reasons(i, score, measures)))
        return verdicts

    def _reasons(self, block: int, score: float, measures: Mapping[str, Column]) -> tuple[str, ...]:
        found: list[tuple[float, str, float]] = []
        for name, (steps, adds) in self.effects.items():
            column = measures[name]
            value = column[block] if isinstance(column, Sequence) else column
            found.append((adds[bisect_right(steps, value)], name, value))
        found.sort(reverse=True)
        return (f"score {score:.1f}", *[f"{name} {value:.3g}" for add, name, value in found[:3] if add > 0])


@cache
def text_judge(weights: str = "") -> TextJudge:
    """The judge with the weights that come with `cleaner`, or with those of the file `weights`."""
    source = Path(weights) if weights else Path(__file__).parents[1] / "data" / "models" / _BUILT_IN
    return TextJudge.from_json(json.loads(source.read_text(encoding="utf-8")))
