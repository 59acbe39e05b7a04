"""A file that is a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from cleaner._io.unpack import unpacked
from cleaner.corpus.items import Item, Rejected, make_row
from cleaner.corpus.readers.rejection import BROKEN, given_up
from cleaner.corpus.recipe import Recipe

_PAGES = (".html", ".htm", ".xhtml")


def read_document(raw: BinaryIO, name: str, recipe: Recipe) -> Iterator[Item]:
    """The one document of the file; its name is its id."""
    pieces: list[bytes] = []
    size = 0
    try:
        stream = unpacked(raw, name)
        while size <= recipe.max_bytes and (piece := stream.read()):
            pieces.append(piece)
            size += len(piece)
    except BROKEN as error:
        yield given_up(name, error, name)
        return
    if size > recipe.max_bytes:
        yield Rejected(name, "too-large", f"more than {recipe.max_bytes} bytes", name)
        return
    data = b"".join(pieces)
    content = data if recipe.encoding is None else data.decode(recipe.encoding, "replace")
    html = recipe.kind == "auto" and name.lower().removesuffix(".gz").removesuffix(".zst").endswith(_PAGES)
    yield make_row(name, content, name, None, {}, "html" if html else recipe.kind)
