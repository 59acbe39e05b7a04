"""Clean text as HTML of a few tags."""

from __future__ import annotations

from cleaner.result import Result


def as_html(result: Result, _metadata: bool) -> str:
    """The body as HTML; its metadata has other formats."""
    return result.to_html()
