"""Who the page itself prints as author: byline elements by itemprop, rel, class and address, and lines that say "By"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleaner.meta.names import authors, has_prefix, stated_name
from cleaner.meta.page import Page, attribute_words, text_pieces
from cleaner.meta.plain import plain
from cleaner.model import Claim

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_TEXT = 250
"""Characters of a byline element; a longer one is a biography."""
MAX_LINES = 400
"""Elements behind the headline that may open with "By"."""

_CLASS = (
    "author", "Author", "byline", "Byline", "ByLine", "autor", "Autor", "writer", "contributor", "auteur", "autore", "reporter",
    "journalist", "forfatter", "redakteur", "skribent", "AUTHOR", "BYLINE", "vcard", "firma",
)  # fmt: skip
_NOT_CLASS = (
    "bio", "avatar", "image", "photo", "social", "comment", "related", "description", "follow", "share", "date", "count", "-box",
    "-img", "about", "job", "role", "-desc", "button", "caption", "meta-sep",
)  # fmt: skip
_HREF = (
    "/author/",
    "/authors/",
    "/autor/",
    "/autoren/",
    "/auteur/",
    "/people/",
    "/profile/",
    "/by/",
    "/staff/",
    "/contributor",
    "/reporter",
    "/journalist",
    "author=",
    "/writers/",
    "/team/",
    "/redaktion/",
    "/profil/",
)


def _any(attribute: str, words: tuple[str, ...]) -> str:
    return " or ".join(f"contains(@{attribute},'{w}')" for w in words)


_QUERY = f"//*[@itemprop='author' or @property='author' or @itemprop='author name' or @rel or {_any('class', _CLASS)} or {_any('id', _CLASS[:8])}] | //a[{_any('href', _HREF)}] | //h1"


def bylines(page: Page) -> Iterator[Claim]:
    """Claims of elements that carry the byline, each kind of evidence by itself."""
    by_source: dict[str, list[tuple[bool, _Element]]] = {}
    below = page.headline is None
    for element in page.xpath(_QUERY):
        if element is page.headline:
            below = True
        elif source := _source(element):
            by_source.setdefault(source, []).append((below, element))
    for source in ("microdata", "rel-author", "byline", "author-link"):
        if names := _nearest(page, by_source.get(source, []), source):
            yield Claim("authors", names, f"{source}-element", 0.6)
    if names := _prefixed_line(page):
        yield Claim("authors", names, "byline-words", 0.6)


def _source(element: _Element) -> str | None:
    if element.tag in (
        "meta",
        "link",
        "body",
        "html",
        "img",
        "script",
        "style",
        "main",
        "article",
        "h1",
        "svg",
        "form",
        "input",
    ):
        return None
    if "author" in (element.get("itemprop") or element.get("property") or "").split():
        return "microdata"
    if element.tag == "a" and "author" in (element.get("rel") or "").split():
        return "rel-author"
    words = attribute_words(element)
    if any(w.casefold() in words for w in _CLASS):
        return None if any(w in words for w in _NOT_CLASS) else "byline"
    return "author-link" if element.tag == "a" and any(w in (element.get("href") or "") for w in _HREF) else None


def _nearest(page: Page, elements: list[tuple[bool, _Element]], source: str) -> tuple[str, ...]:
    """The names of the first element below the headline that has any, with those that stand with it."""
    found: list[tuple[bool, _Element, tuple[str, ...]]] = []
    for below, element in elements[:100]:
        if len(found) >= 12:
            break
        if not page.is_away(element) and (names := _names(element, lone=source != "byline")):
            found.append((below, element, names))
    if not found:
        return ()
    _, first, together = next((f for f in found if f[0]), found[0])
    for _, element, names in found:
        if element is not first and _stand_together(first, element):
            together += tuple(n for n in names if n not in together)
    return together


def _stand_together(a: _Element, b: _Element) -> bool:
    """Whether both are in one list of authors: the same parent, or parents that are siblings and alike."""
    one, two = a.getparent(), b.getparent()
    if one is None or two is None or a is two or b is one:
        return False
    if one is two:
        return a.tag == b.tag
    return (
        one.getparent() is two.getparent()
        and one.tag == two.tag
        and one.get("class") == two.get("class")
        and len(one) + len(two) <= 6
    )


def _names(element: _Element, lone: bool) -> tuple[str, ...]:
    inner = element.xpath(".//*[@itemprop='name' or @rel='author']")
    if isinstance(inner, list) and inner:
        names = [n for e in inner[:10] for n in _printed(e, lone=True)]
        if names:
            return tuple(dict.fromkeys(names))
    exact = {"author", "author-name", "fn", "author_name", "authorname", "byline-author", "post-author", "entry-author"}
    return _printed(element, lone or bool(exact & set(attribute_words(element).split())))


def _printed(element: _Element, lone: bool) -> tuple[str, ...]:
    """The names printed in `element`; if `lone`, also a user name or first name that stands by itself."""
    pieces = [p for p in (plain(p, MAX_TEXT) for p in text_pieces(element, MAX_TEXT)) if p]
    if not pieces or sum(map(len, pieces)) >= MAX_TEXT:
        return ()
    names = authors(" | ".join(pieces))
    if not names and lone and len(pieces) <= 2 and (name := stated_name(pieces[-1])):
        return (name,)
    return names


def _prefixed_line(page: Page) -> tuple[str, ...]:
    """The names of the first short element below the headline that opens with "By", "Von", "Par" …"""
    if page.headline is None:
        return ()
    below = page.headline.xpath(
        "following::*[self::p or self::div or self::span or self::li or self::em or self::strong or self::small or self::b or self::address or self::h2 or self::h3 or self::h4 or self::h5 or self::i or self::cite]"
    )
    for element in below[:MAX_LINES] if isinstance(below, list) else []:
        text = (element.text or "").strip()
        if not 2 <= len(text) <= MAX_TEXT or not has_prefix(f"{text} X") or page.is_away(element):
            continue
        whole = [p for p in (plain(p, MAX_TEXT) for p in text_pieces(element, MAX_TEXT)) if p]
        line = " ".join(whole)
        if len(line) <= 120 and has_prefix(line) and (names := authors(" | ".join(whole)) or authors(line)):
            return names
    return ()
