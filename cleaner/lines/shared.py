"""Lines that hold several blocks, as of a text whose breaks were found again."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from cleaner.view import View


class Stretch(NamedTuple):
    """Blocks of a line, first and last, and whether the line begins and ends with them."""

    first: int
    last: int
    begins: bool
    ends: bool


def shared_lines(view: View) -> tuple[tuple[int, int], ...]:
    """The first and the last block of each line of a plain text that holds several; asked of what still stands, since
    a text is read anew when some of it is gone.
    """
    return view.memo(_shared_lines)


def shares_lines(view: View) -> bool:
    """Whether there is such a line."""
    return bool(shared_lines(view))


def stretches(view: View, longest: int) -> list[Stretch]:
    """The lines of several blocks, parted between blocks where they have more than `longest` characters."""
    blocks, found = view.blocks, []
    for first, last in shared_lines(view):
        begun = first
        for i in range(first + 1, last + 1):
            if blocks[i].end - blocks[begun].start > longest:
                found.append(Stretch(begun, i - 1, begun == first, ends=False))
                begun = i
        found.append(Stretch(begun, last, begun == first, ends=True))
    return found


def _shared_lines(view: View) -> tuple[tuple[int, int], ...]:
    if view.document.kind != "text" or view.document.shape in ("markdown", "wrapped"):
        return ()
    text, blocks = view.text, view.blocks
    if all("\n" in text[a.end : b.start] for a, b in pairwise(blocks)):  # nearly always
        return ()
    found, first = [], 0
    for i in range(1, len(blocks) + 1):
        if i < len(blocks) and not _breaks(text, blocks[i - 1].end, blocks[i].start):
            continue
        if i - first > 1:
            found.append((first, i - 1))
        first = i
    return tuple(found)


def _breaks(text: str, start: int, end: int) -> bool:
    return text.find("\n", start, end) >= 0 or text.find("\r", start, end) >= 0
