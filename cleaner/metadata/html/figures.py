"""Captions of the article's pictures, with their credits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleaner.lines.credits import credit_of, split_credit
from cleaner.lines.names import authors, has_prefix, looks_like_name
from cleaner.lines.plain import folded, plain
from cleaner.lines.stamps import is_stamp
from cleaner.metadata.html.page import Page, text_of, text_pieces
from cleaner.metadata.html.pictures import (
    PRINTS,
    box_text,
    has_picture_near,
    is_linked,
    printed_behind,
    slanted_behind,
)
from cleaner.model import Caption, Claim, Source
from cleaner.packs import hits

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_CAPTIONS = 60
MAX_LOOKED_AT = 1_000
MAX_CAPTION = 2_000
MAX_BYLINE = 80
_MIN_KEY = 3
_SLACK = 3
"""Characters beside a credit in an element that holds nothing else."""

_ON_THE_PAGE = frozenset(
    {"ads", "comments", "cookies", "media", "menus", "prompts", "related", "share", "tags", "tails", "timestamps"}
)
"""Filters whose phrases are of the page, not of the picture."""

Captioned = tuple["_Element", Source, tuple["_Element", ...]]
"""The element that holds a caption, the evidence for that, and the element of its credit."""


def figures(page: Page) -> Iterator[Claim]:
    """One claim for each captioned picture, in order, each caption once."""
    seen: list[str] = []
    marks = page.marks
    placed = {*marks.tags["figcaption"], *marks.tags["img"], *marks.called["caption"], *marks.props["caption"]}
    for _, element in sorted(placed, key=lambda p: p[0])[:MAX_LOOKED_AT]:
        found = _captioned(page, element)
        if found is None or page.is_away(found[0].getparent()):
            continue
        caption = _caption(page, found)
        key = folded(caption.text)
        if len(key) < _MIN_KEY or any(key in s or (len(s) > 20 and s in key) for s in seen):
            continue
        if not is_caption(caption) or (found[1].name != "figcaption" and _says_little(caption)):
            continue
        seen.append(key)
        yield Claim("captions", caption, found[1], 0.8)
        if len(seen) >= MAX_CAPTIONS:
            return


def is_caption(caption: Caption) -> bool:
    """Whether text in the place of a caption is one, and no date, byline, prompt or label of the page."""
    text = caption.text
    if caption.credit is not None:
        return any(map(str.isalpha, text))
    if is_stamp(text) or not any(map(str.isalpha, text)):
        return False
    if len(text) <= MAX_BYLINE and has_prefix(text) and authors(text):
        return False
    return not any(hit.match == "line" and hit.filter in _ON_THE_PAGE for hit in hits(text))


def _says_little(caption: Caption) -> bool:
    """Whether a caption without a credit is a name or a word, as below the portrait of an author."""
    text = caption.text
    unspaced = any("\u2e80" <= c < "\uff00" for c in text)
    return caption.credit is None and (looks_like_name(text) or (len(text.split()) == 1 and not unspaced))


def _captioned(page: Page, element: _Element) -> Captioned | None:
    """The element with the caption that `element` leads to, if there is one."""
    if element.tag == "figcaption":
        return None if _is_of_quote(element) or is_linked(element) else (element, Source("figcaption"), ())
    if element.tag == "img":
        return _behind(page, element)
    if element.tag not in PRINTS or element.find(".//figcaption") is not None or is_linked(element):
        return None
    if any("caption" in page.marks.kinds(e) for e in element.iterdescendants(*PRINTS)):
        return None
    return (element, Source("caption-class"), ()) if has_picture_near(element) else None


def _behind(page: Page, image: _Element) -> Captioned | None:
    for qualifier, element in (("text", printed_behind(image)), ("italics", slanted_behind(image))):
        if element is not None:
            return element, Source("image", qualifier), ()
    box = box_text(image)
    if box and not any(page.marks.kinds(e) & {"caption", "credit"} for e in box):
        return box[0], Source("image", "box"), tuple(box[1:])
    return None


def _is_of_quote(caption: _Element) -> bool:
    """Whether a ``<figcaption>`` names who is quoted, in a figure without a picture."""
    figure = caption.getparent()
    return figure is not None and figure.find(".//blockquote") is not None and figure.find(".//img") is None


def _caption(page: Page, found: Captioned) -> Caption:
    element, _, more = found
    whole = _printed(element)
    if more:
        signed = split_credit(_printed(more[0]))
        if signed.credit and not signed.text:
            return split_credit(whole)._replace(credit=signed.credit)
        return split_credit(f"{whole} {_printed(more[0])}")
    marked = [e for e in element.iterdescendants() if isinstance(e.tag, str) and "credit" in page.marks.kinds(e)]
    if not marked and (credit := _credit_beside(page, element)):
        return split_credit(whole)._replace(credit=credit)
    for inner in marked:
        printed = text_of(inner, 200)
        if not printed or len(whole) - len(printed) <= _SLACK or printed not in whole:
            continue
        before, _, behind = whole.partition(printed)
        if len(behind) <= MAX_BYLINE and behind[:1] in "/|,":  # "Jo Roe" marked, "/AFP" behind it
            printed, behind = f"{printed}{behind}", ""
        text = " ".join(f"{before} {behind}".split()).strip(" |–—-")
        return split_credit(text)._replace(credit=credit_of(printed) or printed)
    return split_credit(whole)


def _credit_beside(page: Page, element: _Element) -> str | None:
    """The credit in an element next to the caption's, if an element holds only the two of them."""
    parent = element.getparent()
    if parent is None or "caption" not in page.marks.kinds(parent):
        return None
    for sibling in (*element.itersiblings(preceding=True), *element.itersiblings()):
        if isinstance(sibling.tag, str) and "credit" in page.marks.kinds(sibling) and (text := text_of(sibling, 160)):
            return credit_of(text) or text
    return None


def _printed(element: _Element) -> str:
    return plain(_spaced(text_pieces(element, MAX_CAPTION)), MAX_CAPTION)


def _spaced(pieces: list[str]) -> str:
    """`pieces` joined; a space where a sentence ends or a bracket or capital follows, as between caption and credit."""
    out = ""
    for piece in pieces:
        if out and piece and (out[-1] in '.!?…)”"' or piece[0] in "(©" or (piece[0].isupper() and out[-1].islower())):
            out += " "
        out += piece
    return out
