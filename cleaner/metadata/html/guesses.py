"""htmldate's search of the whole page, for pages that state no date of publication."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.lines.dates import iso
from cleaner.metadata.html.page import Page
from cleaner.metadata.html.times import days_spoken_of
from cleaner.model import Claim, Source

MAX_PARAGRAPHS = 3_000
MAX_ELEMENTS = 20_000
"""Paragraphs and elements of the largest page that is searched; the time is quadratic in those with text."""


def guesses(page: Page) -> Iterator[Claim]:
    """A claim of htmldate, which counts as a guess."""
    from htmldate import find_date

    if sum(1 for _ in page.root.iter("p", "div", "span")) > MAX_PARAGRAPHS:
        return
    if sum(1 for _ in page.root.iter()) > MAX_ELEMENTS:
        return
    try:  # it copies the tree before it changes anything
        found = find_date(page.root, url=page.url, original_date=True, extensive_search=True)
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return
    # the first of January is how htmldate says a year
    if found and (day := iso(found)) and not day.endswith("-01-01") and day not in days_spoken_of(page):
        yield Claim("published", day, Source("htmldate"), 0.4)
