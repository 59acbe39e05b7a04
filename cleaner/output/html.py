"""Clean text as HTML of a few tags."""

from __future__ import annotations

from cleaner.output.extras import Extras
from cleaner.result import Result


def as_html(result: Result, extras: Extras) -> str:
    """The body as HTML; its metadata has other formats."""
    return result.to_html(title=extras.title)
