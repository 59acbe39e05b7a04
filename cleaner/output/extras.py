"""What is written besides the clean text, and in which lines."""

from __future__ import annotations

from typing import NamedTuple

from cleaner.rich.paragraphs import Layout


class Extras(NamedTuple):
    """What is written besides the clean text; a format passes over what it has no place for.

    Args:
        metadata: the metadata, as front matter before the text.
        title: the title, as the first heading.
        images: the images of the text, where they stood.
        layout: of plain text, see `Result.to_text`.
    """

    metadata: bool = False
    title: bool = False
    images: bool = False
    layout: Layout = "input"
