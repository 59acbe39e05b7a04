"""Clean text with a paragraph a line, whatever the shape in which it came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from cleaner.model import Block, Document, Removal
from cleaner.read import paragraph_blocks
from cleaner.view import View

Layout = Literal["input", "paragraphs"]
LAYOUTS: tuple[Layout, ...] = get_args(Layout)


def paragraphs(document: Document, removals: Sequence[Removal]) -> str:
    """What stands of `document`, each paragraph, heading, item or label of it on a line of its own.

    Code keeps its lines, and a row of a table the tabs between its cells. The lost breaks of a text on one line are
    told from the whole text, where the labels between still stand.
    """
    if document.kind == "text":
        document = document._replace(blocks=paragraph_blocks(document.text, document.shape))
    view = View(document, [r for r in removals if r.kind != "layout"])
    return "".join([f"{_lines(block, text)}\n" for block, text in zip(view.blocks, view.texts, strict=True)])


def _lines(block: Block, text: str) -> str:
    if block.kind == "code":
        return text
    if block.kind == "table":
        return "\t".join([" ".join(cell.split()) for cell in text.split("\t")])
    return " ".join(text.split())
