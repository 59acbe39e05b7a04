"""The one place that applies, undoes, composes and maps changes to a text.

A change takes the characters `start` to `end` of a text and puts a replacement there. Lists of changes are in order of
start and do not overlap. Repairs (`model.Edit`), repairs in the making (`Step`) and the rewriting of files (`Splice`)
are changes; a removal is one that puts nothing there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from cleaner.model import Edit, Removal

Span = tuple[int, int]


class Change(Protocol):
    """Characters `start` to `end` of a text are replaced by `replacement`."""

    @property
    def start(self) -> int:
        """Offset on the text."""

    @property
    def end(self) -> int:
        """Offset on the text, exclusive."""

    @property
    def replacement(self) -> str:
        """What stands there afterwards."""


class Splice(NamedTuple):
    """The plain change; with an empty replacement, a deletion."""

    start: int
    end: int
    replacement: str = ""


class Step(NamedTuple):
    """A repair in the making: offsets are those of the stretch it was found in.

    Args:
        start: offset on the stretch.
        end: offset on the stretch, exclusive.
        replacement: the characters that will stand there.
        rule: name of the repair.
        plan: the steps that led to it, where a library made it.
    """

    start: int
    end: int
    replacement: str
    rule: str
    plan: tuple[str, ...] = ()


Steps = Sequence[Step]


def spliced(text: str, changes: Sequence[Change]) -> str:
    """`text` with `changes` carried out."""
    if not changes:
        return text
    pieces: list[str] = []
    at = 0
    for change in changes:
        pieces += (text[at : change.start], change.replacement)
        at = change.end
    pieces.append(text[at:])
    return "".join(pieces)


def undo_removals(text: str, removals: Sequence[Removal]) -> str:
    """Put what `removals` took away back into `text`."""
    return _undone(text, [(r.start, r.text, 0) for r in removals])


def undo_repairs(text: str, repairs: Sequence[Edit]) -> str:
    """Put what `repairs` replaced back into `text`."""
    return _undone(text, [(e.start, e.before, len(e.replacement)) for e in repairs])


def _undone(text: str, changes: Iterable[tuple[int, str, int]]) -> str:
    """`text` as it was. Each change is a start, what stood there, and the length of what stands there now."""
    pieces: list[str] = []
    at = shift = 0
    for start, before, size in changes:
        pieces += (text[at : start + shift], before)
        at = start + shift + size
        shift += size - len(before)
    pieces.append(text[at:])
    return "".join(pieces)


def placed(changes: Iterable[Change]) -> list[Span]:
    """Where the replacement of each of `changes` stands in the changed text."""
    spans: list[Span] = []
    shift = 0
    for change in changes:
        start = change.start + shift
        spans.append((start, start + len(change.replacement)))
        shift += len(change.replacement) - (change.end - change.start)
    return spans


def moved(offsets: Iterable[int], changes: Sequence[Change]) -> list[int]:
    """`offsets` of the original (in order) as offsets in the changed text; changes that begin before one move it."""
    found: list[int] = []
    i = shift = 0
    for offset in offsets:
        while i < len(changes) and changes[i].start < offset:
            shift += len(changes[i].replacement) - (changes[i].end - changes[i].start)
            i += 1
        found.append(offset + shift)
    return found


class Origin:
    """The way from a changed text back to the original.

    Args:
        changes: what was carried out on the original.
    """

    def __init__(self, changes: Sequence[Change]) -> None:
        self.changes = changes
        spans = placed(changes)
        self.starts = [start for start, _ in spans]  # of each replacement, on the changed text
        self.ends = [end for _, end in spans]

    def span(self, start: int, end: int) -> Span:
        """The span of the original that became `start` to `end`; a change is taken whole."""
        i = bisect_right(self.ends, start)
        inside = i < len(self.starts) and self.starts[i] <= start
        first = self.changes[i].start if inside else start - self.shift(i)
        j = bisect_left(self.ends, end)
        inside = j < len(self.starts) and self.starts[j] < end
        last = self.changes[j].end if inside else end - self.shift(j)
        return first, max(first, last)

    def shift(self, i: int) -> int:
        """The distance of the text before change `i` from where it stood in the original."""
        return self.ends[i - 1] - self.changes[i - 1].end if i else 0


def compose(first: Steps, second: Steps, between: str) -> list[Step]:
    """One layer of steps that does what `first` and then `second` do.

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
        # Steps of both layers that overlap on `between` are merged.
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


def _merged(first: Steps, second: Steps, between: str, span: Span, origin: Span) -> Step:
    if not second:
        return first[0]
    lo, hi = span
    inner = shifted(second, -lo)
    rule = "+".join(dict.fromkeys(s.rule for s in (*first, *second)))
    plan = first[0].plan + second[0].plan if first else second[0].plan
    return Step(*origin, spliced(between[lo:hi], inner), rule, plan)


def shifted(steps: Steps, by: int) -> list[Step]:
    """`steps` on a text that begins `by` characters earlier."""
    return [Step(start + by, end + by, good, rule, plan) for start, end, good, rule, plan in steps]


def as_one(original: str, steps: Steps) -> Step:
    """`steps` merged into one, for texts with too many to list."""
    start, end = steps[0].start, steps[-1].end
    inner = shifted(steps, -start)
    rule = "+".join(dict.fromkeys(s.rule for s in steps))
    return Step(start, end, spliced(original[start:end], inner), rule, steps[0].plan)


def to_edits(original: str, at: int, steps: Steps) -> list[Edit]:
    """`steps` of the stretch that begins at `at` as edits on `original`."""
    edits: list[Edit] = []
    for start, end, replacement, rule, plan in steps:
        before = original[start + at : end + at]
        if before != replacement:
            edits.append(Edit(start + at, end + at, before, replacement, rule, plan))
    return edits
