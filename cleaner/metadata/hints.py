"""Hints: what the caller knows of an article from elsewhere, such as headline and date in a feed."""

from __future__ import annotations

from datetime import date, datetime

from cleaner.lines.dates import stated_date
from cleaner.model import Claim, Flag, Source

HINT = "hint"
"""The name of the source."""
_LONGEST = 500
"""Characters of the longest title."""


def hints(title: str | None, published: str | date | None) -> tuple[tuple[Claim, ...], tuple[Flag, ...]]:
    """The claims of the hints, and a flag for each invalid one.

    Args:
        title: the headline.
        published: when the article was published: a date, a datetime, or a str that states one.
    """
    claims, flags = [], []
    title = " ".join(str(title or "").split())
    if len(title) > _LONGEST:
        flags.append(Flag("odd-hint", f"the title given has {len(title)} characters; it is ignored"))
    elif title:
        claims.append(Claim("title", title, Source(HINT)))
    if published is not None and published != "":
        day = published.isoformat() if isinstance(published, date | datetime) else stated_date(str(published))
        if day is None:
            flags.append(Flag("odd-hint", "the date of publication given states no date; write it as 2026-05-01"))
        else:
            claims.append(Claim("published", day, Source(HINT)))
    return tuple(claims), tuple(flags)
