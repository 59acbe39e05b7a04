"""Runs the phases over a document until nothing changes, and stamps each removal."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from cleaner.budget import Budget, OutOfTimeError
from cleaner.filters._flags import flags_of
from cleaner.filters._marks import acting
from cleaner.lines.torn import torn_words
from cleaner.model import CERTAIN, NO_ARTICLE, TOO_MANY_BLOCKS, Claim, Cut, Document, Flag, Removal
from cleaner.view import Reread, Span, View

MAX_ROUNDS = 12
OUT_OF_TIME = "out-of-time"
NOT_CLEANED = frozenset({OUT_OF_TIME, TOO_MANY_BLOCKS})  # codes of the flags of what costs too much


class Filter(Protocol):
    """One kind of residue. Its attributes are its settings, which never change; it keeps no state."""

    @property
    def name(self) -> str:
        """The name that presets, configs and removals know it by."""

    def __call__(self, view: View) -> Iterable[Cut]:
        """What should go from `view`, and how certain that is.

        A filter may say in an attribute ``marks`` what it looks for besides phrases and patterns that have its name,
        as a set of `cleaner.filters._base.Mark`: it is not called where a view shows nothing of all that. Without
        one, or with None, it is called every time.

        A filter may also have a method ``flags(view, threshold) -> Iterable[Flag]``. It is called once, with what
        stands at the end, and warns of what the filter was not sure enough to cut. A method ``is_idle(view) -> bool``
        may say beforehand that it would neither cut nor flag anything.
        """


class Phase(NamedTuple):
    """Filters that all see the same view, so that their order cannot matter."""

    name: str
    filters: tuple[Filter, ...]


class Outcome(NamedTuple):
    """What a chain did.

    Args:
        view: what stands at the end.
        removals: what was taken away, layout included.
        claims: metadata that came with the cuts.
        flags: what the user should know.
        candidates: cuts proposed on the last view that were not certain enough to be carried out.
    """

    view: View
    removals: tuple[Removal, ...] = ()
    claims: tuple[Claim, ...] = ()
    flags: tuple[Flag, ...] = ()
    candidates: tuple[Removal, ...] = ()


class _Stamped(NamedTuple):
    cut: Cut
    filter: str


class _Terms(NamedTuple):
    """On what terms cuts are made; see `run`."""

    threshold: float
    budget: Budget
    spared: Sequence[Span]


def run(
    document: Document,
    phases: Sequence[Phase],
    threshold: float = 0.0,
    reread: Reread | None = None,
    budget: Budget | None = None,
    *,
    spared: Sequence[Span] = (),
) -> Outcome:
    """Run `phases` over `document`, again and again until a round cuts nothing.

    Args:
        document: the article as read.
        phases: the filters, in order.
        threshold: the least certainty (0 to 1) at which a cut is carried out.
        reread: how the blocks of what stands are found, see `View`.
        budget: the time allowed; None for no limit.
        spared: spans of the document that stay; a cut that touches one is not made.

    The document comes back whole, with a flag, if the cuts would leave no word standing, if they have not settled
    after `MAX_ROUNDS` rounds, or if the time runs out. Nothing is cut of what the reader says is no article, or has
    too many blocks.
    """
    if any(flag.code in (NO_ARTICLE, TOO_MANY_BLOCKS) for flag in document.flags):
        return Outcome(View(document))
    budget = budget or Budget()
    try:
        return _run(document, phases, reread, _Terms(threshold, budget, spared))
    except OutOfTimeError:
        return _refused(document, OUT_OF_TIME, f"not cleaned: took over {budget.seconds:g} s; raise limits.seconds")


def _run(document: Document, phases: Sequence[Phase], reread: Reread | None, terms: _Terms) -> Outcome:
    view = View(document, reread=reread)
    if all(_is_idle(f, view) for phase in phases for f in phase.filters):
        return Outcome(view)
    claims: list[Claim] = []
    unsure: list[list[_Stamped]] = [[] for _ in phases]
    settled: list[View | None] = [None] * len(phases)  # what each phase left as it was, and would leave so again
    for _ in range(MAX_ROUNDS):
        before = view
        for n, phase in enumerate(phases):
            if view is not settled[n]:
                unsure[n], seen = [], view
                view = _run_phase(view, phase, terms, claims, unsure[n])
                settled[n] = view if view is seen else None
        if view is before:
            break
    else:
        return _refused(document, "not-settled", f"not cleaned: the cuts had not settled after {MAX_ROUNDS} rounds")
    if view.removals and not any(c.isalnum() for c in view.text):
        kept = [flag for flag in _flags(phases, view, terms.threshold) if flag.code == NO_ARTICLE]
        refused = _refused(
            document, "would-cut-all", "every line looks like residue, so nothing was cut; check the input"
        )
        return refused._replace(flags=(*refused.flags, *kept))
    flags = _flags(phases, view, terms.threshold)
    removals = tuple(sorted((*view.removals, *view.layout), key=_place))
    left = [r for some in unsure for s in some for r in _removals(view, s.cut.start, s.cut.end, s)]
    return Outcome(view, removals, tuple(dict.fromkeys(claims)), flags, tuple(sorted(left, key=_place)))


def _is_idle(made: Filter, view: View) -> bool:
    idle = getattr(made, "is_idle", None)
    return idle is not None and idle(view)


def _flags(phases: Sequence[Phase], view: View, threshold: float) -> tuple[Flag, ...]:
    return tuple(flag for phase in phases for f in phase.filters for flag in flags_of(f, view, threshold))


def _refused(document: Document, code: str, message: str) -> Outcome:
    return Outcome(View(document), flags=(Flag(code, message),))


def _run_phase(view: View, phase: Phase, terms: _Terms, claims: list[Claim], unsure: list[_Stamped]) -> View:
    proposed: list[_Stamped] = []
    for f in acting(view, phase.filters):
        terms.budget.check()
        proposed += [_Stamped(c, f.name) for c in f(view) if c.start < c.end]
    if terms.spared:
        proposed = [s for s in proposed if not _touches(view, s.cut, terms.spared)]
    if not proposed:
        return view
    stamped = [s for s in proposed if s.cut.certainty >= terms.threshold]
    if len(stamped) < len(proposed):
        unsure.extend(s for s in proposed if s.cut.certainty < terms.threshold)
    stamped = _untorn(view, stamped)
    stamped.sort(key=_rank)
    claims += [_located(view, c) for s in stamped for c in s.cut.claims]
    removals = [r for start, end, s in _disjoint(view, stamped) for r in _removals(view, start, end, s)]
    return view.less(removals) if removals else view


def _untorn(view: View, stamped: list[_Stamped]) -> list[_Stamped]:
    """The cuts without those that may tear words out of the body; certain cuts stay."""
    torn = torn_words(view, [(s.cut.start, s.cut.end) for s in stamped])
    return [s for i, s in enumerate(stamped) if i not in torn or s.cut.certainty >= CERTAIN] if torn else stamped


def _touches(view: View, cut: Cut, spans: Sequence[Span]) -> bool:
    """Whether `cut` takes something of one of `spans` of the document."""
    return any(a < end and start < b for a, b in spans for start, end in view.to_document(cut.start, cut.end))


def _removals(view: View, start: int, end: int, stamped: _Stamped) -> Iterator[Removal]:
    """One removal for each span of the document that lies between `start` and `end` of `view`."""
    c, text = stamped.cut, view.document.text
    for a, b in view.to_document(start, end):
        yield Removal(a, b, text[a:b], c.kind, stamped.filter, c.rule, c.certainty, c.reasons)


def _place(removal: Removal) -> tuple[int, int, str, str]:
    return (removal.start, removal.end, removal.filter, removal.rule)


def _rank(s: _Stamped) -> tuple[bool, float, int, int, str, str]:
    """Cuts by phrase or form before those that a classifier weighed; then the most certain, then the longest.

    The remaining fields only make the result independent of the order of the filters.
    """
    c = s.cut
    return (bool(c.reasons) or c.kind == "boilerplate", -c.certainty, c.start - c.end, c.start, s.filter, c.rule)


def _disjoint(view: View, ranked: Sequence[_Stamped]) -> Iterator[tuple[int, int, _Stamped]]:
    """Give each character of a block to the highest-ranked cut that covers it.

    White space between blocks belongs to no cut; the layout decides on it.
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
    """`claim` with its span on the document instead of the view."""
    if claim.span is None:
        return claim
    spans = view.to_document(*claim.span)
    return claim._replace(span=(spans[0][0], spans[-1][1]) if spans else None)
