"""HTML into a Document: every visible text block of the page, where it stood, and how likely it is main content."""

from __future__ import annotations

from cleaner.judge.html_page import PageBlock
from cleaner.judge.html_trafilatura import chosen_by_trafilatura
from cleaner.meta.html import from_html
from cleaner.model import Block, Document, Dom, Edit, Flag
from cleaner.read.html.blocks import page_blocks
from cleaner.read.html.tree import LIMITS, Limits, Page, parse
from cleaner.read.repair import RepairLevel, apply, repair

__all__ = ["LIMITS", "Limits", "Page", "parse", "read_html"]

_GAP = "\n\n"


def read_html(
    original: str,
    *,
    url: str | None = None,
    repairs: RepairLevel = "certain",
    limits: Limits = LIMITS,
    flags: tuple[Flag, ...] = (),
    encoding: str | None = None,
) -> Document:
    """Read a page of HTML.

    Args:
        original: the page, decoded.
        url: where it came from, if known.
        repairs: how far broken characters are put right.
        limits: what is refused; whatever is left out is a flag.
        flags: what decoding had to say.
        encoding: what bytes were decoded with.

    """
    page = parse(original, limits)
    flags = (*flags, *page.flags)
    if page.root is None:
        return Document(original, "", (), "html", (), (), flags, url, encoding)
    claims = from_html(page.root, url)
    found = page_blocks(page.root)
    scores = chosen_by_trafilatura(page.root, [b.text for b in found])
    raw = _GAP.join(b.text for b in found)
    edits = repair(raw, repairs)
    text = apply(raw, edits)
    blocks = tuple(_spans(found, scores, text, edits))
    return Document(original, text, blocks, "html", edits, claims, flags, url, encoding)


def _spans(found: list[PageBlock], scores: list[float], text: str, edits: tuple[Edit, ...]) -> list[Block]:
    """The blocks as spans of the repaired text; a block of which repairs left nothing is none."""
    blocks: list[Block] = []
    at = shift = i = 0
    for block, score in zip(found, scores, strict=True):
        start = at + shift
        at += len(block.text)
        while i < len(edits) and edits[i].start < at:
            shift += len(edits[i].replacement) - (edits[i].end - edits[i].start)
            i += 1
        piece = text[start : at + shift]
        at += len(_GAP)
        if stripped := piece.strip():
            start += len(piece) - len(piece.lstrip())
            blocks.append(Block(start, start + len(stripped), block.kind, _dom(block, score)))
    return blocks


def _dom(block: PageBlock, score: float) -> Dom:
    node = block.node
    tokens = node.tokens + (node.parent.tokens if node.parent is not None else ())
    return Dom(node.path, node.tag, tokens, min(1.0, block.linked / len(block.text)), node.hidden, score, score >= 0.5)
