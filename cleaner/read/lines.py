"""Lines of plain text as blocks."""

from __future__ import annotations

from cleaner.model import Block


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
