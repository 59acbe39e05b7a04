"""Repeated paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.filters._base import BuiltIn, Example, corroborated, cut_block
from cleaner.lines.prose import block_prose
from cleaner.lines.shared import shares_lines
from cleaner.model import LIKELY, Block, Cut
from cleaner.view import View

_MIN_CHARS, _SENTENCES = 100, 3


class Repeats(BuiltIn):
    """Second copies of long paragraphs. A refrain, a short answer or a repeated line of a list stays, and on a page
    of HTML what stands three times or more in elements of one make: a note under every entry.

    Args:
        min_chars: the least length of a paragraph, in characters, from which on a copy counts as residue.
    """

    name = "repeats"
    kind = "duplicate"
    min_kinds = 3
    example = Example(
        """
  The river rose by two metres in a single night, the warden said, and nobody in the lower town had been told.

  "We heard it before we saw it," he said.

- The river rose by two metres in a single night, the warden said, and nobody in the lower town had been told.

  "We heard it before we saw it," he said.
"""
    )

    def __init__(self, min_chars: int = _MIN_CHARS) -> None:
        self.min_chars = min_chars

    def __call__(self, view: View) -> Iterator[Cut]:
        """The copies in `view`, all but the first of each paragraph."""
        if len(set(view.texts)) == len(view.texts):  # nearly always
            return
        places: dict[str, list[Block]] = {}
        # Between breaks that were found again stand sentences, and those return more often than paragraphs.
        least = self.min_chars * (_SENTENCES if shares_lines(view) else 1)
        for block, text, prose in zip(view.blocks, view.texts, block_prose(view), strict=True):
            if prose and len(text) >= least:
                places.setdefault(text, []).append(block)
        for first, *copies in places.values():
            for block in copies:
                if len(copies) == 1 or block.dom is None or _make(block) != _make(first):
                    yield cut_block(block, self.kind, "copy", corroborated(view, LIKELY, self.min_kinds))


def _make(block: Block) -> object:
    return block.dom and (block.dom.tag, block.dom.tokens)
