"""Learn what a site repeats from some of its pages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cleaner.errors import ConfigError
from cleaner.read import read
from cleaner.sites.learn import MIN_PAGES, page_of, profile_of
from cleaner.sites.profile import SiteProfile
from cleaner.sites.sketch import SAMPLE, Sketch, page_key


def learn(
    sources: Iterable[str | bytes | Path], *, url: str | None = None, min_pages: int = MIN_PAGES, sample: int = SAMPLE
) -> SiteProfile:
    """Learn what a site repeats on its pages.

    Args:
        sources: pages of one site as text, Markdown or HTML: str, bytes or the paths of files, in any order. They
            are read one by one, and no more than `sample` are ever kept.
        url: the address of the site or of any of its pages.
        min_pages: the least number of pages that something must stand on; versions of one page count once.
        sample: how many pages are kept, those with the smallest hashes.

    Raises:
        InputError: a file cannot be read.
        ConfigError: `min_pages` or `sample` is too small.

    Example:
        >>> import cleaner
        >>> pages = [f"Story {n} of the day.\\n\\nThe Daily Example, your paper since 1912" for n in range(9)]
        >>> [entry.text for entry in cleaner.learn(pages).entries]
        ['The Daily Example, your paper since 1912']
    """
    if min_pages < 2 or sample < min_pages:
        raise ConfigError(f"min_pages is 2 or more and sample no less, not {min_pages!r} and {sample!r}")
    sketch = Sketch(sample)
    for source in sources:
        data = source.read_bytes() if isinstance(source, Path) else source
        key = page_key(data)
        if sketch.wants(key):
            sketch.add(key, page_of(read(source, url=url)))
    return profile_of(sketch, site=host_of(url) if url else "", min_pages=min_pages)


def host_of(url: str) -> str:
    """The host name of `url`, without ``www.``; `url` itself if it is none."""
    from urllib.parse import urlsplit

    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or url
    except ValueError:
        return url
    return host.removeprefix("www.")
