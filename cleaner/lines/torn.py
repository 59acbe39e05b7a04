"""Words that a cut would tear out of the body, where lost line breaks were found again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cleaner.lines.prose import block_prose
from cleaner.lines.sentences import ends_paragraph, ends_sentence
from cleaner.lines.shared import shares_lines
from cleaner.model import Block
from cleaner.packs import all_stopwords, block_hits
from cleaner.thresholds import thresholds
from cleaner.view import Span, View

_PRINTING = re.compile(r"\S")
_NEAR = 8  # characters within which a sentence's end is seen
_WORDS = 3  # of the longest label
_FEW, _PLAIN = 2, r"[-–—•* ]*[^\W\d_]+(?: [^\W\d_]+)?[.?!:]?"  # words of a label that begins many a heading
_CLOSED = frozenset(")]}）］】")


class _Body(NamedTuple):
    """What still stands, and what is asked of it again and again.

    Args:
        text: the text.
        first: where the first paragraph of prose begins.
        last: where the last one ends.
        blocks: the block that begins at each place.
    """

    text: str
    first: int
    last: int
    blocks: dict[int, Block]

    def holds_words(self, start: int, end: int) -> bool:
        """Whether anything but white space stands from `start` to `end`."""
        return _PRINTING.search(self.text, start, end) is not None

    def goes_on_before(self, at: int) -> bool:
        """Whether the line before `at` ends in no sentence's end."""
        end = at
        while end and self.text[end - 1].isspace():
            end -= 1
        return "\n" not in self.text[end:at] and not ends_paragraph(self.text[max(0, end - _NEAR) : end])

    def behind(self, end: int) -> Block | None:
        """The block that begins with the next word behind `end`."""
        found = _PRINTING.search(self.text, end)
        return self.blocks.get(found.start()) if found else None

    def is_label(self, start: int, end: int) -> bool:
        """Whether what stands from `start` to `end` is no longer than a label."""
        return len(self.text[start:end].split(None, _WORDS)) <= _WORDS


def torn_words(view: View, spans: Sequence[Span]) -> frozenset[int]:
    """Which of `spans` (by index) hold words that may belong to what stays before or behind them.

    A break that was found again may be wrong: of "Building Your Vegan Community Connecting with others …" the word
    "Community" is no label, and of "Popular Types of Videos When choosing …" neither is "Popular". A cut is trusted
    where both its ends are known: by the end of a sentence or of the line, by another cut, or by a break that is
    likely enough. Of what is longer than a label only the beginning is asked about, for a notice may run into what
    follows; before and behind the body labels have no sentences around them.

    Args:
        view: what still stands.
        spans: the spans to be cut.
    """
    if not shares_lines(view):
        return frozenset()
    body = view.memo(_body)
    order = sorted(range(len(spans)), key=lambda i: spans[i])
    torn: set[int] = set()
    reach = 0
    for i in order:
        start, end = spans[i]
        inside = body.first <= start and end <= body.last
        if inside and body.holds_words(reach, start) and _is_torn_from_before(body, start, end):
            torn.add(i)
        else:
            reach = max(reach, end)
    reach = len(body.text)
    for i in sorted(order, key=lambda i: spans[i][1], reverse=True):
        start, end = spans[i]
        if i in torn:
            continue
        inside = body.first <= start and end <= body.last
        if inside and body.holds_words(end, reach) and _is_torn_from_behind(body, start, end):
            torn.add(i)
        else:
            reach = min(reach, start)
    return frozenset(torn)


def block_is_torn(view: View) -> tuple[bool, ...]:
    """Whether each block may be the first words of what stands behind it, which itself is no residue by any phrase.

    Such a block is no evidence that a text holds residue.
    """
    return view.memo(_torn_blocks)


def _torn_blocks(view: View) -> tuple[bool, ...]:
    blocks = view.blocks
    if not shares_lines(view):
        return (False,) * len(blocks)
    body, hits = view.memo(_body), block_hits(view)
    return (*[not hits[i] and _is_torn_from_behind(body, b.start, b.end) for i, b in enumerate(blocks[:-1], 1)], False)


def _body(view: View) -> _Body:
    prose = [block for block, is_prose in zip(view.blocks, block_prose(view), strict=True) if is_prose]
    first, last = (prose[0].start, prose[-1].end) if prose else (len(view.text), 0)
    return _Body(view.text, first, last, {b.start: b for b in view.blocks})


def _is_torn_from_before(body: _Body, start: int, end: int) -> bool:
    """Whether what is cut from `start` to `end` may go on what stands before it."""
    if not body.goes_on_before(start):
        return False
    if body.is_label(start, end):
        return True
    block = body.blocks.get(start)
    return block is not None and block.odds is not None and block.odds < thresholds("breaks")["sure"]


def _is_torn_from_behind(body: _Body, start: int, end: int) -> bool:
    """Whether what is cut from `start` to `end` may be the first words of what stands behind it."""
    if not body.is_label(start, end):
        return False
    following, label = body.behind(end), body.text[start:end].rstrip()
    if following is None or following.odds is None or label[-1] in _CLOSED:
        return False
    if ends_sentence(label):  # "Close? Warm? Loving?"
        return len(label.split()) == 1
    if following.odds < thresholds("breaks")["torn"]:
        return True
    titled = _is_titled(body.text[following.start : following.end])
    return titled and len(label.split()) <= _FEW and re.fullmatch(_PLAIN, label) is not None


def _is_titled(text: str) -> bool:
    """Whether what follows goes on as a heading does: a number comes first, or the second word has a capital as well.

    In German both may be so of a sentence, which then begins with a small common word: "Der Kran kommt …".
    """
    words = text.split(None, 2)[:2]
    if words[0][0].isdigit() or len(words) == 1:
        return True
    return words[1][0].isupper() and words[0].casefold() not in all_stopwords()
