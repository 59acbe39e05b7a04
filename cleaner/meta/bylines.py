"""Who the page itself prints as author: byline elements by itemprop, rel, class and address, and lines that say "By"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleaner.meta.dates import printed_dates
from cleaner.meta.names import authors, has_prefix, stated_name
from cleaner.meta.nearby import Line, lines_around
from cleaner.meta.page import Page, attribute_words, text_pieces
from cleaner.meta.plain import plain
from cleaner.model import Claim

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_TEXT = 250
"""Characters of a byline element; a longer one is a biography."""
MAX_LINE = 120
LINES_ALONE = 8
"""Lines below the headline within which a name may stand alone."""

_CLASS = (
    "author", "Author", "byline", "Byline", "ByLine", "autor", "Autor", "writer", "contributor", "auteur", "autore", "reporter",
    "journalist", "forfatter", "redakteur", "skribent", "AUTHOR", "BYLINE", "vcard", "firma",
)  # fmt: skip
_NOT_CLASS = (
    "bio", "avatar", "image", "photo", "social", "comment", "related", "description", "follow", "share", "date", "count", "-box",
    "-img", "about", "job", "role", "-desc", "button", "caption", "meta-sep",
)  # fmt: skip
_HREF = ("/author/", "/authors/", "/autor/", "/autoren/", "/auteur/", "/people/", "/profile/", "/by/", "/staff/", "/contributor", "/reporter", "/journalist", "author=", "/writers/", "/team/", "/redaktion/", "/profil/")


_EXACT = frozenset({"author", "author-name", "fn", "author_name", "authorname", "byline-author", "post-author", "entry-author", "documentauthor"})


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
        yield from _nearest(page, by_source.get(source, []), source)
    yield from printed(page)


def _source(element: _Element) -> str | None:
    if element.tag in ("meta", "link", "body", "html", "img", "script", "style", "main", "article", "h1", "svg", "form", "input"):
        return None
    if "author" in (element.get("itemprop") or element.get("property") or "").split():
        return "microdata"
    if element.tag == "a" and "author" in (element.get("rel") or "").split():
        return "rel-author"
    words = attribute_words(element)
    if any(w.casefold() in words for w in _CLASS):
        return None if any(w in words for w in _NOT_CLASS) else "byline"
    return "author-link" if element.tag == "a" and any(w in (element.get("href") or "") for w in _HREF) else None


def _nearest(page: Page, elements: list[tuple[bool, _Element]], source: str) -> Iterator[Claim]:
    """The names of the first element below the headline that has any, with those that stand with it."""
    found: list[tuple[bool, _Element, tuple[str, ...]]] = []
    stated: str | None = None
    for below, element in elements[:100]:
        if len(found) >= 12:
            break
        if page.is_away(element):
            continue
        names, lone = _names(element)
        if names:
            found.append((below, element, names))
        elif lone and (source != "byline" or _EXACT & set(attribute_words(element).split())):
            stated = stated or lone
    if found:
        _, first, together = next((f for f in found if f[0]), found[0])
        for _, element, names in found:
            if element is not first and _stand_together(first, element):
                together += tuple(n for n in names if n not in together)
        yield Claim("authors", together, f"{source}-element", 0.6)
    if stated:
        yield Claim("authors", (stated,), f"{source}-element stated", 0.3)


def _stand_together(a: _Element, b: _Element) -> bool:
    """Whether both are in one list of authors: the same parent, or parents that are siblings and alike."""
    one, two = a.getparent(), b.getparent()
    if one is None or two is None or a is two or b is one:
        return False
    if one is two:
        return a.tag == b.tag
    return one.getparent() is two.getparent() and one.tag == two.tag and one.get("class") == two.get("class") and len(one) + len(two) <= 6


def _names(element: _Element) -> tuple[tuple[str, ...], str | None]:
    """The names printed in `element`, and, where it holds but one thing, that thing."""
    inner = element.xpath(".//*[@itemprop='name' or @rel='author' or contains(@class,'fn')]")
    pieces = _pieces(element)
    if isinstance(inner, list) and inner:
        within = [p for e in inner[:10] for p in _pieces(e)]
        if names := tuple(dict.fromkeys(n for p in within for n in authors(p))):
            return names, None
        pieces = within or pieces
    if not pieces:
        return (), None
    return authors(" | ".join(pieces)), stated_name(pieces[-1]) if len(pieces) <= 2 else None


def _pieces(element: _Element) -> list[str]:
    pieces = [p for p in (plain(p, MAX_TEXT) for p in text_pieces(element, MAX_TEXT)) if p]
    return pieces if sum(map(len, pieces)) < MAX_TEXT else []


def printed(page: Page) -> Iterator[Claim]:
    """Claims of the lines around the headline that open with "By", "Von", "Par" …, or are nothing but a name."""
    lines = lines_around(page)
    dated = {line.distance for line in lines if len(line.text) <= 80 and printed_dates(line.text)}
    words = alone = None
    for line in lines:
        if len(line.text) > MAX_LINE:
            continue
        if words is None and has_prefix(line.text) and (names := authors(" | ".join(line.pieces)) or authors(line.text)):
            words = Claim("authors", names, "byline-words", 0.7)
        elif alone is None and 0 < line.distance <= LINES_ALONE and (names := _nothing_but_names(line)):
            near = any(line.distance + i in dated for i in (-1, 0, 1, 2))
            alone = Claim("authors", names, "name-by-date" if near else "name-line", 0.4)
    yield from (c for c in (words, alone) if c)


def _nothing_but_names(line: Line) -> tuple[str, ...]:
    """The names in a line that holds nothing else but a date."""
    if len(line.text) > 60:
        return ()
    names = authors(" | ".join(line.pieces))
    rest = sum(c.isalpha() for c in line.text) - sum(c.isalpha() for n in names for c in n)
    return names if names and rest <= 12 and (rest == 0 or printed_dates(line.text)) else ()
