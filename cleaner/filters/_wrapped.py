"""Lines that are parts of a sentence broken over several lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from cleaner.lines.prose import block_prose
from cleaner.lines.sentences import ends_paragraph, ends_sentence
from cleaner.model import CERTAIN
from cleaner.packs import block_hits
from cleaner.packs.patterns import PatternHit, block_patterns
from cleaner.packs.scripts import is_cjk
from cleaner.view import View

_BROKEN_AT = 40  # characters; a shorter line was not broken to fit a width
# Lines that `get_text("\n")` broke at links and names, whatever their length.
_CLOSING = ".,;。，、；"
_CLOSED = r"[.;](?:\s|$)|,\s|[。；]|[，、]."  # a comma alone parts tags
_INLINE, _FEW_BLANKS, _FEW_SIGNS, _LONG_BLANKS = 60, 1, 6, 7


def block_goes_on(view: View) -> tuple[bool, ...]:
    """Whether each block continues a sentence of the line above, or has its own continued in the line below."""
    return view.memo(_goes_on)


def takes_body(view: View, start: int, end: int) -> bool:
    """Whether a pattern found from `start` to `end` goes through a notice into the prose behind it.

    "Share this pageFerries will run every half hour …": the label is a block, and what follows is none of its words.
    """
    behind = view.memo(_prose_behind_notices)
    at = bisect_right(behind, start)
    return at < len(behind) and behind[at] < end


def _prose_behind_notices(view: View) -> tuple[int, ...]:
    """Where prose begins right behind a block that is a certain label, or that a pattern goes through to its end."""
    prose, found = block_prose(view), block_patterns(view)
    behind = []
    for i, hits in enumerate(block_hits(view)[:-1]):
        if prose[i + 1] and not found[i + 1]:
            is_label = any(h.match == "line" and h.certainty >= CERTAIN for h in hits)
            starts = view.texts[i + 1][0].isalnum()  # "| License Photo" goes on with a credit
            if is_label or (starts and any(_goes_through(h, view.texts[i]) for h in found[i])):
                behind.append(view.blocks[i + 1].start)
    return tuple(behind)


def _goes_through(hit: PatternHit, text: str) -> bool:
    return hit.end == len(text) and hit.pattern.place != "cue"


def _goes_on(view: View) -> tuple[bool, ...]:
    texts, blocks = view.texts, view.blocks
    found = [False] * len(texts)
    for i in range(1, len(texts)):
        if not (texts[i][0].islower() or texts[i][0] in _CLOSING) or ends_paragraph(texts[i - 1]):
            continue
        small = texts[i][0].islower() and len(texts[i - 1]) >= _BROKEN_AT
        if small and _adjoin(view.text, blocks[i - 1].end, blocks[i].start):
            found[i - 1] = found[i] = True
        if _closes(texts[i]):
            found[i] = found[i] or _breaks_off(texts[i - 1])
            if i > 1 and _breaks_off(texts[i - 2]) and len(texts[i - 1]) <= _INLINE:  # a link or a name between them
                found[i - 2 : i + 1] = [True] * 3
            elif _breaks_off(texts[i - 1]):
                found[i - 1] = True
    hits = block_hits(view)
    for start, end in _sentences(found):
        if all(hits[start:end]):  # a notice that was broken: "Try refreshing your browser, or", "tap here."
            found[start:end] = [False] * (end - start)
    return tuple(found)


def _sentences(found: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start = None
    for i, one in enumerate((*found, False)):
        if one and start is None:
            start = i
        elif not one and start is not None:
            yield start, i
            start = None


def _closes(text: str) -> bool:
    """Whether a line that begins in the middle of a sentence brings it to an end, or goes on for long."""
    if text[0] in _CLOSING:
        return re.match(_CLOSED, text) is not None
    return ends_sentence(text) or text.count(" ") >= _LONG_BLANKS


def _breaks_off(text: str) -> bool:
    """Whether a line breaks off in the middle of a sentence: behind a word in small letters, or a comma."""
    if ends_paragraph(text):
        return False
    if is_cjk(text[-1]):
        return len(text) >= _FEW_SIGNS
    return text.count(" ") >= _FEW_BLANKS and (text[-1] in ",;-–—" or text[text.rfind(" ") + 1].islower())


def _adjoin(text: str, end: int, start: int) -> bool:
    """Whether two blocks are separated by a single line break."""
    return text.count("\n", end, start) == 1
