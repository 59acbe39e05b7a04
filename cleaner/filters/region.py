"""Blocks of a page that are not its main content."""

from collections.abc import Iterator

from cleaner.filters._base import BuiltIn, Example
from cleaner.model import CERTAIN, LIKELY, Cut
from cleaner.view import View

_SURE = 0.01


class Region(BuiltIn):
    """Menus, sidebars, teasers and whatever else stands around the main content of a page of HTML.

    The reader weighed each block when the page was whole; this filter only acts on it, so that nothing that
    is cut later can change the choice. Plain text is left alone.
    """

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
        for block in view.blocks:
            dom = block.dom
            if dom is not None and not dom.main:
                certainty = CERTAIN if dom.score < _SURE else LIKELY
                yield Cut(block.start, block.end, self.kind, "region", certainty, (), (f"score {dom.score:.2f}",))
