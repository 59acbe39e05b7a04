"""Share bars and counters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.filters._base import BuiltIn, Example, cut_block, own_hit
from cleaner.lang import block_folds, block_hits, hits
from cleaner.model import LIKELY, Cut
from cleaner.view import View

_MAX_CHARS = 120
_SPLIT = re.compile(r"[\s|,/·•]+")
_COUNTER = re.compile(r"[\d.]+[km]?", re.IGNORECASE)


class ShareBars(BuiltIn):
    """Share buttons, alone or in a row, with their counters; a sentence about sharing stays."""

    name = "share"
    kind = "share"
    example = Example(
        """
- Share on Facebook
- Facebook Twitter WhatsApp Email

  The photo was shared on Facebook more than a million times before anyone asked who had taken it.
"""
    )

    def __call__(self, view: View) -> Iterator[Cut]:
        """The share bars of `view`."""
        folds = block_folds(view)
        for block, text, found, folded in zip(view.blocks, view.texts, block_hits(view), folds, strict=True):
            if hit := own_hit(found, self.name):
                yield cut_block(block, self.kind, hit.rule, hit.certainty)
            elif len(text) <= _MAX_CHARS and _is_bar(folded):
                yield cut_block(block, self.kind, "bar", LIKELY)


def _is_bar(folded: str) -> bool:
    """Whether a line is nothing but button labels and counters, two labels at least."""
    labels = 0
    for word in _SPLIT.split(folded):
        if own_hit(hits(word), ShareBars.name):
            labels += 1
        elif word and not _COUNTER.fullmatch(word):
            return False
    return labels >= 2
