"""The standfirst: the sentence or two between headline and byline."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.filters._base import BuiltIn, Example, cut_block
from cleaner.filters._opening import opening
from cleaner.model import LIKELY, Claim, Cut
from cleaner.view import View

_MIN_CHARS, _MAX_CHARS = 40, 350


class Standfirsts(BuiltIn):
    """A line between the headline and the byline; it becomes the description.

    Without a byline or time stamp below it, it could as well be the first paragraph, and stays.
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
        found = opening(view)
        if found.anchor is None or found.body >= len(view.blocks) or len(found.plain) < 2:
            return
        i = found.plain[-1]
        text = view.texts[i]
        if _MIN_CHARS <= len(text) <= _MAX_CHARS and len(text) > len(view.texts[found.plain[0]]) * 0.8:
            block = view.blocks[i]
            claim = Claim("description", text, "standfirst", 0.9, (block.start, block.end))
            yield cut_block(block, self.kind, "above-byline", LIKELY, (claim,))
