"""One walk over a page's elements, which finds those that the metadata sources look for."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_WORDS = 300
"""Characters of an element's class and id that are read."""
MAX_MARKED = 2_000
"""The most elements of one kind that are kept."""

_CALLED = {
    "byline": re.compile(
        r"author|byline|autor|writer|contributor|auteur|reporter|journalist|forfatter|redakteur|skribent|vcard|firma"
    ),
    "no byline": re.compile(
        r"bio|avatar|image|photo|social|comment|related|description|follow|share|date|count|-box|-img|about|job|role|"
        r"-desc|button|caption|meta-sep"
    ),
    "date": re.compile(r"date|time|datum|fecha|publish|posted|meta|data"),
    "changed": re.compile(r"modif|update|aktualis|last"),
    "published": re.compile(r"published"),
    "caption": re.compile(
        r"caption|bildunterschrift|bildtext|cutline|didascalia|legende?\b|"
        r"(?:image|img|media|photo|foto|picture|pic|bild|pie)[-_]{0,2}(?:info|desc|text|sub|title|legend|foto)"
    ),
    "credit": re.compile(r"credit|copyright|source|quelle|photographer|fotograf|rights|bildautor|byline|author|autor"),
    "title": re.compile(r"headline|(?:entry|post|article|page)[-_]{0,2}title|title--article"),
    "away": re.compile(
        r"comment|kommentar|disqus|related|teaser(?![-_]?(?:image|img|picture|media|text))|sidebar|recommend|footer|"
        r"most-?read|popular|newsletter|promo|carousel|read-?more|recirc|trending|latest|navigation|breadcrumb|cookie|"
        r"modal|menu"
    ),
    "consent": re.compile(r"cookie|consent|gdpr|onetrust|didomi|cmp-?box|ccpa"),
    "comments": re.compile(r"comment|kommentar|disqus"),
    "others": re.compile(
        r"comment|kommentar|disqus|related|recommend|most-?read|popular|carousel|read-?more|recirc|trending|latest"
    ),
}
_ANY = re.compile("|".join(p.pattern for p in _CALLED.values()))
_NONE: frozenset[str] = frozenset()
_KEPT = frozenset({"byline", "date", "caption", "title"})
_TAGS = frozenset({"h1", "h2", "h3", "time", "figcaption", "img", "a", "title", "link", "base"})
_ADDRESS = re.compile(
    r"/(?:authors?|autor(?:en)?|auteur|people|profile?|by|staff|contributors?|reporters?|journalists?|writers|team|redaktion)/|author="
)

Placed = tuple[int, "_Element"]


def _kinds(words: str) -> frozenset[str]:
    return _NONE.union(*map(_kinds_of_word, words.casefold().split()))


@lru_cache(maxsize=16_384)
def _kinds_of_word(word: str) -> frozenset[str]:
    if not _ANY.search(word):
        return _NONE
    return frozenset(name for name, pattern in _CALLED.items() if pattern.search(word))


class Marks:
    """Elements by their names, each with its number in document order.

    Args:
        root: the element tree of the whole page.
    """

    def __init__(self, root: _Element) -> None:
        self.tags: dict[str, list[Placed]] = defaultdict(list)
        self.called: dict[str, list[Placed]] = defaultdict(list)
        self.props: dict[str, list[Placed]] = defaultdict(list)
        self.rels: dict[str, list[Placed]] = defaultdict(list)
        self.author_links: list[Placed] = []
        for placed in enumerate(root.iter()):
            element = placed[1]
            if element.tag in _TAGS:
                self._tagged(placed)
            if isinstance(element.tag, str) and (attributes := element.items()):
                self._mark(placed, dict(cast("list[tuple[str, str]]", attributes)))

    def kinds(self, element: _Element) -> frozenset[str]:
        """The kinds that the class and id of `element` name."""
        return _kinds_of(element.get("class"), element.get("id"))

    def _tagged(self, placed: Placed) -> None:
        element = placed[1]
        same = self.tags[element.tag]
        if len(same) < MAX_MARKED:
            same.append(placed)
            if element.tag == "a" and _ADDRESS.search((element.get("href") or "")[:MAX_WORDS]):
                self.author_links.append(placed)

    def _mark(self, placed: Placed, attributes: dict[str, str]) -> None:
        if kinds := _kinds_of(attributes.get("class"), attributes.get("id")):
            for kind in _KEPT & kinds:
                if len(self.called[kind]) < MAX_MARKED:
                    self.called[kind].append(placed)
        if prop := attributes.get("itemprop") or attributes.get("property"):
            _name(self.props, prop, placed)
        if rel := attributes.get("rel"):
            _name(self.rels, rel, placed)


@lru_cache(maxsize=16_384)
def _kinds_of(named: str | None, numbered: str | None) -> frozenset[str]:
    return _kinds(f"{named or ''} {numbered or ''}"[:MAX_WORDS]) if named or numbered else _NONE


def _name(by_name: dict[str, list[Placed]], names: str, placed: Placed) -> None:
    for name in names[:MAX_WORDS].split():
        if len(by_name[name]) < MAX_MARKED:
            by_name[name].append(placed)
