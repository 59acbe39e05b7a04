"""Learn what a site repeats from some of its pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from cleaner.errors import ConfigError, InputError, Needed, reason_of
from cleaner.hosts import host_of
from cleaner.read import KindChoice, read
from cleaner.sites.learn import MIN_PAGES, page_of, profile_of
from cleaner.sites.profile import SiteProfile
from cleaner.sites.sketch import SAMPLE, Sketch, page_key

_HEAD = 65_536  # characters of a page in which its own address is looked for
_ADDRESS = (
    r"""(?i)<link\b(?=[^<>]{0,400}\brel\s*=\s*["']?canonical\b)[^<>]{0,400}?\bhref\s*=\s*["']?(https?://[^\s"'<>]+)""",
    r"""(?i)<meta\b(?=[^<>]{0,400}\bproperty\s*=\s*["']?og:url\b)[^<>]{0,400}?\bcontent\s*=\s*["']?(https?://[^\s"'<>]+)""",
)


class Learner:
    """Samples of the pages of any number of sites, taken as they come; learners of parts of a crawl can be merged.

    Args:
        sample: how many pages of a site are kept, those with the smallest hashes.
    """

    def __init__(self, sample: int = SAMPLE) -> None:
        self.sample = sample
        self.sketches: dict[str, Sketch] = {}

    def add(
        self, source: str | bytes | Path, *, url: str | None = None, site: str | None = None, kind: KindChoice = "auto"
    ) -> str:
        """Look at one page; it is read only if it is among those to keep.

        Args:
            source: text, Markdown or HTML, or the path of a file.
            url: where it came from.
            site: name of its site; None to derive it from `url`, or from the address that a page of HTML states.
            kind: what the page is.

        Returns:
            The name of its site; empty if it is unknown, in which case nothing is kept.

        Raises:
            InputError: the file cannot be read.
        """
        data = _bytes_of(source) if isinstance(source, Path) else source
        name = (host_of(url) or host_of(stated_address(data))) if site is None else site
        if site is None and not name:
            return ""
        sketch = self.sketches.setdefault(name, Sketch(self.sample))
        key = page_key(data)
        if sketch.wants(key):
            with Needed():
                sketch.add(key, page_of(read(data, url=url, kind=kind)))
        return name

    def merge(self, other: Learner) -> None:
        """Add the samples of `other`."""
        for name, sketch in other.sketches.items():
            self.sketches.setdefault(name, Sketch(self.sample)).merge(sketch)

    def profile(self, site: str, *, min_pages: int = MIN_PAGES) -> SiteProfile:
        """What the pages of `site` repeat."""
        return profile_of(self.sketches[site], site=site, min_pages=min_pages)


def learn(
    sources: Iterable[str | bytes | Path], *, url: str | None = None, min_pages: int = MIN_PAGES, sample: int = SAMPLE
) -> SiteProfile:
    """Learn what a site repeats on its pages.

    Args:
        sources: pages of one site as text, Markdown or HTML: str, bytes or the paths of files, in any order. They
            are read one by one, and no more than `sample` are ever kept.
        url: the address of the site or of any of its pages.
        min_pages: the number of pages from which on something counts as repeated; versions of one page count once.
        sample: how many pages are kept, those with the smallest hashes.

    Raises:
        InputError: a file cannot be read.
        ConfigError: `min_pages` or `sample` is too small.

    Examples:
        >>> import cleaner
        >>> pages = [f"Story {n} of the day.\\n\\nThe Daily Example, your paper since 1912" for n in range(9)]
        >>> [entry.text for entry in cleaner.learn(pages).entries]
        ['The Daily Example, your paper since 1912']
    """
    if min_pages < 2 or sample < min_pages:
        raise ConfigError(f"min_pages must be at least 2 and sample no less, not {min_pages!r} and {sample!r}")
    learner, site = Learner(sample), host_of(url)
    learner.sketches[site] = Sketch(sample)
    for source in sources:
        learner.add(source, url=url, site=site)
    return learner.profile(site, min_pages=min_pages)


def stated_address(data: str | bytes) -> str | None:
    """The address that a page of HTML states of itself: its canonical link or ``og:url``."""
    head = data[:_HEAD] if isinstance(data, str) else data[:_HEAD].decode("latin-1")
    if "<" not in head:
        return None
    found = (re.search(pattern, head) for pattern in _ADDRESS)
    return next((m[1] for m in found if m), None)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read ({reason_of(error)})") from None
