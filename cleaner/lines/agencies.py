"""News agencies in bylines: ``By Jane Roe, Reuters``, ``(dpa/Jo Roe)``."""

from __future__ import annotations

import re

from cleaner.lines.names import without_prefix
from cleaner.lines.plain import plain
from cleaner.packs import grammar

MAX_BYLINE = 160
_MIN_TITLED = 6
"""Letters from which a name in title case is an agency's and not a first name: "Reuters", but "Petra" and "Ana"."""
_PARTS = r"\s*[,;|/()\[\]&+•·]\s*|\s+[-–—]+\s+|\s+(?:and|und|et|y|e|for|für|via|with|mit)\s+|:\s+"


def agency_in(byline: str) -> str | None:
    """The first agency that a byline names, as printed; None if there is none or the text is too long for a byline.

    Args:
        byline: a byline, or the content of an author field.
    """
    if len(byline) > MAX_BYLINE:
        return None
    return next((part for part in re.split(_PARTS, without_prefix(plain(byline))) if is_agency(part)), None)


def is_agency(name: str) -> bool:
    """Whether `name` is that of a news agency and nothing else."""
    return name.casefold() in grammar().agencies and not (name.istitle() and len(name) < _MIN_TITLED)
