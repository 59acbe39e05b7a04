"""Steps on a stretch of text, and how two layers of them make one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cleaner.model import Edit


class Step(NamedTuple):
    """An `Edit` in the making: offsets are those of the stretch it was found in."""

    start: int
    end: int
    replacement: str
    rule: str
    plan: tuple[str, ...] = ()


Steps = Sequence[Step]


def carry_out(text: str, steps: Steps) -> str:
    """`text` with `steps` (in order, without overlap) carried out."""
    pieces: list[str] = []
    at = 0
    for s in steps:
        pieces += (text[at : s.start], s.replacement)
        at = s.end
    pieces.append(text[at:])
    return "".join(pieces)


def compose(first: Steps, second: Steps) -> list[Step]:
    """One layer that does what `first` does and then `second`, whose offsets count on the outcome of `first`."""
    if not first or not second:
        return list(first or second)
    out: list[Step] = []
    i = shift = 0
    for s in second:
        while i < len(first) and _outcome_end(first[i], shift) <= s.start:
            out.append(first[i])
            shift += _growth(first[i])
            i += 1
        merged, shift, i = _merge(s, first, i, shift)
        out.append(merged)
    return out + list(first[i:])


def _growth(s: Step) -> int:
    return len(s.replacement) - (s.end - s.start)


def _outcome_end(s: Step, shift: int) -> int:
    return s.start + shift + len(s.replacement)


def _merge(s: Step, first: Steps, i: int, shift: int) -> tuple[Step, int, int]:
    """`s` and the steps of `first`, from `i` on, on whose outcome it builds, as one step on the original."""
    start, head, tail, rules, plans = s.start - shift, "", "", [], []
    end_at = None
    began = False
    while i < len(first) and first[i].start + shift < s.end:
        f = first[i]
        lo, hi = f.start + shift, _outcome_end(f, shift)
        if not began and lo < s.start:
            start, head = f.start, f.replacement[: s.start - lo]
        if hi > s.end:
            tail, end_at = f.replacement[s.end - lo :], f.end
        began = True
        rules.append(f.rule)
        plans.append(f.plan)
        shift += _growth(f)
        i += 1
    end = end_at if end_at is not None else s.end - shift
    rule = "+".join(dict.fromkeys([*rules, s.rule]))
    plan = plans[0] + s.plan if plans else s.plan
    return Step(start, end, head + s.replacement + tail, rule, plan), shift, i


def to_edits(original: str, at: int, steps: Steps) -> list[Edit]:
    """`steps` of the stretch that begins at `at` as edits on `original`."""
    edits: list[Edit] = []
    for start, end, replacement, rule, plan in steps:
        before = original[start + at : end + at]
        if before != replacement:
            edits.append(Edit(start + at, end + at, before, replacement, rule, plan))
    return edits


def as_one(original: str, edits: Sequence[Edit]) -> Edit:
    """Neighbouring `edits` as a single one, for texts that have too many to keep apart."""
    start, end = edits[0].start, edits[-1].end
    steps = [Step(e.start - start, e.end - start, e.replacement, e.rule) for e in edits]
    rules = "+".join(dict.fromkeys(e.rule for e in edits))
    return Edit(start, end, original[start:end], carry_out(original[start:end], steps), rules, edits[0].plan)
