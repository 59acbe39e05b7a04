"""Lines that the classifier lets pass unscored, because losing them hurts most, and what others must show to be cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cleaner.trees import Column, spread

GUARDED_BY = (
    "value", "end", "same", "phrase", "in_segment", "into_segment", "to_prose_before", "to_prose_after", "stamps",
    "prose_share", "prose_before", "prose_after", "gone_share", "linked",
)  # fmt: skip
_SENTENCE = 5  # ends from here on are those of sentences


class Guard(NamedTuple):
    """The thresholds, which stand with the weights that were trained behind them.

    Args:
        near: lines of prose that a sentence has at most between it and the prose that it touches.
        few: short lines in a row, inside the stretch that reads most like prose, that are subheads.
        several: other lines that differ from one in their digits only, from which on it is a time of a live blog.
        clean: share of characters in prose from which on a text of which nothing was cut looks clean.
        demand: what is then taken off a score, in log odds.
        around: lines of prose on either side from which on a line stands in the middle of the body, as in a list.
        between: what is taken off its score.
        opening: what is taken off the score of a first line with prose right under it: a heading.
        linked: share of links up to which it can be one.
    """

    near: int
    few: int
    several: int
    clean: float
    demand: float
    around: int
    between: float
    opening: float
    linked: float


def passed(measures: Mapping[str, Column], rows: int, guard: Guard) -> list[bool]:
    """Which lines pass without a look.

    Those are, in the stretch that reads most like prose, sentences that touch prose (a last line, answers of an
    interview, lines of a dialogue) and lone short lines (subheads); not if they stand twice, or a phrase gives them
    away. Besides, short lines that differ from several in that stretch in their digits only, and the line after each:
    times of a live blog and their headings. Where no line reads like prose, all pass: there is nothing to tell them
    from.

    Args:
        measures: the columns called `GUARDED_BY`, by name.
        rows: how many lines there are.
        guard: the thresholds.
    """
    value, end, same, phrase, inside, into, before, after, stamps, *_ = (
        spread(measures[name], rows) for name in GUARDED_BY
    )
    if all(v <= 0 for v in value):
        return [True] * rows
    runs = _runs(value, phrase)
    found = []
    for i in range(rows):
        own, sentence = same[i] <= 1 and not phrase[i], end[i] >= _SENTENCE
        if not phrase[i] and max(stamps[max(0, i - 1)], stamps[i]) >= guard.several:
            passes = True
        elif into[i] < 0:
            passes = own and sentence and i > 0 and into[i - 1] >= 0
        elif sentence and min(before[i], after[i]) <= guard.near and (own or (inside[i] and value[i] > 0)):
            passes = True
        else:
            passes = own and value[i] <= 0 and runs[i] <= (guard.few if inside[i] else 1)
        found.append(passes)
    return found


def _runs(values: Sequence[float], phrases: Sequence[float]) -> list[int]:
    """For lines that are no prose: how many lines that no phrase gives away the run of such lines has."""
    runs: list[int] = []
    at = length = 0
    for v, p in zip([*values, 1.0], [*phrases, 0.0], strict=True):
        if v <= 0:
            length += 1
            at += not p
            continue
        runs += [at] * length + [0]
        at = length = 0
    return runs[:-1]


def demands(measures: Mapping[str, Column], rows: int, guard: Guard) -> list[float]:
    """What is taken off the score of each line.

    Args:
        measures: the columns called `GUARDED_BY`, by name.
        rows: how many lines there are.
        guard: the thresholds.
    """
    names = ("prose_share", "into_segment", "prose_before", "prose_after", "value", "gone_share", "linked")
    share, into, before, after, value, gone, linked = (spread(measures[name], rows) for name in names)
    found = []
    for i in range(rows):
        demand = guard.demand if share[i] >= guard.clean and not gone[i] else 0.0
        if into[i] >= 0 and min(before[i], after[i]) >= guard.around:
            demand += guard.between
        elif i == 0 and rows > 1 and value[0] <= 0 < value[1] and linked[0] <= guard.linked:
            demand += guard.opening
        found.append(demand)
    return found
