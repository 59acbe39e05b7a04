"""An HTML page as the metadata sources see it: its tree, its address, and what several sources need."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from cleaner.lines.plain import folded, plain
from cleaner.metadata.html.marks import Marks, Placed
from cleaner.metadata.urls import resolved
from cleaner.model import Claim

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_METAS = 500
MAX_CONTENT = 5_000
"""Characters of one attribute that are read."""
MAX_DEPTH = 300
MAX_CHILDREN = 500
"""Children of one element that are read."""
MAX_HEADINGS = 12
MIN_HEADLINE = 8
"""Letters of a heading that is not part of the title by accident."""

UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "button", "select", "textarea"})
_AWAY_TAGS = frozenset({"aside", "footer", "nav", "form"})
_ROOTS = frozenset({"html", "body", "main", "article"})

Reader = Callable[["Page"], Iterator[Claim]]
T = TypeVar("T")


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
        self._said: dict[Reader, tuple[Claim, ...]] = {}
        self._memo: dict[object, object] = {}

    def memo(self, compute: Callable[[Page], T]) -> T:
        """The result of `compute` on this page, computed once and shared by all sources."""
        if compute not in self._memo:
            self._memo[compute] = compute(self)
        return self._memo[compute]  # type: ignore[return-value]

    def said_by(self, source: Reader) -> tuple[Claim, ...]:
        """The claims of a source, worked out once."""
        if source not in self._said:
            self._said[source] = tuple(source(self))
        return self._said[source]

    @cached_property
    def base(self) -> str | None:
        """The base of relative addresses on the page."""
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
                    found.append((f"itemprop:{key}" if attribute == "itemprop" else key, content))
            if len(found) >= MAX_METAS:
                break
        return tuple(found)

    @cached_property
    def marks(self) -> Marks:
        """The page's elements by what they are called."""
        return Marks(self.root)

    @cached_property
    def headline(self) -> _Element | None:
        """The element that prints the headline; None if it is unclear."""
        return self._headline[1] if self._headline else None

    @cached_property
    def _headline(self) -> Placed | None:
        """The first heading that the page's title begins with or holds; else the longest ``<h1>`` of the first few."""
        stated = [folded(t) for t in self.titles]
        first = self.marks.tags["h1"][:MAX_HEADINGS]
        headings = (
            first
            + self.marks.tags["h2"][:MAX_HEADINGS]
            + self.marks.called["title"][:MAX_HEADINGS]
            + self.marks.tags["h3"][:MAX_HEADINGS]
        )
        keys = [(p, folded(text_of(p[1], 300))) for p in headings]
        keys = [(p, k) for p, k in keys if len(k) >= MIN_HEADLINE]
        for agrees in (_same_beginning, _one_in_other):
            for placed, key in keys:
                if any(agrees(key, t) for t in stated):
                    return placed
        found = [p for p in first if not any(self._leads_away(a) for a in p[1].iterancestors())]
        return max(found or first[:1], key=lambda p: min(len(text_of(p[1], 300)), 30), default=None)

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The page's titles in ``<title>`` and Open Graph."""
        stated = [c for k, c in self.metas if k in ("og:title", "twitter:title")]
        return (*stated[:2], *(text_of(e, 400) for _, e in self.marks.tags["title"][:1]))

    def is_below(self, placed: Placed) -> bool:
        """Whether an element stands below the headline; every one does if there is none."""
        return self._headline is None or placed[0] > self._headline[0]

    @cached_property
    def _around(self) -> frozenset[_Element]:
        """The elements around the headline, which belong to the article."""
        return frozenset(self.headline.iterancestors()) if self.headline is not None else frozenset()

    def is_beside_headline(self, element: _Element) -> bool:
        """Whether `element` stands in one of the elements around the headline, the whole page excepted."""
        parent = element.getparent()
        return parent in self._around and parent.tag not in ("html", "body")

    def is_away(self, element: _Element | None) -> bool:
        """Whether `element` stands in a part of the page that is not about its article: menus, teasers, comments."""
        path: list[_Element] = []
        node = element
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
            away = node not in self._around and (away or (self._leads_away(node) and not self._is_most(node)))
            self._away[node] = away
        return away

    def _is_most(self, element: _Element) -> bool:
        """Whether a third of the page's paragraphs stand in `element`, as in a body called ``with-sidebar``."""
        if "comments" in self.marks.kinds(element):
            return False
        return 3 * sum(1 for _ in element.iter("p")) >= max(3, self._paragraphs)

    @cached_property
    def _paragraphs(self) -> int:
        return sum(1 for _ in self.root.iter("p"))

    def _leads_away(self, element: _Element) -> bool:
        if element.tag in _AWAY_TAGS:
            return True
        return element.tag not in _ROOTS and "away" in self.marks.kinds(element)


def _same_beginning(heading: str, title: str) -> bool:
    return title.startswith(heading) or (len(title) >= MIN_HEADLINE and heading.startswith(title))


def _one_in_other(heading: str, title: str) -> bool:
    return heading in title or (len(title) >= MIN_HEADLINE and title in heading)


def text_pieces(element: _Element, limit: int = 1_000) -> list[str]:
    """The visible pieces of text below `element`, one for each text node.

    Args:
        element: where to read.
        limit: characters after which reading stops.
    """
    pieces: list[str] = []
    size = 0
    opened: list[tuple[_Element, Iterator[_Element]]] = []  # elements being read, and what is left of their children
    node: _Element | None = element
    while node is not None and size < limit:
        tag = node.tag
        text: str | None = None
        if isinstance(tag, str) and tag not in UNSEEN:
            if tag == "br":
                pieces.append("\n")
            if text := node.text:
                pieces.append(text[: limit - size])
                size += len(pieces[-1])
            opened.append((node, islice(node, MAX_CHILDREN)))
        elif node is not element and (text := node.tail):
            pieces.append(text[: limit - size])
            size += len(pieces[-1])
        node = None
        while opened and size < limit:
            last, children = opened[-1]
            if (node := next(children, None)) is not None:
                break
            opened.pop()
            if last is not element and (text := last.tail):
                pieces.append(text[: limit - size])
                size += len(pieces[-1])
    return pieces


def text_of(element: _Element, limit: int = 1_000) -> str:
    """The text below `element` as one line."""
    return plain("".join(text_pieces(element, limit)), limit)
