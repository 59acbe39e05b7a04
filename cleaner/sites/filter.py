"""Filters that cut what a site is known to repeat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from cleaner.hosts import host_of, names_of
from cleaner.lines.shown import shown_span
from cleaner.model import Cut
from cleaner.sites.match import templates_of
from cleaner.sites.paths import place_of
from cleaner.sites.profile import BY_HAND, SiteProfile
from cleaner.sites.spans import cut_certainty
from cleaner.view import View


class SiteResidue:
    """Cuts what a site repeats, by its profile.

    Args:
        profile: the profile that `cleaner.learn` made from pages of the site.
    """

    name = "site"

    def __init__(self, profile: SiteProfile) -> None:
        self.profile = _plain(profile)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SiteResidue) and self.profile == other.profile

    def __hash__(self) -> int:
        return hash((SiteResidue, self.profile))

    def __repr__(self) -> str:
        return f"SiteResidue({self.profile.site!r}, {len(self.profile.entries)} entries)"

    def __call__(self, view: View) -> Iterator[Cut]:
        """The parts of `view` that the profile knows."""
        return _cuts(self.profile, view)

    def profile_for(self, url: str | None) -> SiteProfile | None:  # noqa: ARG002
        """The profile, whatever the `url`."""
        return self.profile


class KnownSites:
    """Cuts what a document's site repeats; the URL says which profile applies.

    Args:
        sites: a profile or the path of one by host name, which also covers the hosts below it; or a folder of
            profiles named after their hosts, such as ``news.example.toml``. Files are read when first needed.
    """

    name = "site"

    def __init__(self, sites: Mapping[str, SiteProfile | Path] | Path) -> None:
        self.folder = sites if isinstance(sites, Path) else None
        known = () if isinstance(sites, Path) else sites.items()
        self.sites = tuple((host.lower(), made if isinstance(made, Path) else _plain(made)) for host, made in known)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KnownSites) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((KnownSites, self.folder, self.sites))

    def __repr__(self) -> str:
        return f"KnownSites({str(self.folder or '') or [host for host, _ in self.sites]!r})"

    def __call__(self, view: View) -> Iterator[Cut]:
        """The parts of `view` that the profile of its site knows."""
        profile = self.profile_for(view.document.url)
        return iter(()) if profile is None else _cuts(profile, view)

    def profile_for(self, url: str | None) -> SiteProfile | None:
        """The profile for `url`: of several that fit the one for the longest host name; None for an unknown site."""
        known = dict(self.sites)
        for name in names_of(host_of(url)):
            found = _in_folder(self.folder, name) if self.folder else known.get(name)
            if found is not None:
                return found if isinstance(found, SiteProfile) else _loaded(found)
        return None


@lru_cache(maxsize=4096)
def _in_folder(folder: Path, name: str) -> Path | None:
    path = folder / f"{name}.toml"
    try:
        return path if path.is_file() else None
    except OSError:  # a name that is too long for a file
        return None


@lru_cache(maxsize=512)
def _loaded(path: Path) -> SiteProfile:
    return SiteProfile.load(path)


def _plain(profile: SiteProfile) -> SiteProfile:
    """`profile` without the pages that it was learned from."""
    return profile._replace(sketch=None)


def _cuts(profile: SiteProfile, view: View) -> Iterator[Cut]:
    templates = templates_of(profile)
    for block in view.blocks if templates.places and view.document.kind == "html" else ():
        if (known := templates.places.get(place_of(block.dom))) is not None:
            reason = f"on {known.pages} pages of the site nearly all that stands there: {known.text}"
            yield Cut(block.start, block.end, known.kind, known.rule, cut_certainty(known), (), (reason,))
    if not templates.any_in(view.text, view.texts):
        return
    last = len(view.blocks) - 1
    for i, found in enumerate(view.each(templates.find)):
        for start, end, entry, certainty in found:
            if (entry.rule == "opening" and i) or (entry.rule == "ending" and i < last):
                continue
            where = "in `drop` of the profile" if entry.pages == BY_HAND else f"on {entry.pages} pages of the site"
            if (span := shown_span(view, i, start, end)) is not None:
                yield Cut(*span, entry.kind, entry.rule, certainty, (), (f"{where}: {entry.text}",))
