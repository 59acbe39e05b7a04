"""What stands where a headline stands: ``<title>``, ``<h1>`` and the elements that are called headline."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.meta.page import Page, attribute_words, text_of
from cleaner.model import Claim

MAX_TITLE = 400
_WORDS = (
    "headline",
    "entry-title",
    "post-title",
    "article-title",
    "article__title",
    "article-headline",
    "title--article",
    "posttitle",
    "entrytitle",
    "articletitle",
    "page-title",
    "headline-title",
)


def headings(page: Page) -> Iterator[Claim]:
    """Claims of the page's title element and headings."""
    for element in page.elements("title")[:3]:
        if (
            element.getparent() is not None
            and element.getparent().tag != "svg"
            and (text := text_of(element, MAX_TITLE))
        ):
            yield Claim("title", text, "title", 0.6)
            break
    found = [(e, text_of(e, MAX_TITLE)) for e in page.elements("h1")[:20]]
    found = [(e, t) for e, t in found if t]
    near = [(e, t) for e, t in found if not page.is_away(e)] or found
    if len(near) == 1:
        yield Claim("title", near[0][1], "h1", 0.8)
    elif near:
        best = page.headline
        for element, text in near[:5]:
            yield Claim("title", text, "h1-first" if element is near[0][0] else "h1-later", 0.5)
            if element is best and element is not near[0][0]:
                yield Claim("title", text, "h1-longest", 0.5)
    yield from _named(page)
    if not found:
        for element in page.elements("h2")[:10]:
            if not page.is_away(element) and (text := text_of(element, MAX_TITLE)):
                yield Claim("title", text, "h2", 0.4)
                break


def _named(page: Page) -> Iterator[Claim]:
    """The first element whose class or itemprop calls it the headline."""
    query = "//*[@itemprop='headline' or @itemprop='name' or contains(@class,'title') or contains(@class,'headline')]"
    for element in page.xpath(query)[:200]:
        if element.tag in ("meta", "a", "img", "link", "li") or page.is_away(element):
            continue
        props = (element.get("itemprop") or "").split()
        called = "headline" in props or any(w in attribute_words(element) for w in _WORDS)
        if called and (text := text_of(element, MAX_TITLE)) and len(text) > 10:
            yield Claim("title", text, "microdata" if "headline" in props else "heading-class", 0.6)
            return
