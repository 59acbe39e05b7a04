"""Site profiles: what a site repeats on its pages, learned from them, stored in a file, cut by a filter."""

from cleaner.sites.filter import KnownSites, SiteResidue
from cleaner.sites.profile import Entry, SiteProfile
from cleaner.sites.sketch import Sketch

__all__ = ["Entry", "KnownSites", "SiteProfile", "SiteResidue", "Sketch"]
