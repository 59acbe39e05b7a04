"""Clean text with a paragraph a line, whatever the shape in which it came."""

from __future__ import annotations

from cleaner.output.extras import Extras
from cleaner.output.text import front_matter
from cleaner.read import rereader
from cleaner.result import Result
from cleaner.view import View


def as_paragraphs(result: Result, extras: Extras) -> str:
    """The body, each paragraph, heading, item or label of it on a line of its own, as a reader sees it."""
    document = result.document
    reread = rereader(document.shape) if document.kind == "text" else None
    view = View(document, [r for r in result.removals if r.kind != "layout"], reread=reread)
    body = "".join([f"{' '.join(text.split())}\n" for text in view.texts])
    return front_matter(result) + body if extras.metadata else body
