"""The pictures of a page, and the texts that stand with them like captions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from cleaner.lines.plain import folded
from cleaner.metadata.html.page import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

MEDIA = frozenset({"img", "picture", "video", "audio", "iframe", "object", "canvas", "amp-img"})
MAX_LEVELS = 4
"""Levels above a caption at which its picture is looked for."""
MAX_WRAPS = 7
"""Elements around a picture that hold nothing else; the parser puts every ``<source>`` into the one before."""
MAX_BESIDE = 3
"""Elements before a caption that may hold its picture."""
MAX_LOOKED_INTO = 60
MAX_AROUND = 400
"""Other characters in the element around a caption and its picture."""
MAX_BEHIND = 8
"""Elements behind a picture that are looked at for its caption."""
MIN_ALT = 25
"""Letters of an alternative text that is not printed behind its picture by accident."""
MIN_SAME = 5
"""The same, where nothing else is printed right behind it."""
MAX_BEHIND_ALT = 60
"""Letters that a caption may have beyond the alternative text, for its credit."""
MAX_ALONE = 300
"""Characters of the longest caption that only its place and typeface show."""

PRINTS = ("p", "span", "div", "em", "small", "li", "dd")
_SLANTED = frozenset({"em", "i", "small", "cite"})
_NO_BOX_AROUND = frozenset({"body", "article", "main", "a", "figure", "li"})
_NO_BOX = frozenset({"h1", "h2", "h3", "h4", "ul", "ol", "form", "button", "a", "time"})
_HELD = ("alt", "title", "data-caption", "data-title", "data-sub-html")


def has_picture_near(element: _Element) -> bool:
    """Whether a picture or player stands before `element`, in it, or in an element that holds only the two."""
    if _holds_media(element):
        return True
    node: _Element | None = element
    own = len(text_of(element, MAX_AROUND))
    for _ in range(MAX_LEVELS):
        if node is None:
            return False
        beside = [*islice(node.itersiblings(preceding=True), MAX_BESIDE), *islice(node.itersiblings(), 1)]
        if any(_holds_media(sibling) for sibling in beside):
            return True
        node = node.getparent()
        if node is None or node.tag in ("body", "article", "main"):
            return False
        if len(text_of(node, own + 2 * MAX_AROUND)) > own + MAX_AROUND:
            return False
    return False


def printed_behind(image: _Element) -> _Element | None:
    """The element behind `image` that prints the text of one of its attributes, as only captions do."""
    wanted = [w for a in _HELD if (w := folded(image.get(a) or "")) and len(w) >= MIN_SAME]
    if not wanted:
        return None
    for i, element in enumerate(_following(image)):
        printed = folded(text_of(element, 2 * max(map(len, wanted)) + MAX_BEHIND_ALT))
        says = (printed in wanted and i <= 1) or any(
            len(w) >= MIN_ALT and printed.startswith(w) and len(printed) <= len(w) + MAX_BEHIND_ALT for w in wanted
        )
        if says and not is_linked(element):
            return element
    return None


def slanted_behind(image: _Element) -> _Element | None:
    """The short paragraph right behind `image` that is set in italics or small print throughout."""
    element = next(_following(image), None)
    if element is None or element.tag != "p":
        return None
    slanted = sum(len(text_of(e, MAX_ALONE)) for e in element.iterchildren() if e.tag in _SLANTED)
    text = text_of(element, MAX_ALONE + 1) if slanted else ""
    holds = slanted and len(text) <= MAX_ALONE and slanted >= 0.9 * len(text) and not is_linked(element)
    return element if holds else None


def box_text(image: _Element) -> list[_Element]:
    """The paragraphs that, together with `image`, fill an element named after pictures."""
    above = takewhile(lambda e: e.tag not in _NO_BOX_AROUND, image.iterancestors())
    around = [(node, _is_of_picture(node)) for node in islice(above, MAX_WRAPS)]
    if not any(named for _, named in around):  # nearly always
        return []
    for node, named in around:
        if text := text_of(node, MAX_AROUND + 1):
            return _paragraphs(node) if named and len(text) <= MAX_AROUND else []
    return []


def _is_of_picture(element: _Element) -> bool:
    """Whether `element` is named after pictures."""
    called = f"{element.get('class') or ''} {element.get('id') or ''}".casefold()
    return any(word in called for word in ("image", "photo", "picture", "figure"))


def is_linked(element: _Element) -> bool:
    """Whether `element` stands in a link to another page, or is one itself; a link to the picture does not count."""
    links = list(element.iterdescendants("a"))
    size = len(text_of(element, 800)) if links else 0
    inner = [a for a in links if len(text_of(a, MAX_AROUND)) * 2 > size]
    return any(_leads_on(a) for a in [*inner, *(e for e in islice(element.iterancestors(), 12) if e.tag == "a")])


def _leads_on(link: _Element) -> bool:
    address = (link.get("href") or "").partition("?")[0].casefold()
    return bool(address) and not address.startswith("#") and not address.endswith((".jpg", ".jpeg", ".png", ".webp"))


def _paragraphs(box: _Element) -> list[_Element]:
    """The one or two paragraphs of `box`, if it holds nothing else."""
    found: list[_Element] = []
    for element in islice(box.iterdescendants(), MAX_LOOKED_INTO):
        if element.tag in _NO_BOX:
            return []
        if element.tag in ("p", "div", "span") and text_of(element, 10) and found[-1:] != [element.getparent()]:
            holds_more = any(text_of(e, 10) for e in element.iterdescendants("p", "div", "span"))
            if element.tag == "p" or not holds_more:
                found.append(element)
    return found if 1 <= len(found) <= 2 else []


def _following(image: _Element) -> Iterator[_Element]:
    """The next elements with text behind `image`, as far as one step out of what holds nothing but it."""
    node: _Element | None = image
    for _ in range(MAX_WRAPS):
        if node is None:
            return
        following = node.getnext()
        while following is not None and (not isinstance(following.tag, str) or not text_of(following, 10)):
            if isinstance(following.tag, str) and _holds_media(following):
                return
            following = following.getnext()
        if following is not None:
            yield from islice((e for e in following.iter(*PRINTS) if text_of(e, 10)), MAX_BEHIND)
            return
        node = node.getparent()


def _holds_media(element: _Element) -> bool:
    if element.tag in MEDIA or "background-image" in (element.get("style") or ""):
        return True
    return any(e.tag in MEDIA or e.get("data-src") for e in islice(element.iterdescendants(), MAX_LOOKED_INTO))
