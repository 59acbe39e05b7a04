"""Captions of the article's pictures, with their credits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleaner.meta.credits import credit_of, split_credit
from cleaner.meta.page import Page, attribute_words, text_of
from cleaner.meta.plain import folded
from cleaner.model import Caption, Claim

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_CAPTIONS = 60
_CREDIT_WORDS = ("credit", "copyright", "source", "quelle", "photographer", "fotograf", "rights")
_QUERY = "//figcaption | //*[@itemprop='caption'] | //*[contains(@class,'caption') or contains(@class,'Caption') or contains(@class,'bildunterschrift')]"


def figures(page: Page) -> Iterator[Claim]:
    """One claim for each captioned picture, in order, each caption once."""
    seen: set[str] = set()
    taken: list[_Element] = []
    for element in page.xpath(_QUERY)[:300]:
        if element.tag in ("img", "video", "track", "table", "caption", "meta", "body") or page.is_away(element):
            continue
        if any(t in element.iterancestors() for t in taken[-3:]):
            continue
        caption = _caption(element)
        if caption is None or (key := folded(caption.text)) in seen:
            continue
        seen.add(key)
        taken.append(element)
        yield Claim("captions", caption, "figcaption" if element.tag == "figcaption" else "caption-class", 0.8)
        if len(seen) >= MAX_CAPTIONS:
            return


def _caption(element: _Element) -> Caption | None:
    credit = None
    for inner in element.iterdescendants():
        if isinstance(inner.tag, str) and any(w in attribute_words(inner) for w in _CREDIT_WORDS):
            printed = text_of(inner, 200)
            credit = credit_of(printed) or printed or None
            break
    whole = text_of(element, 2_000)
    if credit:
        printed = text_of(inner, 200)
        text = whole.replace(printed, " ") if printed else whole
        return Caption(" ".join(text.split()).strip(" |–—-"), credit) if len(text) > 1 else None
    caption = split_credit(whole)
    return caption if caption.text else None
