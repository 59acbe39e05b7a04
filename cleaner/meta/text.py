"""Claims read off plain text that is not cut."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.meta.datelines import dateline
from cleaner.model import Claim, Document
from cleaner.view import View

_LEADS = 3


def from_text(_document: Document, view: View) -> tuple[Claim, ...]:
    """The claims of what still stands."""
    return tuple(_datelines(view))


def _datelines(view: View) -> Iterator[Claim]:
    for block, text in zip(view.blocks[:_LEADS], view.texts[:_LEADS], strict=True):
        if found := dateline(text):
            spans = view.to_document(block.start, block.start + found[1])
            yield Claim("dateline", found[0], "dateline", 0.9, (spans[0][0], spans[-1][1]))
            return
