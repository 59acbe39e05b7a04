"""Headline candidates: ``<title>``, ``<h1>`` and the elements named headline."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from cleaner.lines.plain import folded
from cleaner.metadata.html.page import Page, text_of
from cleaner.model import Claim, Source
from cleaner.packs import hits

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_TITLE = 400
MIN_TITLE = 10
MAX_BUTTONS = 6
MAX_ABOVE = 8
"""Elements above a heading that may call themselves a consent dialog."""

_ON_THE_PAGE = frozenset({"ads", "comments", "cookies", "menus", "prompts", "related", "share", "tails"})
"""Filters whose phrases are of the page, not of its article."""


def headings(page: Page) -> Iterator[Claim]:
    """Claims of the page's title element and headings."""
    tags = page.marks.tags
    for _, element in tags["title"][:1]:
        if text := text_of(element, MAX_TITLE):
            yield Claim("title", text, Source("title"), 0.6)
    found = [(e, t) for _, e in tags["h1"][:20] if (t := _without_buttons(page, e)) and _may_be_title(page, e, t)]
    near = [(e, t) for e, t in found if not page.is_away(e)] or found
    if len(near) == 1:
        yield Claim("title", near[0][1], Source("h1"), 0.8)
    for i, (element, text) in enumerate(near[:5] if len(near) > 1 else []):
        place = "agreed" if element is page.headline else "first" if i == 0 else "later"
        yield Claim("title", text, Source("h1", place), 0.5)
    yield from _parts(page)
    yield from _named(page)
    if page.headline is not None and page.headline.tag != "h1" and (text := text_of(page.headline, MAX_TITLE)):
        if not _may_be_title(page, page.headline, text):
            return
        yield Claim("title", text, Source("heading", "agreed"), 0.6)
    elif not found:
        for _, element in tags["h2"][:10]:
            text = text_of(element, MAX_TITLE)
            if text and not page.is_away(element) and _may_be_title(page, element, text):
                yield Claim("title", text, Source("h2"), 0.4)
                break


def _without_buttons(page: Page, element: _Element) -> str:
    """The text of a heading without buttons at its end, if a title of the page agrees: ``Ferry sold <a>Share</a>``."""
    whole = text = text_of(element, MAX_TITLE)
    for part in islice(element.iterchildren(reversed=True), MAX_BUTTONS):
        label = text_of(part, MAX_TITLE)
        if not label or not text.endswith(label) or not _is_on_the_page(label):
            break
        text = text.removesuffix(label).rstrip()
    stated = [folded(title) for title in page.titles]
    agrees = any(title.startswith(folded(text)) for title in stated)
    return text if text and agrees and not any(folded(whole) in title for title in stated) else whole


def _is_on_the_page(text: str) -> bool:
    return any(hit.match == "line" and hit.filter in _ON_THE_PAGE for hit in hits(text))


def _may_be_title(page: Page, element: _Element, text: str) -> bool:
    """Whether a heading is not one of the page's own parts: a consent dialog, a prompt, a list of other stories."""
    if _is_on_the_page(text):
        return False
    about_cookies = "cookie" in text.casefold() and not any("cookie" in t.casefold() for t in page.titles)
    return not about_cookies and not any("consent" in page.marks.kinds(e) for e in _with_some_above(element))


def _with_some_above(element: _Element) -> Iterator[_Element]:
    yield element
    yield from (e for e in islice(element.iterancestors(), MAX_ABOVE) if e.tag not in ("body", "html"))


def _parts(page: Page) -> Iterator[Claim]:
    """A headline printed in parts (kicker and headline, headline and date) without its last or first part."""
    headline = page.headline
    if headline is None:
        return
    whole = text_of(headline, MAX_TITLE)
    parts = [text_of(e, MAX_TITLE) for e in headline.iterdescendants() if len(e) == 0]
    parts = [p for p in parts if p and p != whole]
    if not parts:
        return
    for place, text in (
        ("first", whole.removesuffix(parts[-1]) if whole.endswith(parts[-1]) else ""),
        ("last", whole.removeprefix(parts[0]) if whole.startswith(parts[0]) else ""),
    ):
        if len(text := text.strip(" :|–—-•")) >= MIN_TITLE:
            yield Claim("title", text, Source("heading", place), 0.3)


def _named(page: Page) -> Iterator[Claim]:
    """The first element whose itemprop is headline, and the first whose class is."""
    for source, elements in (
        (Source("microdata"), page.marks.props["headline"]),
        (Source("heading", "class"), page.marks.called["title"]),
    ):
        for _, element in elements[:100]:
            if element.tag in ("meta", "a", "img", "link", "li", "body") or len(element) > 12 or page.is_away(element):
                continue
            text = text_of(element, MAX_TITLE)
            if MIN_TITLE <= len(text) < MAX_TITLE and _may_be_title(page, element, text):
                yield Claim("title", text, source, 0.6)
                break
