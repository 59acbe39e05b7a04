"""The presets: which filters run, in which order. The one place where order is read.

Filters of one phase all see the same view; a filter that needs another's work stands in a later phase.
`max_loss` is the share of body characters that a preset accepts to lose on sites that nobody has tuned for.
"""

from __future__ import annotations

from typing import NamedTuple

from cleaner import filters as f
from cleaner.chain import Phase
from cleaner.errors import UnknownNameError


class Preset(NamedTuple):
    """An ordered tuple of phases and how much loss it accepts (share of body characters, 0 to 1)."""

    name: str
    phases: tuple[Phase, ...]
    max_loss: float


CLEANING = (
    # The other filters look at what the article consists of, not at the page around it.
    Phase("region", (f.Region(),)),
    Phase(
        "residue",
        (
            f.AdLabels(),
            f.Bylines(),
            f.Captions(),
            f.CommentPrompts(),
            f.CookieNotices(),
            f.Headlines(),
            f.Judged(),
            f.Legal(),
            f.MediaLeftovers(),
            f.Menus(),
            f.Prompts(),
            f.RelatedLinks(),
            f.SectionTails(),
            f.ShareBars(),
            f.Standfirsts(),
            f.TagLists(),
            f.Timestamps(),
        ),
    ),
    Phase("repeats", (f.Repeats(),)),
)

PRESETS = {
    "repair": Preset("repair", (), 0.0),
    "safe": Preset("safe", CLEANING, 0.0005),
    "article": Preset("article", CLEANING, 0.005),
}


def preset(name: str) -> Preset:
    """The preset called `name`; raises `UnknownNameError`."""
    try:
        return PRESETS[name]
    except KeyError:
        raise UnknownNameError("preset", name, PRESETS) from None
