"""How pages are read: the extractor of the main content, the limits, and the user's own rules for sites."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cleaner.errors import UnknownNameError
from cleaner.page.rules import NO_RULES, SiteRules
from cleaner.page.tree import LIMITS, PageLimits

ExtractorChoice = Literal["classifier", "trafilatura"]
EXTRACTORS: tuple[ExtractorChoice, ...] = ("classifier", "trafilatura")


@dataclass(frozen=True, slots=True)
class HtmlOptions:
    """How pages are read.

    Args:
        extractor: what finds the main content: ``classifier`` (with trafilatura where it is not sure of a
            page), or ``trafilatura`` alone.
        rules: the user's own rules for sites; they come before any extractor.
        limits: the limits of a page.
    """

    extractor: ExtractorChoice = "classifier"
    rules: SiteRules = NO_RULES
    limits: PageLimits = LIMITS

    def __post_init__(self) -> None:
        """Check the extractor; raises `UnknownNameError`."""
        if self.extractor not in EXTRACTORS:
            raise UnknownNameError("extractor", self.extractor, EXTRACTORS)


OPTIONS = HtmlOptions()
