"""An HTML page as the metadata sources see it: its tree, where it came from, and what several of them need."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from cleaner.meta.plain import plain
from cleaner.meta.urls import resolved

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_METAS = 500
MAX_CONTENT = 5_000
"""Characters of one attribute that are read."""
MAX_DEPTH = 300
MAX_ELEMENTS = 2_000
"""Elements of one kind that are looked at."""

UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "button", "select", "textarea"})
_AWAY_TAGS = frozenset({"aside", "footer", "nav", "form"})
_ROOTS = frozenset({"html", "body", "main", "article"})
_AWAY_WORDS = (
    "comment", "kommentar", "related", "teaser", "sidebar", "recommend", "footer", "most-read", "mostread", "popular",
    "newsletter", "promo", "carousel", "read-more", "readmore", "recirc", "trending", "latest", "navigation", "breadcrumb", "cookie",
    "modal", "menu", "disqus",
)  # fmt: skip


class Page:
    """A parsed page.

    Args:
        root: the element tree of the whole page.
        url: where the page came from, if known.
    """

    def __init__(self, root: _Element, url: str | None = None) -> None:
        self.root = root
        self.url = resolved(url, None) if url else None
        self._away: dict[_Element, bool] = {}

    @cached_property
    def base(self) -> str | None:
        """What relative addresses on the page are relative to."""
        for element in self.root.iter("base"):
            if address := resolved(element.get("href") or "", self.url):
                return address
        return self.url

    @cached_property
    def metas(self) -> tuple[tuple[str, str], ...]:
        """Name (lower case) and content of the ``<meta>`` elements, in order; both plain text, none empty."""
        found = []
        for element in self.root.iter("meta"):
            content = plain(element.get("content") or element.get("value") or "", MAX_CONTENT)
            if not content:
                continue
            for attribute in ("name", "property", "itemprop"):
                if key := element.get(attribute):
                    key = key.strip().casefold()[:100]
                    found.append((f"itemprop {key}" if attribute == "itemprop" else key, content))
            if len(found) >= MAX_METAS:
                break
        return tuple(found)

    @cached_property
    def _around(self) -> frozenset[_Element]:
        """What the headline stands in, which cannot lead away from the article."""
        return frozenset(self.headline.iterancestors()) if self.headline is not None else frozenset()

    @cached_property
    def headline(self) -> _Element | None:
        """The ``<h1>`` that most likely carries the headline: the longest that is not in a header or menu."""
        found = [e for e in self.elements("h1")[:20] if not any(_leads_away(a) for a in e.iterancestors())]
        return max(found or self.elements("h1")[:1], key=lambda e: min(len(text_of(e, 300)), 30), default=None)

    def is_away(self, element: _Element) -> bool:
        """Whether `element` stands in a part of the page that is not about its article: menus, teasers, comments."""
        path = []
        node: _Element | None = element
        away = False
        while node is not None and len(path) < MAX_DEPTH:
            if (known := self._away.get(node)) is not None:
                away = known
                break
            path.append(node)
            if node.tag in _ROOTS:
                break
            node = node.getparent()
        for node in reversed(path):
            away = node not in self._around and (away or _leads_away(node))
            self._away[node] = away
        return away

    def elements(self, tag: str) -> list[_Element]:
        """The first `MAX_ELEMENTS` elements called `tag`."""
        return _first(self.root.iter(tag))

    def xpath(self, query: str) -> list[_Element]:
        """The first `MAX_ELEMENTS` elements that `query` selects."""
        found = self.root.xpath(query)
        return [e for e in found[:MAX_ELEMENTS] if hasattr(e, "tag")] if isinstance(found, list) else []


def _leads_away(element: _Element) -> bool:
    if element.tag in _AWAY_TAGS:
        return True
    return element.tag not in _ROOTS and any(w in attribute_words(element) for w in _AWAY_WORDS)


def _first(elements: Iterator[_Element]) -> list[_Element]:
    found = []
    for element in elements:
        found.append(element)
        if len(found) >= MAX_ELEMENTS:
            break
    return found


def text_pieces(element: _Element, limit: int = 1_000) -> list[str]:
    """The pieces of text below `element`, one for each text node, as far as a reader sees them.

    Args:
        element: where to read.
        limit: characters after which reading stops.
    """
    pieces: list[str] = []
    size = 0
    stack: list[tuple[_Element, bool]] = [(element, False)]
    while stack and size < limit:
        node, done = stack.pop()
        if done:
            text = node.tail
        else:
            if node is not element:
                stack.append((node, True))
            if not isinstance(node.tag, str) or node.tag in UNSEEN:
                continue
            if node.tag == "br":
                pieces.append("\n")
            text = node.text
            stack.extend((child, False) for child in reversed(node[:500]))
        if text:
            pieces.append(text[: limit - size])
            size += len(pieces[-1])
    return pieces


def text_of(element: _Element, limit: int = 1_000) -> str:
    """The text below `element` as one line."""
    return plain("".join(text_pieces(element, limit)), limit)


def attribute_words(element: _Element) -> str:
    """Class and id of `element`, lower case."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"[:300].casefold()
