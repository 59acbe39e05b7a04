"""Plain text into a Document: repairs applied, one block a line."""

from __future__ import annotations

from cleaner.model import Block, Document, Flag
from cleaner.repair import RepairLevel, apply, repair


def read_text(
    original: str,
    *,
    url: str | None = None,
    repairs: RepairLevel = "certain",
    flags: tuple[Flag, ...] = (),
    encoding: str | None = None,
) -> Document:
    """Read plain text.

    Args:
        original: the decoded input.
        url: where it came from, if known.
        repairs: how far broken characters are put right.
        flags: what decoding had to say.
        encoding: what bytes were decoded with.
    """
    edits = repair(original, repairs)
    text = apply(original, edits)
    return Document(original, text, line_blocks(text), "text", edits, (), flags, url, encoding)


def line_blocks(text: str) -> tuple[Block, ...]:
    """One block for each line that is not blank, from its first to its last printing character."""
    blocks = []
    at = 0
    for line in (text.replace("\r", "\n") if "\r" in text else text).split("\n"):
        if stripped := line.strip():
            start = at if len(stripped) == len(line) else at + len(line) - len(line.lstrip())
            blocks.append(Block(start, start + len(stripped)))
        at += len(line) + 1
    return tuple(blocks)
