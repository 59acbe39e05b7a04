"""Share bars and counters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from cleaner.filters._base import Example, PhraseFilter, cut_block
from cleaner.model import LIKELY, Block, Cut
from cleaner.packs import block_folds, hits
from cleaner.view import View

_MAX_CHARS = 120
_ALL_LINKS = 0.85  # of the characters; blanks and strokes stand between
_COUNTER = r"[\d.]+[km]?"


class ShareBars(PhraseFilter):
    """Share buttons, alone or in a row, with their counters; a sentence about sharing stays."""

    name = "share"
    kind = "share"
    marks = None  # a bar has phrases only in its words
    example = Example(
        """
- Share on Facebook
- Facebook Twitter WhatsApp Email

  The photo was shared on Facebook more than a million times before anyone asked who had taken it.
"""
    )

    def __call__(self, view: View) -> Iterator[Cut]:
        """The share bars of `view`."""
        yield from super().__call__(view)
        for block, folded in zip(view.blocks, block_folds(view), strict=True):
            if is_short_bar(block.of(view.text), folded) or _are_buttons(block, view.text):
                yield cut_block(block, self.kind, "bar", LIKELY)


def has_bar(view: View) -> bool:
    """Whether a block of `view` is a row of labels."""
    texts = [block.of(view.text) for block in view.blocks]
    return any(map(is_short_bar, texts, block_folds(view)))


def is_short_bar(text: str, folded: str) -> bool:
    """Whether the block `text`, in its `folded` form, is a row of labels."""
    return len(text) <= _MAX_CHARS and _is_bar(folded)


def _are_buttons(block: Block, text: str) -> bool:
    """Whether a block of Markdown is nothing but links that share."""
    dom = block.dom
    if dom is None or not dom.inlines or block.shown is None or dom.link_density < _ALL_LINKS:
        return False
    from cleaner.dom import inline_spans  # for Markdown only

    shown = block.of(text)
    links = [i for i in dom.inlines if i.kind == "link"]
    return bool(links) and all(_is_label(shown[a:b]) for a, b in inline_spans(shown, links))


def _first_word(folded: str) -> str:
    return folded.partition(" ")[0].partition(",")[0].partition("/")[0]


@lru_cache(maxsize=1 << 12)
def _is_bar(folded: str) -> bool:
    """Whether a line is nothing but button labels and counters, two labels at least."""
    if not _is_label(_first_word(folded)):  # few lines begin with a label, so this is asked first
        return False
    labels = 0
    for word in folded.replace(",", " ").replace("/", " ").split():
        if _is_label(word):
            labels += 1
        elif not re.fullmatch(_COUNTER, word):
            return False
    return labels >= 2


@lru_cache(maxsize=1 << 14)
def _is_label(word: str) -> bool:
    return any(hit.filter == ShareBars.name for hit in hits(word))
