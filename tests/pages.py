"""Parsed pages for tests."""

from cleaner.dom import Markup
from cleaner.model import Document


def markup_of(document: Document) -> Markup:
    """The page behind `document`, which must be one of HTML."""
    assert document.markup is not None
    return document.markup
