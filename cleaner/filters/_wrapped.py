"""Lines that are parts of a sentence broken over several lines."""

from __future__ import annotations

from cleaner.lines.sentences import ends_paragraph
from cleaner.view import View

_BROKEN_AT = 40  # characters; a shorter line was not broken to fit a width


def block_goes_on(view: View) -> tuple[bool, ...]:
    """Whether each block continues a sentence of the line above, or has its own continued in the line below."""
    return view.memo(_goes_on)


def _goes_on(view: View) -> tuple[bool, ...]:
    texts, blocks = view.texts, view.blocks
    found = [False] * len(texts)
    for i in range(1, len(texts)):
        if not texts[i][0].islower() or len(texts[i - 1]) < _BROKEN_AT:
            continue
        if not ends_paragraph(texts[i - 1]) and _adjoin(view.text, blocks[i - 1].end, blocks[i].start):
            found[i - 1] = found[i] = True
    return tuple(found)


def _adjoin(text: str, end: int, start: int) -> bool:
    """Whether two blocks are separated by a single line break."""
    return text.count("\n", end, start) == 1
