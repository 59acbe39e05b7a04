"""Section tails: "Latest Headlines" and the list under it."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.filters._base import BuiltIn, Example, cut_block, own_hits
from cleaner.filters._opening import is_prose
from cleaner.model import LIKELY, Cut
from cleaner.view import View

_MAX_ITEM_CHARS = 200


class SectionTails(BuiltIn):
    """The heading of a list of other articles, and the headlines under it.

    Headlines go only up to the end of the text: where prose follows, the list may be the article's own.
    """

    name = "tails"
    kind = "related"
    example = Example(
        """
  The latest headlines were no comfort, and the town switched the radio off and went to bed.

- Latest Headlines
- Ferry to run on Sundays again
- Two held after break-in at the mill
"""
    )

    def __call__(self, view: View) -> Iterator[Cut]:
        """The section tails of `view`."""
        texts = view.texts
        last_prose = next((i for i in range(len(texts) - 1, -1, -1) if is_prose(texts[i])), -1)
        for i, hit in own_hits(view, self.name).items():
            yield cut_block(view.blocks[i], self.kind, hit.rule, hit.certainty)
            if 0 <= last_prose < i:
                for j in range(i + 1, len(texts)):
                    if len(texts[j]) > _MAX_ITEM_CHARS:
                        break
                    yield cut_block(view.blocks[j], self.kind, "item", LIKELY)
