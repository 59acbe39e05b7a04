"""Reads a text of Markdown again of which the cuts leave none."""

from __future__ import annotations

from cleaner.model import Document
from cleaner.read.shape import ShapeChoice
from cleaner.read.text import read_text
from cleaner.repair import RepairLevel, has_own_entities


def read_again(document: Document, left: str, *, repairs: RepairLevel, shape: ShapeChoice) -> Document | None:
    """`document` with its entities repaired, if it is Markdown and what is `left` of it is none; else None.

    No renderer will decode them then, and to clean what is left again would repair them.
    """
    if document.kind != "text" or "&" not in left or repairs == "none":  # nearly always
        return None
    if has_own_entities(left) or not has_own_entities(document.original):
        return None
    most = len(document.original)  # it has passed the limits once
    made = read_text(document.original, url=document.url, repairs=repairs, shape=shape, most_blocks=most, entities=True)
    return made._replace(flags=document.flags, encoding=document.encoding, known=document.known)
