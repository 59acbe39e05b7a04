"""Days of publication, and whether a repeat belongs to a running story, which repeats itself with reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cleaner.lines.dates import date_in_address, iso
from cleaner.lines.stamps import STAMP_CHARS, TIMESTAMPS, is_stamp
from cleaner.model import Document
from cleaner.packs import hits
from cleaner.sites.evidence import evidence

_HEAD_BLOCKS, _TAIL_BLOCKS = 10, 3  # blocks that may hold the date of publication


def day_of(document: Document) -> str | None:
    """The ISO day on which `document` was published: its address's, or that of its first time stamp."""
    if document.url and (day := date_in_address(document.url)):
        return day
    blocks = document.blocks
    ends = blocks if len(blocks) <= _HEAD_BLOCKS + _TAIL_BLOCKS else (*blocks[:_HEAD_BLOCKS], *blocks[-_TAIL_BLOCKS:])
    for b in ends:
        text = document.text[b.start : b.end].strip()
        if len(text) <= STAMP_CHARS and _states_time(text) and (stamp := iso(text)):
            return stamp[:10]
    return None


def _states_time(text: str) -> bool:
    return is_stamp(text) or any(hit.filter == TIMESTAMPS for hit in hits(text))


def is_of_one_story(own: Sequence[str | None], all_days: Sequence[str | None]) -> bool:
    """Whether pages of the days `own` lie as close together as a running story, and the site's pages do not.

    Args:
        own: the ISO days of the pages with the repeat; None where the day is unknown.
        all_days: the same for all pages of the site.
    """
    known = [day for day in own if day]
    if len(known) < 2 or 2 * len(known) < len(own):
        return False
    limits = evidence().limits
    return _span(known) <= limits["story_days"] and _span([day for day in all_days if day]) >= limits["site_days"]


def _span(days: Sequence[str]) -> int:
    """Days between the first and the last of `days`."""
    return (date.fromisoformat(max(days)) - date.fromisoformat(min(days))).days
