"""Lines that need much more evidence than others before they may go, because losing them hurts most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cleaner.judge.trees import Column

MEASURES = ("value", "end", "run", "same", "phrase", "in_segment", "to_prose_before", "to_prose_after", "prose_share")
_LINE = 3.0  # log odds that a guarded line must show beyond others
_TEXT = 1.0  # log odds that every line of a text which looks clean must show
_CLEAN = 0.9  # share of characters in prose at which a text looks clean
_NEAR = 2  # lines
_SENTENCE = 5  # ends from here on are those of sentences


def demands(measures: Mapping[str, Column], rows: int) -> list[float]:
    """What is taken off the score of each line.

    Guarded are sentences that touch prose (a last line, answers of an interview, lines of a dialogue), and single
    short lines inside it that no phrase gives away (subheads, times of a live blog); in a text that is
    nearly all prose, every line that no phrase gives away.

    Args:
        measures: the columns called `MEASURES`, by name.
        rows: how many lines there are.
    """
    columns: list[Sequence[float]] = []
    for name in MEASURES:
        column = measures[name]
        columns.append([column] * rows if isinstance(column, int | float) else column)
    return [
        (_LINE if _guarded(inside, value, end, run, same, phrase, min(before, after)) else 0.0)
        + (_TEXT if prose >= _CLEAN and not phrase else 0.0)
        for value, end, run, same, phrase, inside, before, after, prose in zip(*columns, strict=True)
    ]


def _guarded(inside: float, value: float, end: float, run: float, same: float, phrase: float, near: float) -> bool:
    own = same <= 1 and not phrase
    if end >= _SENTENCE and near <= _NEAR and (own or (inside and value > 0)):
        return True
    return bool(inside) and value <= 0 and run <= 2 and own
