"""Reads HTML into a Document: every visible text block of the page, and its place in the tree."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from cleaner.dom import Inline, Markup, Node, PageBlock, inline_spans, printing
from cleaner.model import Block, Document, Dom, Edit, Flag, too_many_blocks
from cleaner.page.bare import bare_text
from cleaner.page.blocks import page_blocks
from cleaner.page.options import OPTIONS, HtmlOptions
from cleaner.page.rules import SiteRule, SiteRules, matches
from cleaner.page.tree import LIMITS, PageLimits, ParsedPage, parse
from cleaner.repair import RepairLevel, repair
from cleaner.splice import Span, moved, spliced

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = [
    "LIMITS",
    "OPTIONS",
    "HtmlOptions",
    "PageLimits",
    "ParsedPage",
    "SiteRule",
    "SiteRules",
    "parse",
    "read_html",
]

_GAP = "\n\n"


def read_html(
    original: str,
    *,
    url: str | None = None,
    repairs: RepairLevel = "certain",
    options: HtmlOptions = OPTIONS,
    flags: tuple[Flag, ...] = (),
    encoding: str | None = None,
) -> Document:
    """Read a page of HTML.

    Args:
        original: the page, decoded.
        url: where it came from, if known.
        repairs: the level of repairs.
        options: the user's own rules for sites, and the limits.
        flags: flags from decoding.
        encoding: the encoding that bytes were decoded with.
    """
    rule = options.rules.for_url(url)
    page, found, stale = _parsed(original, options.limits, rule)
    flags = (*flags, *page.flags)
    if page.too_large or len(found) > options.limits.blocks:
        return _unread(original, url, options.limits, flags, encoding)
    if page.root is None:
        return Document(original, "", (), "html", (), flags, url, encoding)
    raw = _GAP.join(b.text for b in found)
    edits = repair(raw, repairs)
    text = spliced(raw, edits)
    spans = _spans(found, text, edits)
    inlines = _inlines(found, spans, text, edits) if edits else [block.inlines for block in found]
    blocks = tuple(
        [
            Block(*span, block.kind, _dom(block, inside))
            for block, span, inside in zip(found, spans, inlines, strict=True)
            if span
        ]
    )
    empty = frozenset([i for i, span in enumerate(spans) if span is None])
    markup = Markup(original, url, partial(_again, limits=options.limits, rule=rule, empty=empty))
    markup.holding(page.root, _without(found, empty))
    return Document(original, text, blocks, "html", edits, (*flags, *stale), url, encoding, markup=markup)


def _parsed(
    original: str, limits: PageLimits, rule: SiteRule | None
) -> tuple[ParsedPage, Sequence[PageBlock], tuple[Flag, ...]]:
    """The page, its text blocks, and a flag for each of the user's rules that match nothing."""
    page = parse(original, limits)
    if page.root is None:
        return page, (), ()
    verdicts, stale = matches(page.root, rule) if rule is not None else ({}, ())
    return page, page_blocks(page.root, verdicts, limits.blocks), stale


def _unread(
    original: str, url: str | None, limits: PageLimits, flags: tuple[Flag, ...], encoding: str | None
) -> Document:
    """A page of too many blocks: its text in one, without its structure."""
    text = bare_text(original[: limits.chars])
    blocks = (Block(0, len(text), "paragraph", Dom("html", "html")),) if text else ()
    flags = (*flags, too_many_blocks(limits.blocks))
    return Document(original, text, blocks, "html", (), flags, url, encoding)


def _again(
    original: str, *, limits: PageLimits, rule: SiteRule | None, empty: frozenset[int]
) -> tuple[HtmlElement, Sequence[PageBlock]]:
    """The tree and the text blocks of a page read before, without those that repairs left empty."""
    page, found, _ = _parsed(original, limits, rule)
    if page.root is None:
        raise ValueError("a page that could be parsed once cannot be parsed again")
    return page.root, _without(found, empty)


def _without(found: Sequence[PageBlock], empty: frozenset[int]) -> Sequence[PageBlock]:
    return [block for i, block in enumerate(found) if i not in empty] if empty else found


def _spans(found: Sequence[PageBlock], text: str, edits: Sequence[Edit]) -> list[Span | None]:
    """Where each block stands in the repaired text; None if repairs left nothing of it."""
    bounds: list[int] = []
    at = 0
    for block in found:
        bounds += (at, at + len(block.text))
        at = bounds[-1] + len(_GAP)
    ends = moved(bounds, edits)
    return [_stripped(text, start, end) for start, end in zip(ends[::2], ends[1::2], strict=True)]


def _inlines(
    found: Sequence[PageBlock], spans: Sequence[Span | None], text: str, edits: Sequence[Edit]
) -> list[tuple[Inline, ...]]:
    """The inlines of each block, where repairs have left them."""
    made: list[tuple[Inline, ...]] = []
    at = 0
    for block, span in zip(found, spans, strict=True):
        start, at = at, at + len(block.text) + len(_GAP)
        if not block.inlines or span is None or not any(e.start < at and start < e.end for e in edits):
            made.append(block.inlines)
            continue
        bounds = [start + i for pair in inline_spans(block.text, block.inlines) for i in pair]
        order = sorted(set(bounds))
        new = dict(zip(order, moved(order, edits), strict=True))
        counts = [printing(text[span[0] : max(span[0], new[i])]) for i in bounds]
        pairs = zip(block.inlines, counts[::2], counts[1::2], strict=True)
        placed = [i if i.kind == "image" else i._replace(start=a, end=b) for i, a, b in pairs]
        made.append(tuple([i for i in placed if i.start < i.end or i.kind == "image"]))
    return made


def _stripped(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    stripped = piece.strip()
    start += len(piece) - len(piece.lstrip())
    return (start, start + len(stripped)) if stripped else None


def _dom(block: PageBlock, inlines: tuple[Inline, ...]) -> Dom:
    node = block.node
    tokens = node.tokens + (node.parent.tokens if node.parent is not None else ())
    density = min(1.0, block.linked / len(block.text))
    ident = node.ident or (node.parent.ident if node.parent is not None and node.parent.tag == "li" else "")
    return Dom(node.path, node.tag, tokens, density, node.hidden, inlines, ident, _first(block))


def _first(block: PageBlock) -> int:
    """The number of the first item of the numbered list that a list item stands in."""
    node: Node | None = block.node if block.kind == "list_item" else None
    while node is not None and node.tag not in ("ol", "ul"):
        node = node.parent
    return 1 if node is None else node.first
