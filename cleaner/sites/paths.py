"""Places of repeats on a site's pages: element paths without numbers, with the names of classes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from cleaner.model import Dom
from cleaner.sites.evidence import certainty, evidence
from cleaner.sites.layout import Pages
from cleaner.sites.profile import Entry
from cleaner.sites.sketch import SampledPage

_MOST_NAMES = 6
_LEAST_TEXTS = 3


def place_of(dom: Dom | None) -> str:
    """The place of a block on its page, the same on all pages of a site: ``body/main/aside .promo .box``."""
    if dom is None:
        return ""
    names = (f".{name}" for name in dom.tokens[:_MOST_NAMES] if not any(c.isdigit() for c in name))
    return " ".join((re.sub(r"\[\d+\]", "", dom.path), *names))


def path_entries(pages: Pages, sample: Sequence[SampledPage], least: int) -> Iterator[Entry]:
    """Named places whose content differs between pages, but nearly all of it also stands on other pages."""
    limits = evidence().limits
    on_stories: dict[str, set[int]] = defaultdict(set)
    held: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for page, story in zip(sample, pages.story, strict=True):
        for text, place in zip(page.blocks, page.paths, strict=False):
            if " ." in place:
                on_stories[text].add(story)
                held[place][text].add(story)
    for place, texts in held.items():
        stories = set().union(*texts.values())
        again = sum(len(on) for text, on in texts.items() if len(on_stories[text]) >= max(least, limits["path_pages"]))
        whole = sum(map(len, texts.values()))
        if (
            len(texts) >= _LEAST_TEXTS
            and len(stories) >= max(least, limits["path_pages"])
            and limits["path_share"] * whole <= again
        ):
            n = len(stories)
            example = " | ".join(sorted(texts, key=lambda t: (-len(texts[t]), t))[:3])[:160]
            yield Entry(place, "path", n, certainty("path", n), "boilerplate", " ".join(example.split()))
