"""What a cleaning did, as changes to the original: where each stands, and what the file becomes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from cleaner.model import Document, Edit, Removal
from cleaner.splice import Origin, Span, Splice
from cleaner.view import View


def splices_of(document: Document, removals: Sequence[Removal], repairs: Sequence[Edit]) -> list[Splice]:
    """The changes to `document.original` that carry out some of what was found.

    Args:
        document: the article as read, plain text.
        removals: those that are carried out, in order of start; layout is worked out anew.
        repairs: those that are carried out; the others stay as they were, unless what they are in is cut.
    """
    cuts = [r for r in removals if r.kind != "layout"]
    gone = _merged(sorted((r.start, r.end) for r in (*cuts, *View(document, cuts).layout)))
    if not document.repairs:
        return [Splice(*span) for span in gone]
    origin = Origin(document.repairs)
    return list(_joined(sorted((*_cut(origin, gone), *_repaired(origin, gone, set(repairs))))))


def _cut(origin: Origin, gone: list[Span]) -> Iterator[Splice]:
    """What is taken away of the text that no repair touched."""
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
    """What becomes of each repair: carried out, less what is cut of it, or left as it was."""
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
    """`spans` (in order) with those that touch made one."""
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _joined(splices: Iterable[Splice]) -> Iterator[Splice]:
    """`splices` (in order) with those that touch made one."""
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
