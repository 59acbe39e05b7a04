"""Headlines without the site's name, section or tagline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.lines.plain import folded
from cleaner.metadata.urls import host_of

MAX_SITE_WORDS = 8

# Compiled by `re` on first use, so that importing this costs nothing at start-up.
_SEPARATOR = r"\s+(?:[|\-–—·•»«:/~]|::|\|\||>|<|›|‹)\s+|\s*[|｜]\s*|\s+»|:\s+|\s*_\s*(?=\S+$)|\s*[—–]\s*(?=\S+$)"


def site_keys(sites: Sequence[str], url: str | None) -> tuple[str, ...]:
    """Possible names of the site, folded: its stated names and its host name with and without the ending."""
    host = host_of(url)
    labels = host.split(".")
    names = [*sites, host, *(labels[-2:-1] if len(labels) > 1 else [])]
    if len(labels) > 2 and len(labels[-2]) <= 3:
        names.append(labels[-3])
    keys = dict.fromkeys(folded(n) for n in names)
    return tuple(k for k in keys if len(k) > 1)


def without_site(title: str, sites: Sequence[str], *, leading: bool = True) -> str:
    """`title` without the site's name at its end or beginning.

    Args:
        title: a title as the page states it.
        sites: the keys of `site_keys`.
        leading: whether a name at the beginning goes; that of a site's front page is told with it: "Acme: paint".
    """
    for _ in range(3):
        cuts = list(re.finditer(_SEPARATOR, title[:500]))
        if not cuts:
            break
        last, first = cuts[-1], cuts[0]
        if names_site(title[last.end() :], sites) and title[: last.start()].strip():
            title = title[: last.start()].rstrip()
        elif leading and names_site(title[: first.start()], sites) and title[first.end() :].strip():
            title = title[first.end() :].lstrip()
        else:
            # a tagline behind the site's name: ``Headline | Site - All the news``
            at = next(
                (i for i in range(len(cuts) - 1) if names_site(title[cuts[i].end() : cuts[i + 1].start()], sites)), None
            )
            if at is None:
                break
            title = title[: cuts[at].start()].rstrip()
    return title


def names_site(text: str, sites: Sequence[str]) -> bool:
    """Whether `text` is a name of the site, give or take a word."""
    key = folded(text)
    if len(key) < 2 or len(text.split()) > MAX_SITE_WORDS:
        return False
    bare = key.removeprefix("the")
    return any(
        key == s
        or bare == s.removeprefix("the")
        or (len(s) >= 4 and len(bare) >= 4 and (s in key or bare in s) and _alike(key, s))
        for s in sites
    )


def _alike(one: str, two: str) -> bool:
    return min(len(one), len(two)) / max(len(one), len(two)) >= 0.4


def heads(title: str) -> tuple[str, ...]:
    """Every beginning and end of `title` at a separator, longest first."""
    cuts = list(re.finditer(_SEPARATOR, title[:500]))
    parts = [title[: m.start()].rstrip() for m in reversed(cuts)] + [title[m.end() :].lstrip() for m in cuts]
    return tuple(p for p in parts if len(p) >= 8)
