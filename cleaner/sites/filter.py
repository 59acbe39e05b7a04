"""Cuts what the site is known to repeat."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.model import Cut
from cleaner.sites.match import templates_of
from cleaner.sites.profile import BY_HAND, SiteProfile
from cleaner.view import View


class SiteResidue:
    """What a site repeats on its pages, by its profile.

    Args:
        profile: what `cleaner.learn` made of other pages of the site.
    """

    name = "site"

    def __init__(self, profile: SiteProfile) -> None:
        self.profile = profile._replace(sketch=None)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SiteResidue) and self.profile == other.profile

    def __hash__(self) -> int:
        return hash((SiteResidue, self.profile))

    def __repr__(self) -> str:
        return f"SiteResidue({self.profile.site!r}, {len(self.profile.entries)} entries)"

    def __call__(self, view: View) -> Iterator[Cut]:
        """The parts of `view` that the profile knows."""
        last = len(view.blocks) - 1
        for i, found in enumerate(view.each(templates_of(self.profile).find)):
            at = view.blocks[i].start
            for start, end, entry, certainty in found:
                if (entry.rule == "opening" and i) or (entry.rule == "ending" and i < last):
                    continue
                where = "in `drop` of the profile" if entry.pages == BY_HAND else f"on {entry.pages} pages of the site"
                yield Cut(at + start, at + end, entry.kind, entry.rule, certainty, (), (f"{where}: {entry.text}",))
