"""Words that a cut would tear out of the body, where lost line breaks were found again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.lines.prose import block_prose
from cleaner.lines.sentences import ends_paragraph
from cleaner.lines.shared import shares_lines
from cleaner.view import Span, View

_PRINTING = re.compile(r"\S")
_BEFORE = 8  # characters within which a sentence's end is seen
_WORDS = 3  # of the longest label


def torn_words(view: View, spans: Sequence[Span]) -> frozenset[int]:
    """Which of `spans` (by index) hold a few words that may belong to what stays before them.

    A break that was found again may be wrong: of "Building Your Vegan Community Connecting with others …" the word
    "Community" is no label. Between the paragraphs of a body a label stands behind the end of a sentence, or behind
    another cut. Before and behind the body labels have no sentences around them.

    Args:
        view: what still stands.
        spans: the spans to be cut.
    """
    if not shares_lines(view) or (body := _body(view)) is None:
        return frozenset()
    text = view.text
    found: set[int] = set()
    reach = 0
    for i in sorted(range(len(spans)), key=lambda i: spans[i]):
        start, end = spans[i]
        short = len(text[start:end].split()) <= _WORDS
        if short and body[0] <= start and end <= body[1] and _has_words(text, reach, start) and _goes_on(text, start):
            found.add(i)
        else:
            reach = max(reach, end)
    return frozenset(found)


def _has_words(text: str, start: int, end: int) -> bool:
    return _PRINTING.search(text, start, end) is not None


def _body(view: View) -> Span | None:
    """From the first paragraph of prose to the last."""
    prose = [block for block, is_prose in zip(view.blocks, block_prose(view), strict=True) if is_prose]
    return (prose[0].start, prose[-1].end) if prose else None


def _goes_on(text: str, at: int) -> bool:
    """Whether the line before `at` ends in no sentence's end."""
    end = at
    while end and text[end - 1].isspace():
        end -= 1
    return "\n" not in text[end:at] and not ends_paragraph(text[max(0, end - _BEFORE) : end])
