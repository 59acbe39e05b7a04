"""What is written besides the clean text, if asked for."""

from __future__ import annotations

from typing import NamedTuple


class Extras(NamedTuple):
    """What is written besides the clean text; a format passes over what it has no place for.

    Args:
        metadata: the metadata, as front matter before the text.
        title: the title, as the first heading.
        images: the images of the text, where they stood.
    """

    metadata: bool = False
    title: bool = False
    images: bool = False
