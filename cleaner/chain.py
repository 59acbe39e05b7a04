"""Runs the phases over a document until nothing changes, and stamps each removal."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from cleaner.budget import Budget, OutOfTimeError
from cleaner.lines.torn import torn
from cleaner.model import CERTAIN, Claim, Cut, Document, Flag, Removal
from cleaner.view import Reread, View

MAX_ROUNDS = 12
OUT_OF_TIME = "out-of-time"


class Filter(Protocol):
    """One kind of residue. Its attributes are its settings, which never change; it keeps no state."""

    @property
    def name(self) -> str:
        """The name that presets, configs and removals know it by."""

    def __call__(self, view: View) -> Iterable[Cut]:
        """What should go from `view`, and how certain that is.

        A filter may also have a method ``doubts(view, floor) -> Iterable[Flag]``, called once with what stands in
        the end, to say that it was not sure enough to cut.
        """


class Phase(NamedTuple):
    """Filters that all see the same view, so that their order cannot matter."""

    name: str
    filters: tuple[Filter, ...]


class Outcome(NamedTuple):
    """What a chain did: the last view, the removals (layout among them), and what was read off the cuts.

    Args:
        view: what stands.
        removals: what was taken away.
        claims: metadata read off it.
        flags: what the user should know.
        candidates: what was proposed of the last view but was not sure enough to be carried out.
    """

    view: View
    removals: tuple[Removal, ...] = ()
    claims: tuple[Claim, ...] = ()
    flags: tuple[Flag, ...] = ()
    candidates: tuple[Removal, ...] = ()


class _Stamped(NamedTuple):
    cut: Cut
    filter: str


def run(
    document: Document,
    phases: Sequence[Phase],
    floor: float = 0.0,
    reread: Reread | None = None,
    budget: Budget | None = None,
) -> Outcome:
    """Run `phases` over `document`, again and again until a round cuts nothing.

    Args:
        document: the article as read.
        phases: the filters, in order.
        floor: the least certainty (0 to 1) at which a cut is carried out.
        reread: how the blocks of what stands are found, see `View`.
        budget: the time there is; None for as much as it takes.

    A plan that would leave no word standing, that has not settled after `MAX_ROUNDS` rounds, or for which the time
    did not do, is not carried out: the document comes back whole, with a flag.
    """
    budget = budget or Budget()
    try:
        return _run(document, phases, floor, reread, budget)
    except OutOfTimeError:
        return _refused(document, OUT_OF_TIME, f"not cleaned: took over {budget.seconds:g} s; raise limits.seconds")


def _run(document: Document, phases: Sequence[Phase], floor: float, reread: Reread | None, budget: Budget) -> Outcome:
    view = View(document, reread=reread)
    claims: list[Claim] = []
    unsure: list[_Stamped] = []
    for _ in range(MAX_ROUNDS):
        before = view
        unsure.clear()
        for phase in phases:
            view = _run_phase(view, phase, floor, claims, unsure, budget)
        if view is before:
            break
    else:
        return _refused(document, "not-settled", f"cutting had not come to rest after {MAX_ROUNDS} rounds")
    if view.removals and not any(c.isalnum() for c in view.text):
        said = [flag for flag in _all_doubts(phases, view, floor) if flag.code == "no-article"]
        refused = _refused(
            document, "would-cut-all", "every line looks like residue, so nothing was cut; check the input"
        )
        return refused._replace(flags=(*refused.flags, *said))
    flags = _all_doubts(phases, view, floor)
    removals = tuple(sorted((*view.removals, *view.layout), key=_place))
    candidates = sorted((r for s in unsure for r in _removals(view, s.cut.start, s.cut.end, s)), key=_place)
    return Outcome(view, removals, tuple(dict.fromkeys(claims)), flags, tuple(candidates))


def _all_doubts(phases: Sequence[Phase], view: View, floor: float) -> tuple[Flag, ...]:
    return tuple(flag for phase in phases for f in phase.filters for flag in _doubts(f, view, floor))


def _doubts(f: Filter, view: View, floor: float) -> Iterable[Flag]:
    """What a filter that can be in doubt says of the text that it left standing."""
    doubts = getattr(f, "doubts", None)
    return doubts(view, floor) if doubts is not None else ()


def _refused(document: Document, code: str, message: str) -> Outcome:
    return Outcome(View(document), flags=(Flag(code, message),))


def _run_phase(
    view: View, phase: Phase, floor: float, claims: list[Claim], unsure: list[_Stamped], budget: Budget
) -> View:
    proposed: list[_Stamped] = []
    for f in phase.filters:
        budget.check()
        proposed += [_Stamped(c, f.name) for c in f(view) if c.start < c.end]
    if not proposed:
        return view
    stamped = [s for s in proposed if s.cut.certainty >= floor]
    if len(stamped) < len(proposed):
        unsure.extend(s for s in proposed if s.cut.certainty < floor)
    stamped = _untorn(view, stamped)
    stamped.sort(key=_rank)
    for s in stamped:
        claims.extend(_located(view, c) for c in s.cut.claims)
    removals = [r for start, end, s in _disjoint(view, stamped) for r in _removals(view, start, end, s)]
    return view.less(removals) if removals else view


def _untorn(view: View, stamped: list[_Stamped]) -> list[_Stamped]:
    """The cuts less those that would tear a sentence apart, where that is not certainly residue."""
    likely = [s for s in stamped if s.cut.certainty < CERTAIN]
    spans = [(s.cut.start, s.cut.end) for s in likely]
    if not (bad := torn(view, spans, [bool(s.cut.reasons) for s in likely])):
        return stamped
    gone = {id(likely[i]) for i in bad}
    return [s for s in stamped if id(s) not in gone]


def _removals(view: View, start: int, end: int, stamped: _Stamped) -> Iterator[Removal]:
    """The spans of the document from `start` to `end` of `view`, as taken away by a cut."""
    c, text = stamped.cut, view.document.text
    for a, b in view.to_document(start, end):
        yield Removal(a, b, text[a:b], c.kind, stamped.filter, c.rule, c.certainty, c.reasons)


def _place(removal: Removal) -> tuple[int, int, str, str]:
    return (removal.start, removal.end, removal.filter, removal.rule)


def _rank(s: _Stamped) -> tuple[bool, float, int, int, str, str]:
    """What a phrase or form gives away before what was weighed; then the surest cut, then the longest.

    The rest only makes the order independent of the filters'.
    """
    c = s.cut
    return (bool(c.reasons) or c.kind == "boilerplate", -c.certainty, c.start - c.end, c.start, s.filter, c.rule)


def _disjoint(view: View, ranked: Sequence[_Stamped]) -> Iterator[tuple[int, int, _Stamped]]:
    """Share the characters of each block out among the cuts, the first in rank first.

    White space between blocks is nobody's: the layout decides on it.
    """
    blocks = view.blocks
    starts = [b.start for b in blocks]
    free: dict[int, list[tuple[int, int]]] = {}
    for s in ranked:
        i = max(0, bisect_right(starts, s.cut.start) - 1)
        while i < len(blocks) and blocks[i].start < s.cut.end:
            block = blocks[i]
            if i not in free and s.cut.start <= block.start and block.end <= s.cut.end:
                free[i] = []
                yield block.start, block.end, s
                i += 1
                continue
            left: list[tuple[int, int]] = []
            for a, b in free.get(i, [(block.start, block.end)]):
                lo, hi = max(a, s.cut.start), min(b, s.cut.end)
                if lo >= hi:
                    left.append((a, b))
                    continue
                yield lo, hi, s
                left += [span for span in ((a, lo), (hi, b)) if span[0] < span[1]]
            free[i] = left
            i += 1


def _located(view: View, claim: Claim) -> Claim:
    """`claim` with its span moved from the view onto the document."""
    if claim.span is None:
        return claim
    spans = view.to_document(*claim.span)
    return claim._replace(span=(spans[0][0], spans[-1][1]) if spans else None)
