"""HTML into a Document: every visible text block of the page, where it stood, and how likely it is main content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cleaner.classify.blocks.model import Choice, html_judge, only_trafilatura
from cleaner.classify.blocks.page import PageBlock
from cleaner.classify.blocks.trafilatura import trafilatura_shares
from cleaner.errors import ExtractorError
from cleaner.metadata.html import from_html
from cleaner.model import Block, Claim, Document, Dom, Edit, Flag
from cleaner.page.blocks import page_blocks
from cleaner.page.facts import page_facts
from cleaner.page.options import OPTIONS, HtmlOptions
from cleaner.page.rules import SiteRule, SiteRules, matches
from cleaner.page.tree import LIMITS, Limits, Page, parse
from cleaner.repair import RepairLevel, apply, repair

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["LIMITS", "OPTIONS", "HtmlOptions", "Limits", "Page", "SiteRule", "SiteRules", "parse", "read_html"]

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
        repairs: how far broken characters are put right.
        options: what decides on the main content, and within which limits.
        flags: what decoding had to say.
        encoding: what bytes were decoded with.
    """
    page = parse(original, options.limits)
    flags = (*flags, *page.flags)
    if page.root is None:
        return Document(original, "", (), "html", (), (), flags, url, encoding)
    claims = from_html(page.root, url)
    rule = options.rules.for_url(url)
    verdicts, stale = matches(page.root, rule) if rule is not None else ({}, ())
    found = page_blocks(page.root, verdicts)
    choice, failed = _choice(found, page.root, original, claims, options)
    if verdicts:
        choice = _ruled(choice, found)
    raw = _GAP.join(b.text for b in found)
    edits = repair(raw, repairs)
    text = apply(raw, edits)
    blocks = tuple(_spans(found, choice, text, edits))
    flags = (*flags, *stale, *failed)
    sure, article = round(choice.confidence, 4), round(choice.article, 4)
    return Document(original, text, blocks, "html", edits, claims, flags, url, encoding, sure, article)


def _choice(
    found: Sequence[PageBlock], root: HtmlElement, original: str, claims: Sequence[Claim], options: HtmlOptions
) -> tuple[Choice, tuple[Flag, ...]]:
    """What is main content, and a flag if trafilatura was needed and failed."""
    failed: list[Flag] = []

    def extract(texts: Sequence[str]) -> list[float]:
        try:
            # On hard pages its fallbacks say no more than the judge knows by itself.
            return trafilatura_shares(root, texts, fallbacks=options.extractor == "trafilatura")
        except ExtractorError as error:
            failed.append(Flag("extractor-failed", f"{error}; the judge of pages decided without it"))
            return [0.0] * len(texts)

    if options.extractor == "trafilatura":
        choice = only_trafilatura(found, extract)
        if not failed:
            return choice, ()
    return html_judge().choose(found, page_facts(original, claims), extract), tuple(failed)


def _ruled(choice: Choice, found: Sequence[PageBlock]) -> Choice:
    """`choice` with the verdicts of the user's own rules carried out."""
    verdicts = [b.node.verdict for b in found]
    if "keep" in verdicts:
        main = [v == "keep" for v in verdicts]
    else:
        main = [m and v != "drop" for m, v in zip(choice.main, verdicts, strict=True)]
    chances = [float(m) if m != was else c for m, was, c in zip(main, choice.main, choice.chances, strict=True)]
    return replace(choice, chances=chances, main=main)


def _spans(found: Sequence[PageBlock], choice: Choice, text: str, edits: Sequence[Edit]) -> list[Block]:
    """The blocks as spans of the repaired text; a block of which repairs left nothing is none."""
    blocks: list[Block] = []
    at = shift = i = 0
    for block, chance, main in zip(found, choice.chances, choice.main, strict=True):
        start = at + shift
        at += len(block.text)
        while i < len(edits) and edits[i].start < at:
            shift += len(edits[i].replacement) - (edits[i].end - edits[i].start)
            i += 1
        piece = text[start : at + shift]
        at += len(_GAP)
        if stripped := piece.strip():
            start += len(piece) - len(piece.lstrip())
            blocks.append(Block(start, start + len(stripped), block.kind, _dom(block, chance, main)))
    return blocks


def _dom(block: PageBlock, chance: float, main: bool) -> Dom:
    node = block.node
    tokens = node.tokens + (node.parent.tokens if node.parent is not None else ())
    density = min(1.0, block.linked / len(block.text))
    links = block.anchors if main else ()
    return Dom(node.path, node.tag, tokens, density, node.hidden, round(chance, 4), main, links)
