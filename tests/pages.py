"""What tests ask of documents."""

from collections.abc import Sequence

from cleaner.dom import Markup
from cleaner.model import Document, Removal
from cleaner.view import View


def markup_of(document: Document) -> Markup:
    """The page behind `document`, which must be one of HTML."""
    assert document.markup is not None
    return document.markup


def replay(document: Document, removals: Sequence[Removal]) -> str:
    """`document.text` without `removals`, layout included."""
    return View(document, [r for r in removals if r.kind != "layout"]).text
