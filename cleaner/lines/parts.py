"""Parts of a plain text that stay on request, besides the body: the standfirst, the captions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.lines.captions import block_captions
from cleaner.lines.opening import opening
from cleaner.model import Document
from cleaner.view import Span, View

TAKERS = {"captions": "captions", "standfirst": "standfirsts"}  # the filters that cut them


def spared_spans(parts: Sequence[str], document: Document) -> tuple[Span, ...]:
    """Where `parts` stand in a plain text; on a page the region filter knows them.

    They are looked for in the whole text, since without headline and byline a standfirst is a paragraph like others.

    Args:
        parts: names, of which ``captions`` and ``standfirst`` are parts of a plain text.
        document: the article.
    """
    if document.kind != "text" or TAKERS.keys().isdisjoint(parts):
        return ()
    return tuple(_spans(parts, View(document)))


def _spans(parts: Sequence[str], whole: View) -> Iterator[Span]:
    if "standfirst" in parts and (at := opening(whole).standfirst) is not None:
        yield whole.blocks[at].start, whole.blocks[at].end
    if "captions" in parts:
        for block, caption in zip(whole.blocks, block_captions(whole), strict=True):
            if caption is not None:
                yield block.start, block.end
