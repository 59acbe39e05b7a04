"""datatrove: a step that cleans each document, after a reader and before the filters that weigh quality.

Needs ``datatrove``, which runs the step in its own executors; the step pickles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from datatrove.pipeline.filters.base_filter import BaseFilter

from cleaner.output.body import body
from cleaner.pipeline import Pipeline

if TYPE_CHECKING:
    from datatrove.data import Document

    from cleaner.rich.paragraphs import Layout


class CleanerFilter(BaseFilter):  # type: ignore[misc, unused-ignore]
    """Clean the text of each document in place, text or HTML, and drop those of which nothing is left.

    Args:
        pipeline: what is cut; None for the preset ``article``.
        markdown: keep the structure of pages as Markdown.
        layout: the lines of plain text, see `Result.to_text`.
        key: where in a document's metadata the article's own metadata goes; None for nowhere.
        exclusion_writer: a writer of datatrove's, for what is dropped.

    The address is taken from ``url`` in the metadata, hints from ``title`` and ``published``.
    """

    name = "🧼 cleaner"

    def __init__(
        self,
        pipeline: Pipeline | None = None,
        *,
        markdown: bool = False,
        layout: Layout = "input",
        key: str | None = "article",
        exclusion_writer: object = None,
    ) -> None:
        super().__init__(exclusion_writer)
        self.pipeline = pipeline or Pipeline.preset("article")
        self.body, self.key = body(None, "markdown" if markdown else "plain", layout), key

    def filter(self, doc: Document) -> bool | tuple[bool, str]:
        """Clean `doc`; False, with the reason, if it is to be dropped."""
        url, title, published = (doc.metadata.get(name) or None for name in ("url", "title", "published"))
        result = self.pipeline.clean(doc.text, url=url, title=title, published=published)
        doc.text = self.body.of(result)
        if self.key:
            doc.metadata[self.key] = {**result.metadata.to_dict(), "flags": [flag.code for flag in result.flags]}
        return True if doc.text.strip() else (False, "empty")
