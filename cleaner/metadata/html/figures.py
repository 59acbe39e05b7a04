"""Captions of the article's pictures, with their credits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from cleaner.lines.credits import credit_of, split_credit
from cleaner.lines.plain import folded, plain
from cleaner.metadata.html.page import Page, text_of, text_pieces
from cleaner.model import Caption, Claim

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_CAPTIONS = 60
MAX_LOOKED_AT = 1_000
MAX_CAPTION = 2_000
MAX_BEHIND = 8
"""Elements behind an image that are looked at for its caption."""
MIN_ALT = 25
"""Letters of an alternative text that cannot be printed behind its image by chance."""
MAX_BEHIND_ALT = 60
"""Letters that a caption may have more than the alternative text: its credit."""

_PRINTS = ("p", "span", "div", "em", "small", "li", "dd")


def figures(page: Page) -> Iterator[Claim]:
    """One claim for each captioned picture, in order, each caption once."""
    seen: list[str] = []
    marks = page.marks
    placed = {*marks.tags["figcaption"], *marks.tags["img"], *marks.called["caption"], *marks.props["caption"]}
    for _, element in sorted(placed, key=lambda p: p[0])[:MAX_LOOKED_AT]:
        found = _captioned(page, element)
        if found is None or page.is_away(found[0].getparent()):
            continue
        caption = _caption(page, found[0])
        key = folded(caption.text)
        if len(key) < 3 or any(key in s or (len(s) > 20 and s in key) for s in seen):
            continue
        seen.append(key)
        yield Claim("captions", caption, found[1], 0.8)
        if len(seen) >= MAX_CAPTIONS:
            return


def _captioned(page: Page, element: _Element) -> tuple[_Element, str] | None:
    """The element that holds the caption which `element` leads to, and how that is known."""
    if element.tag == "figcaption":
        return element, "figcaption"
    if element.tag == "img":
        beside = _says_alt(element)
        return None if beside is None else (beside, "image-text")
    if element.tag not in _PRINTS:
        return None
    if element.find(".//figcaption") is not None:
        return None
    inner = any("caption" in page.marks.kinds(e) for e in element.iterdescendants(*_PRINTS))
    return None if inner else (element, "caption-class")


def _says_alt(image: _Element) -> _Element | None:
    """The element behind an image that prints what its alternative text says, as only captions do."""
    wanted = folded(image.get("alt") or "")
    if not MIN_ALT <= len(wanted) <= MAX_CAPTION:
        return None
    node: _Element | None = image
    for _ in range(4):
        if node is None:
            return None
        following = node.getnext()
        for element in islice(following.iter(*_PRINTS), MAX_BEHIND) if following is not None else ():
            printed = folded(text_of(element, 2 * len(wanted) + MAX_BEHIND_ALT))
            if printed.startswith(wanted) and len(printed) <= len(wanted) + MAX_BEHIND_ALT and not _is_link(element):
                return element
        node = node.getparent()
    return None


def _is_link(element: _Element) -> bool:
    return element.find(".//a") is not None or any(a.tag == "a" for a in element.iterancestors())


def _caption(page: Page, element: _Element) -> Caption:
    whole = plain(_spaced(text_pieces(element, MAX_CAPTION)), MAX_CAPTION)
    for inner in element.iterdescendants():
        if isinstance(inner.tag, str) and "credit" in page.marks.kinds(inner):
            printed = text_of(inner, 200)
            if not printed or len(printed) == len(whole):
                continue
            text = " ".join(whole.replace(printed, " ").split()).strip(" |–—-")
            return Caption(text, credit_of(printed) or printed)
    return split_credit(whole)


def _spaced(pieces: list[str]) -> str:
    """`pieces` joined; a space where a sentence ends or a bracket or capital follows, as between caption and credit."""
    out = ""
    for piece in pieces:
        if out and piece and (out[-1] in '.!?…)”"' or piece[0] in "(©" or (piece[0].isupper() and out[-1].islower())):
            out += " "
        out += piece
    return out
