"""Blocks of a page that are not its main content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from cleaner.filters._base import BuiltIn, Example
from cleaner.filters._kinds import kind_of
from cleaner.filters._page import no_article, permalinks
from cleaner.lines.plain import caseless
from cleaner.model import CERTAIN, LIKELY, Block, Cut, Flag, ResidueKind
from cleaner.thresholds import thresholds
from cleaner.view import View

if TYPE_CHECKING:
    from cleaner.classify.blocks.model import Reason
    from cleaner.dom import BlockKind, PageBlock

PARTS_TO_INCLUDE = ("captions", "comments", "embeds", "standfirst")
PARTS_TO_LEAVE_OUT: dict[str, BlockKind | None] = {
    "code": "code",
    "embeds": None,
    "headings": "heading",
    "lists": "list_item",
    "quotes": "quote",
    "replies": None,
    "tables": "table",
}
_LEAD = 4  # blocks above the first paragraph that may be the lead photo's caption
_NUMBER = re.compile(r"\[\d+\]")
_LINKED = 0.5  # share of a block's characters in links, from which on it goes with the teasers before it
# The kind of a block by the names of elements, classes and ids, which are English all over the world.
_NAMED: tuple[tuple[ResidueKind, frozenset[str]], ...] = (
    ("comments", frozenset(("comment", "comments", "disqus", "respond"))),
    ("cookies", frozenset(("cookie", "cookies", "consent", "gdpr"))),
    ("prompt", frozenset(("newsletter", "subscribe", "signup", "paywall"))),
    ("share", frozenset(("share", "sharing", "social"))),
    ("related", frozenset(("related", "recommended", "recommendations", "teaser", "teasers"))),
    ("ad", frozenset(("ad", "ads", "advert", "advertisement", "sponsored"))),
    ("byline", frozenset(("byline", "author", "authors"))),
    ("legal", frozenset(("disclaimer", "disclosure"))),
    ("tags", frozenset(("tag", "tags"))),
    ("menu", frozenset(("nav", "menu", "navbar", "navigation", "breadcrumb", "breadcrumbs", "footer", "header"))),
)


_REASONS: Mapping[Reason, ResidueKind] = {
    "contents": "menu",
    "copy": "duplicate",
    "later-article": "related",
    "machine-text": "media",
    "teaser": "related",
}


class Region(BuiltIn):
    """Menus, sidebars, teasers and whatever else stands around the main content of a page of HTML.

    A classifier weighs the blocks of the whole page, including those already cut, so that no cut changes its choice.
    Plain text is left alone.

    Args:
        include: parts to keep although they are not body text: ``captions``, ``comments``, ``embeds`` (posts of social
            networks inside the article; unless they are named the classifier decides on each) or ``standfirst``.
        leave_out: parts to cut although they are: ``code``, ``embeds``, ``headings``, ``lists``, ``quotes``,
            ``replies`` (all posts of a thread but the first) or ``tables``.
        extractor: what finds the main content: ``classifier`` (with trafilatura on doubtful pages), or
            ``trafilatura`` alone.
    """

    name = "region"
    kind = "boilerplate"
    example = Example(
        """
- <nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
  <article><p>The ferry sails again on Monday, the harbour said on Friday, after three weeks in dock.</p></article>
"""
    )

    def __init__(
        self, include: tuple[str, ...] = (), leave_out: tuple[str, ...] = (), extractor: str = "classifier"
    ) -> None:
        self.include, self.leave_out, self.extractor = include, leave_out, extractor

    def __call__(self, view: View) -> Iterator[Cut]:
        """The blocks of `view` outside the main content, and permalinks in its headings."""
        markup = view.document.markup
        if markup is None or not view.blocks:
            return
        from cleaner.classify.blocks.decision import decision

        at, choice = thresholds("blocks"), decision(markup, self.extractor).choice
        main = [choice.main[place] for place in view.places]
        scores = [round(choice.probabilities[place], 4) for place in view.places]
        included = _included(view, main, self.include) if self.include else frozenset()
        left_out = {PARTS_TO_LEAVE_OUT[part] for part in self.leave_out}
        posts = _posts(markup.blocks, choice.main, self.leave_out)
        introduced, kind = False, ""
        for i, (block, text) in enumerate(zip(view.blocks, view.texts, strict=True)):
            # A list that a paragraph of the body announces with a colon belongs to it, however short the items.
            introduced = introduced if block.kind == "list_item" else main[i] and text.endswith((":", "："))
            for start, end in permalinks(block, text) if main[i] else ():
                yield Cut(block.start + start, block.start + end, "menu", "permalink", CERTAIN)
            if block.kind in left_out or view.places[i] in posts:
                yield Cut(block.start, block.end, self.kind, "left-out", CERTAIN, (), (block.kind,))
            elif not main[i] and i not in included and not (introduced and scores[i] >= at["announced"]):
                if scores[i] >= at["amid"] and _is_amid(view, main, i):
                    continue
                sure = scores[i] < at["surely_outside"]
                certainty = at["surely_outside_certainty"] if sure else LIKELY
                reason = choice.reasons.get(view.places[i])
                kind = (_REASONS.get(reason) if reason else None) or _kind_in(view, i, kind)
                yield Cut(block.start, block.end, kind, reason or "region", certainty, (), (f"score {scores[i]:.2f}",))

    def is_idle(self, view: View) -> bool:
        """Whether `view` is plain text, which this filter neither cuts nor flags."""
        return view.document.kind == "text"

    def flags(self, view: View, threshold: float) -> Iterator[Flag]:  # noqa: ARG002 - what every filter is asked
        """Flags if the extractor failed, or if the page has no article."""
        markup = view.document.markup
        if markup is not None and view.document.blocks:
            from cleaner.classify.blocks.decision import decision

            yield from decision(markup, self.extractor).flags
        yield from no_article(view)


def _is_amid(view: View, main: Sequence[bool], i: int) -> bool:
    """Whether block `i` stands between two blocks of the main content that are elements like its own."""
    if not 0 < i < len(main) - 1 or not (main[i - 1] and main[i + 1]):
        return False
    makes = {(block.kind, block.dom and block.dom.path) for block in view.blocks[i - 1 : i + 2]}
    return len(makes) == 1 and view.blocks[i].dom is not None


def _kind_in(view: View, i: int, before: str) -> ResidueKind:
    """The kind of block `i`: by its names, else its words, else the kind of the block cut before it, `before`."""
    block, named = view.blocks[i], _kind(view.blocks[i])
    if named not in ("boilerplate", "menu"):
        return named
    if (text := caseless(view.texts[i])) in view.memo(_titles):
        return "headline"
    if text in view.memo(_descriptions):
        return "standfirst"
    found_kind = kind_of(view, i)
    if found_kind == "boilerplate" and before == "related" and block.dom and block.dom.link_density >= _LINKED:
        return "related"
    return found_kind if found_kind != "boilerplate" else named


def _kind(block: Block) -> ResidueKind:
    if block.kind == "caption" or block.dom is None:
        return "caption"
    path = _NUMBER.sub("", block.dom.path)
    return _named(block.dom.tokens, path)


@lru_cache(maxsize=4096)
def _named(tokens: tuple[str, ...], path: str) -> ResidueKind:
    """The kind by the names of classes and ids, and of the elements on the way."""
    names = {*tokens, *path.split("/")}
    return next((kind for kind, words in _NAMED if not words.isdisjoint(names)), "boilerplate")


def _posts(blocks: Sequence[PageBlock], main: Sequence[bool], parts: Sequence[str]) -> frozenset[int]:
    """The places of the blocks in embedded posts, or in the answers of a thread, as far as they are among `parts`."""
    from cleaner.classify.blocks.posts import embedded_posts, replies

    embeds = embedded_posts(blocks) if "embeds" in parts else frozenset()
    return embeds | replies(blocks, main) if "replies" in parts else embeds


def _included(view: View, main: Sequence[bool], parts: Sequence[str]) -> frozenset[int]:
    """The blocks of `view` that belong to one of `parts`; `main` says which are main content."""
    kept = [i for i, is_main in enumerate(main) if is_main]
    first, last = (kept[0], kept[-1]) if kept else (0, -1)
    inside = range(first - _LEAD, last + 1)
    descriptions = view.memo(_descriptions) if "standfirst" in parts else frozenset()
    markup = view.document.markup
    embeds = _posts(markup.blocks, main, [p for p in parts if p == "embeds"]) if markup is not None else frozenset()
    found = {(i, "embeds") for i in inside if i >= first and view.places[i] in embeds} if embeds else set()
    for i, block in enumerate(view.blocks):
        if i in inside and block.kind == "caption":
            found.add((i, "captions"))
        if i in inside and i < first and caseless(view.texts[i]) in descriptions:
            found.add((i, "standfirst"))
        if block.dom and _kind(block) == "comments":
            found.add((i, "comments"))
    return frozenset(i for i, part in found if part in parts)


def _titles(view: View) -> frozenset[str]:
    return _claimed(view, "title")


def _descriptions(view: View) -> frozenset[str]:
    return _claimed(view, "description")


def _claimed(view: View, field: str) -> frozenset[str]:
    from cleaner.metadata.html import headline_claims

    markup = view.document.markup
    claims = markup.memo(headline_claims) if markup is not None else ()
    return frozenset(caseless(str(claim.value)) for claim in claims if claim.field == field)
