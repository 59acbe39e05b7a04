"""Learns the profile of a site from its documents."""

from __future__ import annotations

from cleaner.model import Document
from cleaner.sites.days import day_of
from cleaner.sites.mine import mine
from cleaner.sites.paths import place_of
from cleaner.sites.profile import SiteProfile
from cleaner.sites.sketch import SampledPage, Sketch, page

MIN_PAGES = 2


def page_of(document: Document) -> SampledPage:
    """The part of a document that a sketch keeps."""
    texts = [document.text[b.start : b.end] for b in document.blocks]
    paths = [place_of(b.dom) for b in document.blocks] if document.kind == "html" else ()
    return page(texts, paths, day_of(document))


def profile_of(sketch: Sketch, *, site: str = "", min_pages: int = MIN_PAGES) -> SiteProfile:
    """The profile of the pages in `sketch`.

    Args:
        sketch: pages of one site.
        site: its host name, or another name.
        min_pages: the least number of pages (versions of one page count once) that an entry stands on.
    """
    pages, entries = mine(sketch.pages, min_pages)
    return SiteProfile(site, pages, tuple(entries), sketch=sketch)


def merge(a: SiteProfile, b: SiteProfile, *, min_pages: int = MIN_PAGES) -> SiteProfile:
    """The profile that learning from the pages of both would give, with what a person wrote into either.

    Of profiles read from files, which hold no pages, the entries are put together: one that stands in both has the
    sum of their pages.
    """
    if a.sketch is not None and b.sketch is not None:
        both = Sketch(max(a.sketch.limit, b.sketch.limit))
        both.merge(a.sketch)
        both.merge(b.sketch)
        made = profile_of(both, site=a.site or b.site, min_pages=min_pages)
    else:
        made = _put_together(a, b)
    return made.edited_as(a).edited_as(b)


def _put_together(a: SiteProfile, b: SiteProfile) -> SiteProfile:
    entries = {(e.rule, e.text): e for e in a.entries}
    for e in b.entries:
        if (old := entries.get((e.rule, e.text))) is not None:
            e = e._replace(
                pages=e.pages + old.pages,
                certainty=round(1 - (1 - e.certainty) * (1 - old.certainty), 4),
                example=min(e.example, old.example),
            )
        entries[e.rule, e.text] = e
    ordered = sorted(entries.values(), key=lambda e: (-e.certainty, -e.pages, e.text, e.rule))
    return SiteProfile(a.site or b.site, a.pages + b.pages, tuple(ordered))
