"""A file that is a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from cleaner.corpus.items import Item, Rejected, make_row
from cleaner.corpus.readers.packed import DAMAGE, unpacked
from cleaner.corpus.recipe import Recipe


def read_document(raw: BinaryIO, name: str, recipe: Recipe) -> Iterator[Item]:
    """The one document of the file; its name is its id."""
    try:
        content = unpacked(raw, name).read(recipe.max_bytes + 1)
    except DAMAGE as error:
        yield Rejected(name, "damaged", f"the file cannot be read ({error})", name)
        return
    if len(content) > recipe.max_bytes:
        yield Rejected(name, "too-large", f"more than {recipe.max_bytes} bytes", name)
        return
    html = recipe.kind == "auto" and name.lower().removesuffix(".gz").removesuffix(".zst").endswith(_PAGES)
    yield make_row(name, content, name, None, {}, "html" if html else recipe.kind)


_PAGES = (".html", ".htm", ".xhtml")
