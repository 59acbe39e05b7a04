"""Reads plain text into a Document: repairs it, detects its shape, finds its blocks."""

from __future__ import annotations

from cleaner.lines.other_texts import other_text
from cleaner.model import NO_ARTICLE, Document, Flag
from cleaner.read.shape import ShapeChoice, blocks_and_shape
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
) -> Document:
    """Read plain text.

    Args:
        original: the decoded input.
        url: where it came from, if known.
        repairs: the level of repairs.
        flags: flags from decoding.
        encoding: the encoding that bytes were decoded with.
        shape: how the text is laid out; ``auto`` to find out.
    """
    edits = repair(original, repairs)
    text = spliced(original, edits)
    if repairs != "none" and misread(text):
        message = "some lines seem to have been read with a wrong encoding, which could not be made out; read them anew"
        flags = (*flags, Flag("wrong-encoding", message))
    if (what := other_text(text)) is not None:
        flags = (*flags, Flag(NO_ARTICLE, f"{what}; nothing was cut"))
    blocks, found = blocks_and_shape(text, shape)
    return Document(original, text, blocks, "text", edits, flags, url, encoding, found)
