"""Clean text as Markdown: headings, lists, quotes, code, tables and links as the page had them."""

from __future__ import annotations

from cleaner.output.extras import Extras
from cleaner.output.text import front_matter
from cleaner.result import Result


def as_markdown(result: Result, extras: Extras) -> str:
    """The body as Markdown; plain text, which has no structure, stays as it is."""
    body = result.to_markdown(title=extras.title, images=extras.images)
    body = body if not body or body.endswith("\n") else body + "\n"
    return front_matter(result) + body if extras.metadata else body
