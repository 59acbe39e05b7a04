"""Clean text with a paragraph a line, with the metadata before it if asked for."""

from __future__ import annotations

from cleaner.output.extras import Extras
from cleaner.output.text import front_matter
from cleaner.result import Result


def as_paragraphs(result: Result, extras: Extras) -> str:
    """The body, each paragraph, heading, item or label of it on a line of its own, as a reader sees it."""
    body = result.to_text(layout="paragraphs")
    return front_matter(result) + body if extras.metadata else body
