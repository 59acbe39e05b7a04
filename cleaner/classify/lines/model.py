"""The classifier of plain text: weights, scores, and how sure a cut is."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.classify.lines.features import Measures, depth, surface
from cleaner.classify.lines.guard import Guard, demands, passed
from cleaner.classify.lines.sequence import PASSED, sequence
from cleaner.trees import Column, Trees, at, spread
from cleaner.view import View

if TYPE_CHECKING:
    from cleaner.sites.match import Templates

_BUILT_IN = "lines.json"
_REASONS = 3


class Verdict(NamedTuple):
    """What the classifier says of one block that may go.

    Args:
        block: index of the block in the view.
        certainty: 1 less the share of body characters that is lost, on sites never seen, by cutting all
            blocks at least as certain as this one.
        reasons: the score, and the measures that decided.
    """

    block: int
    certainty: float
    reasons: tuple[str, ...]


class Calibration(NamedTuple):
    """How certain cuts are.

    Args:
        scores: the final scores (log odds of residue) at which certainty was measured, ascending.
        certainties: the certainty at each of `scores`.
    """

    scores: tuple[float, ...]
    certainties: tuple[float, ...]

    def of(self, score: float) -> float | None:
        """The certainty of cutting at `score`; None if it is too low to be proposed."""
        at = bisect_right(self.scores, score)
        return self.certainties[at - 1] if at else None

    def least(self, floor: float) -> float:
        """The score from which on cuts are at least as certain as `floor`."""
        at = bisect_left(self.certainties, floor)
        return self.scores[at] if at < len(self.scores) else float("inf")


class LineClassifier:
    """Two ensembles of trees: one looks at each line, one at the scores that the first gave around it.

    Args:
        first: trees over measures of `cleaner.classify.lines.features`.
        second: trees over `cleaner.classify.lines.sequence`; they look at the blocks of which `first` is not sure.
        lines: how certain a cut is, for blocks that have lines of their own.
        restored: the same for blocks whose ends were found again in a longer line, and for Markdown, where as much
            is lost.
        guard: which blocks pass without a score, and what others must show.
        decided: log odds either way from which on `second` is not asked.
        effects: for each measure that reasons may name, its steps and, for each place among them, what it adds
            to the first score on average and how a reason puts it.
    """

    def __init__(
        self,
        first: Trees,
        second: Trees,
        lines: Calibration,
        restored: Calibration,
        guard: Guard,
        decided: float,
        effects: Mapping[str, tuple[tuple[float, ...], tuple[tuple[float, str], ...]]],
    ) -> None:
        self.first, self.second = first, second
        self.lines, self.restored, self.effects = lines, restored, effects
        self.guard, self.decided = guard, decided

    @classmethod
    def from_json(cls, spec: Mapping[str, Any]) -> LineClassifier:
        """Build from the contents of a weights file."""
        lines, restored = (Calibration(*zip(*spec["calibration"][k], strict=True)) for k in ("lines", "restored"))
        effects = {k: (tuple(steps), tuple(_told(k, steps, adds))) for k, (steps, adds) in spec["effects"].items()}
        first, second = Trees.from_json(spec["first"]), Trees.from_json(spec["second"])
        return cls(first, second, lines, restored, Guard(**spec["guard"]), spec["decided"], effects)

    def score(self, view: View, site: Templates | None = None) -> tuple[list[float], Measures]:
        """The final score of each block of `view`, and the measures that led to it.

        Args:
            view: what stands.
            site: what its site repeats, if that is known.
        """
        n = len(view.blocks)
        measures = surface(view)
        scores = [PASSED] * n
        looked_at = [i for i, p in enumerate(passed(measures, n, self.guard)) if not p]
        if not looked_at:
            return scores, measures
        measures |= depth(view, looked_at, site)
        columns = [measures[name] for name in self.first.features]
        for i, s in zip(looked_at, self.first.scores(columns, n, looked_at), strict=True):
            scores[i] = s
        doubtful = [i for i in looked_at if -self.decided <= scores[i] <= self.decided]
        if doubtful:
            seen = sequence(scores, [b.end - b.start for b in view.blocks])
            for i, s in zip(doubtful, self.second.scores(seen, n, doubtful), strict=True):
                scores[i] = s
        return [s - d for s, d in zip(scores, demands(measures, n, self.guard), strict=True)], measures

    def _scored(self, view: View, site: Templates | None) -> tuple[list[float], Measures]:
        """What `score` gives, computed once for a view."""
        return view.memo(_Scored(self, site))

    def verdicts(self, view: View, site: Templates | None = None) -> list[Verdict]:
        """The blocks of `view` that may go, each with its certainty."""
        if not view.blocks:
            return []
        scores, measures = self._scored(view, site)
        certain = [c.of(s) for c, s in zip(self._calibrations(view, measures), scores, strict=True)]
        named = [i for i, c in enumerate(certain) if c is not None]
        if not named:
            return []
        told = [_told_of(at(measures[name], named), len(named), *effect) for name, effect in self.effects.items()]
        verdicts = []
        for row, i in enumerate(named):
            verdicts.append(Verdict(i, certain[i] or 0.0, (f"score {scores[i]:.1f}", *_reasons(row, told))))
        return verdicts

    def _calibrations(self, view: View, measures: Measures) -> list[Calibration]:
        """For each block the calibration of its kind."""
        restored = measures["restored"]
        assert not isinstance(restored, int | float)
        lines = self.restored if view.document.shape == "markdown" else self.lines
        return [self.restored if r else lines for r in restored]

    def doubt(self, view: View, floor: float, site: Templates | None = None) -> float:
        """The share of characters in blocks that look more like residue than not, but are not surely enough so.

        Args:
            view: what was left standing.
            floor: the least certainty at which blocks are cut.
            site: what its site repeats, if that is known.
        """
        if not view.blocks:
            return 0.0
        scores, measures = self._scored(view, site)
        sizes = [b.end - b.start for b in view.blocks]
        sure = {c: c.least(floor) for c in (self.lines, self.restored)}
        told = zip(sizes, scores, self._calibrations(view, measures), strict=True)
        return sum([n for n, s, c in told if 0 < s < sure[c]]) / sum(sizes)


class _Scored:
    """The scores of a view by a classifier for a site, to be computed once."""

    def __init__(self, classifier: LineClassifier, site: Templates | None) -> None:
        self.of = (classifier, site)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Scored) and self.of == other.of

    def __hash__(self) -> int:
        return hash(self.of)

    def __call__(self, view: View) -> tuple[list[float], Measures]:
        classifier, site = self.of
        return classifier.score(view, site)


_Told = tuple[Sequence[float], Mapping[float, tuple[float, str]]]


def _told_of(column: Column, rows: int, steps: Sequence[float], texts: Sequence[tuple[float, str]]) -> _Told:
    """A measure of each block, and what each of its values adds and how a reason puts it."""
    values = spread(column, rows)
    return values, {v: texts[bisect_left(steps, v)] for v in set(values)}


def _reasons(row: int, told: Sequence[_Told]) -> list[str]:
    """What speaks most for cutting the block in this row."""
    found = [reason for values, texts in told if (reason := texts[values[row]])[0] > 0]
    found.sort(reverse=True)
    return [text for _, text in found[:_REASONS]]


def _told(name: str, steps: Sequence[float], adds: Sequence[float]) -> Iterator[tuple[float, str]]:
    """For each place among the steps what it adds, and how to say it."""
    for i, add in enumerate(adds):
        least, most = (steps[i - 1] if i else None), (steps[i] if i < len(steps) else None)
        text = f"{name} over {least:g}" if most is None else f"{name} {most:g} or less"
        yield add, text if least is None or most is None else f"{name} {least:g} to {most:g}"


@cache
def line_classifier(weights: str = "") -> LineClassifier:
    """The classifier with the weights that come with `cleaner`, or with those of the file `weights`."""
    source = Path(weights) if weights else Path(__file__).parents[2] / "data" / "models" / _BUILT_IN
    return LineClassifier.from_json(json.loads(source.read_text(encoding="utf-8")))
