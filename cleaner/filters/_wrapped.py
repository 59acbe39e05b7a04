"""Lines that are part of a sentence which was broken over several lines."""

from __future__ import annotations

from cleaner.lines.sentences import ends_paragraph
from cleaner.view import View

_BROKEN_AT = 40  # characters from which on a line can have been broken to fit


def block_goes_on(view: View) -> tuple[bool, ...]:
    """Whether each block goes on with the line before it, or the line below goes on with it, in mid-sentence."""
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
    """Whether only one line break parts two blocks."""
    return text.count("\n", end, start) == 1
