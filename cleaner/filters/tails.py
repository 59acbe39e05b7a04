"""Section tails: "Latest Headlines" and the list under it."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.filters._base import BuiltIn, Example, Mark, corroborated, cut_block, own_hits
from cleaner.filters._kinds import is_row_of_entries
from cleaner.filters._patterns import pattern_cuts
from cleaner.lines.prose import block_prose
from cleaner.lines.sentences import ends_sentence
from cleaner.model import CERTAIN, LIKELY, Cut, ResidueKind
from cleaner.packs import block_hits
from cleaner.view import View

_MAX_ITEM_CHARS = 200


class SectionTails(BuiltIn):
    """The heading of a list of other articles, and the headlines under it.

    Headlines go only up to the end of the text, or to the first line that ends like a sentence: where prose follows,
    the list may be the article's own, and a sentence needs more than a heading above it to be residue.
    """

    name = "tails"
    kind = "related"
    marks = frozenset[Mark](("related",))
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
        yield from pattern_cuts(view, self.name, self.kind)
        texts, hits, prose = view.texts, block_hits(view), block_prose(view)
        headings = own_hits(view, self.name)
        for i, hit in headings.items():
            if hit.certainty < CERTAIN and i + 1 < len(texts) and ends_sentence(texts[i + 1]) and not hits[i + 1]:
                continue  # it heads a section
            yield cut_block(view.blocks[i], self.kind, hit.rule, corroborated(view, hit.certainty, self.min_kinds))
        openers = [*headings, *(i for i, hit in own_hits(view, "related").items() if hit.match == "line")]
        # Prompts and notices go anyway; only other prose after the heading means that it is no tail.
        last_prose = next((i for i in range(len(texts) - 1, -1, -1) if prose[i] and not hits[i]), -1)
        first = min((i for i in openers if 0 <= last_prose < i), default=len(texts))
        for i in range(first + 1, len(texts)):
            if ends_sentence(texts[i]) and not hits[i]:
                break
            if len(texts[i]) <= _MAX_ITEM_CHARS and not hits[i]:
                kind: ResidueKind = "menu" if is_row_of_entries(texts[i]) else self.kind
                yield cut_block(view.blocks[i], kind, "item", corroborated(view, LIKELY, self.min_kinds))
