"""Lines that are parts of a sentence broken over several lines."""

from __future__ import annotations

import re
from bisect import bisect_right

from cleaner.lines.prose import block_prose
from cleaner.lines.sentences import ends_paragraph, ends_sentence
from cleaner.lines.shared import shares_lines
from cleaner.model import CERTAIN
from cleaner.packs import block_hits
from cleaner.view import View

_LABEL_WORDS, _LABEL = 2, r"[-–—•* ]*[^\W\d_]+(?: [^\W\d_]+)?[.?!:]?"
_BROKEN_AT = 40  # characters; a shorter line was not broken to fit a width


def block_goes_on(view: View) -> tuple[bool, ...]:
    """Whether each block continues a sentence of the line above, or has its own continued in the line below."""
    return view.memo(_goes_on)


def block_is_torn_label(view: View) -> tuple[bool, ...]:
    """Whether each block may be the first words of a heading that was torn, where line breaks were found again.

    "Community Support When it comes …" may have been broken behind "Community". A label stands before a sentence, or
    beside other labels.
    """
    return view.memo(_torn_labels)


def takes_body(view: View, start: int, end: int) -> bool:
    """Whether a pattern found from `start` to `end` goes through a certain label into the prose behind it.

    "Share this pageFerries will run every half hour …": the label is a block, and what follows is none of its words.
    """
    behind = view.memo(_prose_behind_labels)
    at = bisect_right(behind, start)
    return at < len(behind) and behind[at] < end


def _prose_behind_labels(view: View) -> tuple[int, ...]:
    """Where prose begins right behind a certain label."""
    certain = [any(h.match == "line" and h.certainty >= CERTAIN for h in hits) for hits in block_hits(view)]
    prose, blocks = block_prose(view), view.blocks
    return tuple([blocks[i + 1].start for i in range(len(blocks) - 1) if certain[i] and prose[i + 1]])


def _torn_labels(view: View) -> tuple[bool, ...]:
    texts, blocks, hits = view.texts, view.blocks, block_hits(view)
    found = [False] * len(texts)
    if not shares_lines(view):
        return tuple(found)
    for i in range(len(texts) - 1):
        words = texts[i].split(None, _LABEL_WORDS)
        if (
            len(words) > _LABEL_WORDS
            or not re.fullmatch(_LABEL, texts[i])
            or "\n" in view.text[blocks[i].end : blocks[i + 1].start]
        ):
            continue
        if ends_sentence(texts[i]):  # "Close? Warm? Loving?"
            found[i] = len(words) == 1
        else:
            found[i] = not hits[i + 1] and _is_titled(texts[i + 1])
    return tuple(found)


def _is_titled(text: str) -> bool:
    """Whether what follows goes on as a heading does: its second word has a capital too, or a number comes first."""
    words = text.split(None, 2)[:2]
    return words[0][0].isdigit() or len(words) == 1 or words[1][0].isupper()


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
