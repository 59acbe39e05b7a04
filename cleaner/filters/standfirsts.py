"""The standfirst: the sentence or two between headline and byline."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.filters._base import BuiltIn, Example, corroborated, cut_block
from cleaner.filters._page import article_opening
from cleaner.model import LIKELY, Claim, Cut, Source
from cleaner.view import View


class Standfirsts(BuiltIn):
    """A line between the headline and the byline or dateline, or below the byline if a captioned picture and buttons
    part it from the body; it becomes the description.

    Without a byline, time stamp or dateline it could as well be the first paragraph, and stays.
    """

    name = "standfirsts"
    kind = "standfirst"
    example = Example(
        """
  Town keeps its last ferry
- After forty years the crossing gets a new boat, and the price of a ticket stays what it was.
  By Hanna Lind

  The ferry left at six in the morning, as it has done on every working day since 1986.

  Nobody on board had slept much, least of all the captain, who had spent the night in the engine room.
"""
    )

    def __call__(self, view: View) -> Iterator[Cut]:
        """The standfirst of `view`, if it has one."""
        found = article_opening(view)
        if found.standfirst is not None:
            block = view.blocks[found.standfirst]
            claim = Claim(
                "description", view.texts[found.standfirst], Source("standfirst"), 0.9, (block.start, block.end)
            )
            certainty = corroborated(view, LIKELY, self.min_kinds)
            rule = "below-byline" if found.is_below else f"above-{found.evidence}"
            yield cut_block(block, self.kind, rule, certainty, (claim,))
