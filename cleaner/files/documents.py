"""Markdown that is no scraped article, such as a README or a manual: only certainties go from such files."""

from __future__ import annotations

from cleaner.errors import Needed
from cleaner.filters._guarded import is_scraped_article
from cleaner.pipeline import Pipeline
from cleaner.read import KindChoice, read
from cleaner.view import View

AS_DOCUMENT = "no scraped article, so nothing but certainties goes; --preset article cleans it as one"
"""What the user is told of such a file."""
_MARKDOWN = (".md", ".markdown")


def pipeline_for(
    name: str, data: str | bytes, kind: KindChoice, *, articles: Pipeline, documents: Pipeline | None
) -> Pipeline:
    """The pipeline for a file.

    Args:
        name: its name.
        data: its content.
        kind: its kind, or ``auto``.
        articles: the pipeline for scraped articles.
        documents: the one for Markdown that shows nothing of such an article; None for the same.
    """
    return documents if documents is not None and _is_document(name, data, kind) else articles


def _is_document(name: str, data: str | bytes, kind: KindChoice) -> bool:
    if not name.lower().endswith(_MARKDOWN):
        return False
    with Needed():
        document = read(data, kind=kind)
        return document.kind == "text" and not is_scraped_article(View(document))
