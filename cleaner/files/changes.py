"""The removals and repairs of a cleaning as changes to the original file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from cleaner.model import Document, Edit, Removal
from cleaner.splice import Origin, Span, Splice
from cleaner.view import View


def splices_of(document: Document, removals: Sequence[Removal], repairs: Sequence[Edit]) -> list[Splice]:
    """The changes to `document.original` for a selection of removals and repairs.

    Args:
        document: the article as read, plain text.
        removals: the removals to carry out, in order of start; layout is computed anew.
        repairs: the repairs to carry out; other characters stay as they were, unless they are cut.
    """
    cuts = [r for r in removals if r.kind != "layout"]
    gone = _merged(sorted((r.start, r.end) for r in (*cuts, *View(document, cuts).layout)))
    if not document.repairs:
        return [Splice(*span) for span in gone]
    origin = Origin(document.repairs)
    return list(_joined(sorted((*_cut(origin, gone), *_repaired(origin, gone, set(repairs))))))


def _cut(origin: Origin, gone: list[Span]) -> Iterator[Splice]:
    """The removals in text that no repair touched."""
    for start, end in gone:
        i, at = bisect_right(origin.ends, start), start
        while i < len(origin.starts) and origin.starts[i] < end:
            if at < origin.starts[i]:
                yield Splice(at - origin.shift(i), origin.starts[i] - origin.shift(i))
            at = origin.ends[i]
            i += 1
        if at < end:
            yield Splice(at - origin.shift(i), end - origin.shift(i))


def _repaired(origin: Origin, gone: list[Span], wanted: set[Edit]) -> Iterator[Splice]:
    """Each repair as a change: carried out, without what is cut of it, or left out."""
    ends = [end for _, end in gone]
    for e, start, end in zip(origin.changes, origin.starts, origin.ends, strict=True):
        i = bisect_right(ends, start)
        standing, at, swallowed = [], start, False
        while i < len(gone) and gone[i][0] < max(end, start + 1):
            lo, hi = gone[i]
            swallowed = swallowed or (lo < start and end < hi)
            standing.append(e.replacement[at - start : max(at, lo) - start])
            at = max(at, min(hi, end))
            i += 1
        left = "".join([*standing, e.replacement[at - start :]])
        if e in wanted or swallowed or (e.replacement and not left):
            yield Splice(e.start, e.end, left)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """`spans` (in order) with touching ones merged."""
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _joined(splices: Iterable[Splice]) -> Iterator[Splice]:
    """`splices` (in order) with touching ones merged."""
    last: Splice | None = None
    for s in splices:
        if last is not None and last.end == s.start:
            last = Splice(last.start, s.end, last.replacement + s.replacement)
            continue
        if last is not None:
            yield last
        last = s
    if last is not None:
        yield last
