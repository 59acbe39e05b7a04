"""All claims of an HTML page: one source a file, each listed here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.budget import Budget
from cleaner.dom import Markup
from cleaner.metadata.html.bylines import bylines
from cleaner.metadata.html.figures import figures
from cleaner.metadata.html.guesses import guesses
from cleaner.metadata.html.headings import headings
from cleaner.metadata.html.jsonld import jsonld
from cleaner.metadata.html.links import links
from cleaner.metadata.html.metatags import metatags
from cleaner.metadata.html.page import Page
from cleaner.metadata.html.signed import signed
from cleaner.metadata.html.times import times
from cleaner.model import Claim

if TYPE_CHECKING:
    from lxml.etree import _Element

SOURCES = (jsonld, metatags, headings, bylines, signed, times, figures, links)
_HEADLINES = (jsonld, metatags, headings)  # the sources of titles and descriptions


def from_html(root: _Element, url: str | None = None) -> tuple[Claim, ...]:
    """The claims of a page: one for each field and source.

    Args:
        root: element tree of the whole page.
        url: where the page came from, if known; relative addresses are resolved against it.
    """
    return _claims(Page(root, url), Budget())


def page_claims(markup: Markup, budget: Budget) -> tuple[Claim, ...]:
    """The claims of a page that has been read.

    Raises:
        OutOfTimeError: the budget is used up.
    """
    return _claims(markup.memo(_page), budget)


def headline_claims(markup: Markup) -> tuple[Claim, ...]:
    """The claims of title and description of a page that has been read; a part of `page_claims`."""
    page = markup.memo(_page)
    claims = [claim for source in _HEADLINES for claim in page.said_by(source)]
    return tuple([c for c in claims if c.field in ("title", "description")])


def _page(markup: Markup) -> Page:
    return Page(markup.root, markup.url)


def _claims(page: Page, budget: Budget) -> tuple[Claim, ...]:
    claims: list[Claim] = []
    for source in SOURCES:
        budget.check()
        claims += page.said_by(source)
    budget.check()
    if not any(c.field == "published" for c in claims):
        claims += guesses(page)
    return tuple(claims)
