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


def compose(first: Steps, second: Steps, between: str) -> list[Step]:
    """One layer that does what `first` does and then `second`.

    Args:
        first: steps on the original.
        second: steps on `between`.
        between: what `first` makes of the original.
    """
    if not first or not second:
        return list(first or second)
    out: list[Step] = []
    i = j = shift = 0
    while i < len(first) or j < len(second):
        # Steps of either layer that overlap on `between` make one.
        lo = hi = _next_start(first, second, i, j, shift)
        i0, j0, grown = i, j, shift
        while True:
            if i < len(first) and _reaches(first[i].start + grown, lo, hi):
                hi = max(hi, first[i].start + grown + len(first[i].replacement))
                grown += len(first[i].replacement) - (first[i].end - first[i].start)
                i += 1
            elif j < len(second) and _reaches(second[j].start, lo, hi):
                hi = max(hi, second[j].end)
                j += 1
            else:
                break
            if lo == hi:
                break
        out.append(_merged(first[i0:i], second[j0:j], between, (lo, hi), (lo - shift, hi - grown)))
        shift = grown
    return out


def _next_start(first: Steps, second: Steps, i: int, j: int, shift: int) -> int:
    starts = [first[i].start + shift] if i < len(first) else []
    if j < len(second):
        starts.append(second[j].start)
    return min(starts)


def _reaches(start: int, lo: int, hi: int) -> bool:
    """Whether a step that starts at `start` is the first of, or overlaps, what spans `lo` to `hi`."""
    return start == lo == hi or start < hi


def _merged(first: Steps, second: Steps, between: str, span: tuple[int, int], origin: tuple[int, int]) -> Step:
    if not second:
        return first[0]
    lo, hi = span
    inner = [s._replace(start=s.start - lo, end=s.end - lo) for s in second]
    rule = "+".join(dict.fromkeys(s.rule for s in (*first, *second)))
    plan = first[0].plan + second[0].plan if first else second[0].plan
    return Step(*origin, carry_out(between[lo:hi], inner), rule, plan)


def to_edits(original: str, at: int, steps: Steps) -> list[Edit]:
    """`steps` of the stretch that begins at `at` as edits on `original`."""
    edits: list[Edit] = []
    for start, end, replacement, rule, plan in steps:
        before = original[start + at : end + at]
        if before != replacement:
            edits.append(Edit(start + at, end + at, before, replacement, rule, plan))
    return edits


def as_one(original: str, steps: Steps) -> Step:
    """`steps` as a single one, for texts that have too many to keep apart."""
    start, end = steps[0].start, steps[-1].end
    inner = [s._replace(start=s.start - start, end=s.end - start) for s in steps]
    rule = "+".join(dict.fromkeys(s.rule for s in steps))
    return Step(start, end, carry_out(original[start:end], inner), rule, steps[0].plan)
