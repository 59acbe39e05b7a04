"""Tables of contents: lists of links to the page's own headings, which say what these say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.dom import Node, PageBlock

_LISTS = frozenset(("ul", "ol", "nav"))
_LEAST = 3  # entries
_REPEATED = 0.5  # share of the entries that are headings of the page as well
_WITHIN = 0.9  # share of the links that lead to a place of this page
_LINKED = 0.7  # share of the characters that stand in links
_MARK = re.compile(r"\s*\[[^\[\]]*\]\s*\Z")  # "[edit]" behind a heading
_SIGNS = re.compile(r"[\W\d_]+")


def contents(blocks: Sequence[PageBlock], main: Sequence[bool], url: str = "") -> frozenset[int]:
    """The kept blocks of tables of contents.

    Args:
        blocks: the page's text blocks in order.
        main: whether each is kept.
        url: the page's address; links that begin with it and end in ``#…`` lead to a place of it.
    """
    headings = {
        _key(_MARK.sub("", b.text)) for b, kept in zip(blocks, main, strict=True) if kept and b.kind == "heading"
    }
    lists: dict[Node, list[int]] = {}
    for i, block in enumerate(blocks if headings else ()):
        if (outer := _outermost_list(block.node)) is not None:
            lists.setdefault(outer, []).append(i)
    here = url.partition("#")[0] + "#"
    found: set[int] = set()
    for entries in lists.values():
        repeated = sum([_key(blocks[i].text) in headings for i in entries])
        if len(entries) < _LEAST or repeated < _REPEATED * len(entries):
            continue
        links = [inline.value for i in entries for inline in blocks[i].inlines if inline.kind == "link"]
        within = [a for a in links if (a.startswith("#") and len(a) > 1) or (len(here) > 1 and a.startswith(here))]
        linked, size = sum([blocks[i].linked for i in entries]), sum([len(blocks[i].text) for i in entries])
        if len(within) >= max(_LEAST, _WITHIN * len(links)) and linked >= _LINKED * size:
            found.update(i for i in entries if main[i])
    return frozenset(found)


def _key(text: str) -> str:
    return _SIGNS.sub("", text.casefold())


def _outermost_list(node: Node | None) -> Node | None:
    found = None
    while node is not None:
        found = node if node.tag in _LISTS else found
        node = node.parent
    return found
