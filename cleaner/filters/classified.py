"""Blocks that the classifier of lines takes for residue, by their shape, place and surroundings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cleaner.filters._base import BuiltIn, Example
from cleaner.filters._entries import live_entries
from cleaner.filters._kinds import kind_of
from cleaner.filters._patterns import has_no_body, own_paragraphs
from cleaner.filters._wrapped import block_goes_on
from cleaner.lines.prose import block_prose
from cleaner.model import NO_ARTICLE, Cut, Flag
from cleaner.packs import block_hits
from cleaner.view import Span, View

if TYPE_CHECKING:
    from cleaner.sites import KnownSites, SiteResidue
    from cleaner.sites.match import Templates

_FENCES = ("```", "~~~", "---", "+++")  # without them the rest of a text is read as something else
_KEPT = frozenset(("code", "link"))  # structure of Markdown that means something to more than its own line
_DOUBT = 0.25  # share of the standing characters in doubt at which the text is flagged
_FEW_PARAGRAPHS = 5
_HEAD = frozenset(("bylines", "timestamps"))
_TAIL = frozenset(("comments", "legal", "related", "tags", "tails"))


class Classified(BuiltIn):
    """Menus, teasers, footers and other residue of plain text in any language; HTML has classifiers of its own.

    Args:
        weights: path of a weights file made by ``scripts/train_lines.py``; empty for the built-in one.
        sites: the filter that cuts what a site repeats, whose profiles are evidence here too; None for no evidence.
    """

    name = "classifier"
    kind = "boilerplate"
    example = Example(
        """
- Home
- Sport
- Weather
- Jobs
- Traffic
- Puzzles
- Letters
- Log in
- Facebook
  The river rose by two metres in a single night, the warden said, and nobody in the lower town had been told.

  Farmers moved their cattle to the hills before dawn, while the council met in the school to plan for worse.

  "We heard it before we saw it," said the warden, who has kept the bridge for thirty years. "It came all at once."

  By noon the water stood in the church, and the road to the north was closed for the rest of the week.

  The council will meet again on Friday, when it has to decide who pays for the new wall along the river bank.
- Facebook
- Letters
- Puzzles
- Traffic
- Tide tables
- Ferry times
- Local sport
- Follow us
- Terms of use
- Privacy
"""
    )

    def __init__(self, weights: str = "", sites: SiteResidue | KnownSites | None = None) -> None:
        self.weights, self.sites = weights, sites

    def with_sites(self, sites: SiteResidue | KnownSites) -> Classified:
        """This filter with what sites repeat as evidence."""
        return Classified(self.weights, sites)

    def __call__(self, view: View) -> Iterator[Cut]:
        """The blocks of `view` that the classifier would cut, each with its calibrated certainty."""
        if view.document.kind != "text" or _is_all_prose(view) or has_no_body(view):
            return
        from cleaner.classify.lines.model import line_classifier

        kept, goes_on = view.memo(_kept), block_goes_on(view)
        spared = {*view.memo(_framed), *view.memo(live_entries)}
        verdicts = [*line_classifier(self.weights).verdicts(view, self._site(view))]
        certainties = {v.block: v.certainty for v in verdicts}
        for v in verdicts:
            b = view.blocks[v.block]
            if v.block in spared:
                continue
            if view.texts[v.block].startswith(_FENCES) or _reaches_into(kept, b.start, b.end):
                continue
            certainty = v.certainty
            if goes_on[v.block]:
                certainty = min(certainties.get(i, 0.0) for i in _sentence(goes_on, v.block))
            yield Cut(b.start, b.end, kind_of(view, v.block), "line", certainty, (), v.reasons)

    def flags(self, view: View, threshold: float) -> Iterator[Flag]:
        """A flag if there is no body, or if much of what stands looks like residue but stays below the threshold."""
        yield from self.sure_flags(view)
        if view.document.kind != "text" or _is_all_prose(view) or has_no_body(view):
            return
        from cleaner.classify.lines.model import line_classifier

        share = line_classifier(self.weights).doubt(view, threshold, self._site(view))
        if share >= _DOUBT:
            message = f"{share:.0%} of what stands looks like residue, but not surely enough to be cut; check the text"
            yield Flag("unsure", message)

    def sure_flags(self, view: View) -> Iterator[Flag]:
        """The flags that the classifier need not be asked for."""
        if has_no_body(view):
            yield Flag(NO_ARTICLE, "the text holds notices and no article, so nothing was cut")

    def _site(self, view: View) -> Templates | None:
        """What the site of `view` repeats, if it is known."""
        profile = self.sites and self.sites.profile_for(view.document.url)
        if profile is None:
            return None
        from cleaner.sites.match import templates_of

        return templates_of(profile)


def _sentence(goes_on: Sequence[bool], i: int) -> range:
    """The blocks of the sentence that goes on from line to line at block `i`: it stands or falls as a whole."""
    start, end = i, i + 1
    while start and goes_on[start - 1]:
        start -= 1
    while end < len(goes_on) and goes_on[end]:
        end += 1
    return range(start, end)


def _framed(view: View) -> range:
    """The blocks between what heads an article and what ends it, if there is little prose in `view`.

    A list, a poem, a dialogue or a table of results has lines like those of a menu. Between a byline or a date and a
    heading of other articles or a prompt for comments, all of that is the body.
    """
    if len(view.memo(own_paragraphs)) > _FEW_PARAGRAPHS:
        return range(0)
    head = None
    for i, gone in enumerate(view.gone_between):
        filters = {removal.filter for removal in gone}
        if head is not None and not filters.isdisjoint(_TAIL):
            return range(head, i)
        if not filters.isdisjoint(_HEAD):
            head = i
    return range(0)


def _kept(view: View) -> tuple[Span, ...]:
    """The code and the link definitions of `view`."""
    if not any(mark in view.text for mark in (*_FENCES[:2], "]:")):
        return ()
    from cleaner.lines.markdown import structure  # few texts have marks of it

    spans: list[Span] = []
    for line in structure(view.text):
        if line.kind not in _KEPT:
            continue
        if spans and not view.text[spans[-1][1] : line.start].strip():
            spans[-1] = (spans[-1][0], line.end)
        else:
            spans.append((line.start, line.end))
    return tuple(spans)


def _reaches_into(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether any of `spans`, which are in order, holds some of what stands from `start` to `end`."""
    at = bisect_left(spans, (end, 0))
    return at > 0 and spans[at - 1][1] > start


def _is_all_prose(view: View) -> bool:
    """Whether `view` holds nothing but paragraphs without phrases, so that the classifier need not look."""
    return all(block_prose(view)) and not any(block_hits(view))
