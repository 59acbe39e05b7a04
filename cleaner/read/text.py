"""Plain text into a Document: repairs applied, one block a line."""

from __future__ import annotations

import re

from cleaner.model import Block, Document, Flag
from cleaner.read.repair import RepairLevel, apply, repair

_LINE = re.compile(r"[^\r\n]+")


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
    for m in _LINE.finditer(text):
        line = m.group()
        if stripped := line.strip():
            start = m.start() + len(line) - len(line.lstrip())
            blocks.append(Block(start, start + len(stripped)))
    return tuple(blocks)
