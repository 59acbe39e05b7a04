"""Finds what a sample of a site's pages repeats, each with the certainty that it is residue."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.sites.evidence import evidence
from cleaner.sites.layout import Pages, lay_out
from cleaner.sites.match import Templates
from cleaner.sites.names import name_templates, rest_templates
from cleaner.sites.paths import path_entries
from cleaner.sites.profile import Entry, SiteProfile
from cleaner.sites.repeats import edges, grams_of, passages, repeated_units, stories
from cleaner.sites.sketch import SampledPage
from cleaner.sites.spans import is_likely
from cleaner.sites.weigh import weigh


def mine(sample: Sequence[SampledPage], min_pages: int) -> tuple[int, list[Entry]]:
    """The entries for the pages of `sample`.

    Args:
        sample: pages of one site.
        min_pages: the least number of pages that an entry stands on.

    Returns:
        The number of pages (versions of one page count once), and the entries, the most certain first.
    """
    laid = lay_out(sample)
    grams = [grams_of(page) for page in laid]
    pages = Pages(laid, stories(grams), [page.day for page in sample])
    repeats = [*repeated_units(pages, min_pages), *passages(pages, grams, min_pages), *edges(pages, min_pages)]
    found: dict[tuple[str, str], Entry] = {}
    for entry in (
        *weigh(pages, repeats),
        *name_templates(pages, min_pages),
        *rest_templates(pages, min_pages),
        *path_entries(pages, sample, min_pages),
    ):
        key = (entry.rule, entry.text)
        if key not in found or found[key].pages < entry.pages:
            found[key] = entry
    limits = evidence().limits
    sure = (e for e in found.values() if e.certainty >= limits["least_certainty"])
    kept = sorted(sure, key=lambda e: (-e.certainty, -e.pages, e.text, e.rule))[: int(limits["max_entries"])]
    return len(set(pages.story)), _without_parts(kept)


def _without_parts(entries: Sequence[Entry]) -> list[Entry]:
    """`entries` without redundant ones: parts of others on as many pages, and names covered by a slot."""
    general = [e for e in entries if "{name}" in e.text or "{line}" in e.text]
    cover = Templates(SiteProfile(entries=tuple(general)))
    kept = []
    for e in entries:
        part = e.rule in ("unit", "passage")
        longer = part and any(
            e.text in o.text and o.pages >= e.pages and o.text != e.text and is_likely(o) >= is_likely(e)
            for o in entries
        )
        known = any(f.end - f.start == len(e.text) and f.entry.pages > e.pages for f in cover.find([e.text])[0])
        if not longer and not known:
            kept.append(e)
    return kept
