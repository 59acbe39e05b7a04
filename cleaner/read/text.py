"""Reads plain text into a Document: repairs it, detects its shape, finds its blocks."""

from __future__ import annotations

from cleaner.budget import BLOCKS
from cleaner.lines.other_texts import other_text
from cleaner.model import NO_ARTICLE, Block, Document, Flag, too_many_blocks
from cleaner.read.shape import ShapeChoice, blocks_and_shape, is_too_large
from cleaner.repair import RepairLevel, misread, repair
from cleaner.splice import spliced


def read_text(
    original: str,
    *,
    url: str | None = None,
    repairs: RepairLevel = "certain",
    flags: tuple[Flag, ...] = (),
    encoding: str | None = None,
    shape: ShapeChoice = "auto",
    most_blocks: int = BLOCKS,
    entities: bool = False,
) -> Document:
    """Read plain text.

    Args:
        original: the decoded input.
        url: where it came from, if known.
        repairs: the level of repairs.
        flags: flags from decoding.
        encoding: the encoding that bytes were decoded with.
        shape: how the text is laid out; ``auto`` to find out.
        most_blocks: blocks of one document; text that has more makes one block, with a flag.
        entities: whether those of Markdown are repaired too.
    """
    if is_too_large(original, shape, most_blocks):
        return _unread(original, url, (*flags, too_many_blocks(most_blocks)), encoding)
    edits = repair(original, repairs, entities=entities)
    text = spliced(original, edits)
    if repairs != "none" and misread(text):
        message = "some lines seem to have been read with a wrong encoding, which could not be made out; read them anew"
        flags = (*flags, Flag("wrong-encoding", message))
    if (what := other_text(text)) is not None:
        flags = (*flags, Flag(NO_ARTICLE, f"{what}; nothing was cut"))
    blocks, found = blocks_and_shape(text, shape, most_blocks)
    if blocks is None:
        return _unread(original, url, (*flags, too_many_blocks(most_blocks)), encoding)
    return Document(original, text, blocks, "text", edits, flags, url, encoding, found)


def _unread(original: str, url: str | None, flags: tuple[Flag, ...], encoding: str | None) -> Document:
    """All of `original` as one block, as it came."""
    start, end = len(original) - len(original.lstrip()), len(original.rstrip())
    blocks = (Block(start, end),) if start < end else ()
    return Document(original, original, blocks, "text", (), flags, url, encoding)
