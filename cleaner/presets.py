"""The presets: which filters run, in which order. The one place where order is read.

Filters of one phase all see the same view; a filter that needs another's work stands in a later phase.
`max_loss` is the share of body characters that a preset accepts to lose on sites that nobody has tuned for.
"""

from __future__ import annotations

from typing import NamedTuple

from cleaner.chain import Phase
from cleaner.errors import UnknownNameError
from cleaner.filters._base import BuiltIn
from cleaner.filters._guarded import Guarded
from cleaner.filters.ads import AdLabels
from cleaner.filters.bylines import Bylines
from cleaner.filters.captions import Captions
from cleaner.filters.classified import Classified
from cleaner.filters.comments import CommentPrompts
from cleaner.filters.cookies import CookieNotices
from cleaner.filters.headlines import Headlines
from cleaner.filters.legal import Legal
from cleaner.filters.media import MediaLeftovers
from cleaner.filters.menus import Menus
from cleaner.filters.prompts import Prompts
from cleaner.filters.region import Region
from cleaner.filters.related import RelatedLinks
from cleaner.filters.repeats import Repeats
from cleaner.filters.share import ShareBars
from cleaner.filters.standfirsts import Standfirsts
from cleaner.filters.tags import TagLists
from cleaner.filters.tails import SectionTails
from cleaner.filters.timestamps import Timestamps


class Preset(NamedTuple):
    """An ordered tuple of phases, and the loss that is accepted (share of body characters, 0 to 1)."""

    name: str
    phases: tuple[Phase, ...]
    max_loss: float


CLEANING = (
    # First, so that the other filters see the article and not the page around it.
    Phase("region", (Region(),)),
    Phase(
        "residue",
        (
            AdLabels(),
            Bylines(),
            Captions(),
            CommentPrompts(),
            CookieNotices(),
            Headlines(),
            Legal(),
            MediaLeftovers(),
            Menus(),
            Prompts(),
            RelatedLinks(),
            SectionTails(),
            ShareBars(),
            Standfirsts(),
            TagLists(),
            Timestamps(),
        ),
    ),
    # What phrases and forms give away must be gone by now: it counts neither as distance nor as neighbour or end.
    Phase("classifier", (Classified(),)),
    Phase("repeats", (Repeats(),)),
)

BUILT_IN = tuple(f for phase in CLEANING for f in phase.filters if isinstance(f, BuiltIn))

# Copyright lines, dates, names, headings that a table of contents repeats and lists of short lines are residue on a
# page, and the text itself in a licence, a manual or a list.
_SCRAPED_ONLY = ("bylines", "classifier", "headlines", "legal", "menu", "repeats", "standfirsts", "tags", "timestamps")


def _guarded(phase: Phase) -> Phase:
    """`phase` with each filter limited to what is residue in any text."""
    return Phase(phase.name, tuple(Guarded(made, made.name in _SCRAPED_ONLY) for made in phase.filters))


SAFE = (CLEANING[0], *map(_guarded, CLEANING[1:]))

PRESETS = {
    "repair": Preset("repair", (), 0.0),
    "safe": Preset("safe", SAFE, 0.0005),
    "article": Preset("article", CLEANING, 0.005),
}


def preset(name: str) -> Preset:
    """The preset called `name`; raises `UnknownNameError`."""
    try:
        return PRESETS[name]
    except KeyError:
        raise UnknownNameError("preset", name, PRESETS) from None
