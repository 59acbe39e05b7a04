"""Cuts that would tear a sentence apart, in a text whose lost line breaks were restored."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.lines.sentences import ends_paragraph
from cleaner.lines.shared import shares_lines
from cleaner.view import Span, View

_BEFORE = 8  # characters within which a sentence's end is seen
_LABEL = 3  # words of the longest label


def torn(view: View, spans: Sequence[Span], weighed: Sequence[bool]) -> frozenset[int]:
    """Which of `spans` (by index) begin or end in the middle of a sentence that stays.

    A restored break may be wrong. It is not trusted where the text before the cut stays and does not end a sentence,
    nor behind a cut that was only weighed, is longer than a label and does not end a sentence.

    Args:
        view: what still stands.
        spans: the spans to be cut.
        weighed: for each span whether only the classifier proposed it, by weight and not by a phrase or form.
    """
    if not shares_lines(view):
        return frozenset()
    text = view.text
    order = sorted(range(len(spans)), key=lambda i: spans[i])
    found: set[int] = set()
    reach = 0
    for i in order:
        start, end = spans[i]
        if text[reach:start].strip() and _inside_sentence(text, start):
            found.add(i)
        else:
            reach = max(reach, end)
    ahead = len(text)
    for i in reversed(order):
        start, end = spans[i]
        if weighed[i] and text[end:ahead].strip() and _is_loose(text, start, end):
            found.add(i)
        elif i not in found:
            ahead = min(ahead, start)
    return frozenset(found)


def _is_loose(text: str, start: int, end: int) -> bool:
    """Whether what stands there is longer than a label, ends no sentence, and goes on behind it in the same line."""
    behind = text[end : end + _BEFORE]
    goes_on = bool(behind.strip()) and "\n" not in behind[: len(behind) - len(behind.lstrip())]
    return (
        goes_on and len(text[start:end].split()) > _LABEL and not ends_paragraph(text[max(start, end - _BEFORE) : end])
    )


def _inside_sentence(text: str, at: int) -> bool:
    end = at
    while end and text[end - 1].isspace():
        end -= 1
    return end > 0 and "\n" not in text[end:at] and not ends_paragraph(text[max(0, end - _BEFORE) : end])
