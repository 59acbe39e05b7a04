"""Blocks of a page that are not its main content."""

from collections.abc import Iterator
from dataclasses import dataclass

from cleaner.filters._base import BuiltIn, Example
from cleaner.model import CERTAIN, LIKELY, BlockKind, Cut, Dom, ResidueKind
from cleaner.view import View

# On sites never seen (domain-wise cross-validation) blocks below this score hold 0.0004 of the body's characters.
_SURE = 0.005
_SURE_CERTAINTY = 0.9996
_DOUBTFUL = 0.1  # from this score on a block is not clearly outside
# What the names of elements, classes and ids, which are English the world over, say of a block that goes.
_NAMED: tuple[tuple[ResidueKind, frozenset[str]], ...] = (
    ("comments", frozenset(("comment", "comments", "disqus", "respond"))),
    ("cookies", frozenset(("cookie", "cookies", "consent", "gdpr"))),
    ("prompt", frozenset(("newsletter", "subscribe", "signup", "paywall"))),
    ("share", frozenset(("share", "sharing", "social"))),
    ("related", frozenset(("related", "recommended", "recommendations", "teaser", "teasers"))),
    ("ad", frozenset(("ad", "ads", "advert", "advertisement", "sponsored"))),
    ("byline", frozenset(("byline", "author", "authors"))),
    ("tags", frozenset(("tag", "tags"))),
    ("menu", frozenset(("nav", "menu", "navbar", "navigation", "breadcrumb", "breadcrumbs", "footer", "header"))),
)


@dataclass(frozen=True, slots=True)
class Region(BuiltIn):
    """Menus, sidebars, teasers and whatever else stands around the main content of a page of HTML.

    The reader weighed each block when the page was whole; this filter only acts on it, so that nothing that
    is cut later can change the choice. Plain text is left alone.

    Args:
        leave_out: kinds of blocks that go even where they are main content, such as ``table`` or ``heading``.
        comments: whether the readers' comments stay.

    """

    leave_out: tuple[BlockKind, ...] = ()
    comments: bool = False

    name = "region"
    kind = "boilerplate"
    example = Example(
        """
- <nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
  <article><p>The ferry sails again on Monday, the harbour said on Friday, after three weeks in dock.</p></article>
"""
    )

    def __call__(self, view: View) -> Iterator[Cut]:
        """The blocks of `view` that the page's own shape gives away."""
        introduced = False
        for block, text in zip(view.blocks, view.texts, strict=True):
            dom = block.dom
            if dom is None:
                continue
            # A list that a main paragraph announces with a colon is its own, however short the items.
            introduced = introduced if block.kind == "list_item" else dom.main and text.endswith((":", "："))
            if block.kind in self.leave_out:
                yield Cut(block.start, block.end, self.kind, "left-out", CERTAIN, (), (block.kind,))
            elif not dom.main and not (introduced and dom.score >= _DOUBTFUL):
                kind: ResidueKind = "caption" if block.kind == "caption" else _kind(dom)
                if kind == "comments" and self.comments:
                    continue
                certainty = _SURE_CERTAINTY if dom.score < _SURE else LIKELY
                yield Cut(block.start, block.end, kind, "region", certainty, (), (f"score {dom.score:.2f}",))


def _kind(dom: Dom) -> ResidueKind:
    names = {*dom.tokens, *(step.partition("[")[0] for step in dom.path.split("/"))}
    return next((kind for kind, words in _NAMED if not words.isdisjoint(names)), "boilerplate")
