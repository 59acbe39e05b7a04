"""Claims of a page that belong to its article, by their place on the page."""

from __future__ import annotations

from collections.abc import Iterable

from cleaner.model import Caption, Claim, Document
from cleaner.view import View

ABOVE = 8
"""Blocks above the body that may hold the lead picture's caption."""
BELOW = 3
KEY = 80
"""Characters of a caption by which it is found."""


def of_the_article(claims: Iterable[Claim], document: Document, view: View) -> tuple[Claim, ...]:
    """`claims` without captions outside the article, such as those of teasers and of the next story.

    Args:
        claims: the claims of the page.
        document: the page as read.
        view: what stands after cleaning: the article.
    """
    claims = tuple(claims)
    if not view.blocks or not any(c.field == "captions" for c in claims):
        return claims
    start, end = _extent(document, view)
    return tuple(c for c in claims if not isinstance(c.value, Caption) or _is_within(c.value, document, start, end))


def _extent(document: Document, view: View) -> tuple[int, int]:
    first = view.to_document(view.blocks[0].start, view.blocks[0].end)[0][0]
    last = view.to_document(view.blocks[-1].start, view.blocks[-1].end)[-1][1]
    above = [b.start for b in document.blocks if b.start < first]
    below = [b.end for b in document.blocks if b.end > last]
    return (above[-ABOVE:] or [first])[0], (below[:BELOW] or [last])[-1]


def _is_within(caption: Caption, document: Document, start: int, end: int) -> bool:
    """Whether `caption` is printed between `start` and `end`; True if it is found nowhere."""
    key = caption.text[:KEY]
    return document.text.find(key, start, end) >= 0 or key not in document.text
