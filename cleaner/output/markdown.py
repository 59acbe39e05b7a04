"""Clean text as Markdown: headings, lists, quotes, code, tables and links as the page had them."""

from __future__ import annotations

from cleaner.output.text import as_text, front_matter
from cleaner.result import Result


def as_markdown(result: Result, metadata: bool) -> str:
    """The body as Markdown; plain text, which has no structure, stays as it is."""
    if result.document.kind == "text":
        return as_text(result, metadata)
    body = result.to_markdown()
    return front_matter(result) + body if metadata else body
