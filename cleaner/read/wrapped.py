"""Hard-wrapped text: the lines of one paragraph as one block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cleaner.lines.sentences import ends_paragraph
from cleaner.model import Block
from cleaner.packs.scripts import is_unspaced_char

_MIN_LINES = 4
_WIDTHS = (36, 120)  # characters; text is wrapped at 40 to 100 columns
_WIDE_SHARE = 0.15  # of the characters may stand in longer lines: addresses, tables
_FULL_SHARE = 0.8  # of the lines that end within a sentence end where the next word would not have fitted
_MIN_FULL = 3
_EMPHASIS = "*_"
_LEAD = re.compile(r"[ \t]*(?:>[ \t]?)*[ \t]*")
_MARKER = r"(?:[-*+•·o–]|\(?\d{1,3}[.)]|\(?[a-z][.)]|\[\d{1,3}\])(?=\s)"
_RULE = r"[-=_*~#\s]+"


class _Line(NamedTuple):
    """A line that is not blank.

    Args:
        start: offset of its first character behind indentation and quote marks.
        end: offset behind its last printing character.
        text: the text in between.
        width: its length with indentation and marks.
        lead: its indentation and quote marks.
        above: blank lines before it.
    """

    start: int
    end: int
    text: str
    width: int
    lead: str
    above: int


def is_wrapped(text: str) -> bool:
    """Whether most lines of `text` were broken because they were full."""
    breaks = text.count("\n") or text.count("\r")
    if breaks < _MIN_LINES or len(text) > _WIDTHS[1] * (breaks + 1):
        return False
    width = _width([width for raw in _raw(text) if (width := len(raw.rstrip()))])
    if not width:
        return False
    full = within = short = 0
    for a, b in _pairs(_lines(text)):
        if _is_full(a, b, width):
            full += 1
        elif b.text[0].islower() and not _ends(a.text) and len(a.text) > width // 4:
            short += 1
        within += 1
    return full >= _MIN_FULL and full >= _FULL_SHARE * (full + short) and 16 * full >= within


def wrapped_blocks(text: str) -> tuple[Block, ...]:
    """One block for each paragraph, heading, list item or other line of `text`.

    `Block.shown` has the lines of a paragraph joined, its quote marks and indentation gone.
    """
    lines = list(_lines(text))
    widths = [line.width for line in lines]
    width = _width(widths) or max(widths, default=0)
    blocks, held = [], list[_Line]()
    for line in lines:
        if held and not _goes_on(held, line, width):
            blocks.append(_block(held))
            held = []
        held.append(line)
    if held:
        blocks.append(_block(held))
    return tuple(blocks)


def _lines(text: str) -> Iterator[_Line]:
    at = above = 0
    for raw in _raw(text):
        lead = _LEAD.match(raw)
        start = lead.end() if lead else 0
        body = raw[start:].strip()
        if not body and not raw.strip():
            above += 1
        else:
            if not body:  # quote marks alone
                body = raw.strip()
                start = raw.index(body)
            else:
                start = raw.index(body, start)
            yield _Line(at + start, at + start + len(body), body, start + len(body), raw[:start], above)
            above = 0
        at += len(raw) + 1


def _raw(text: str) -> list[str]:
    return (text.replace("\r", "\n") if "\r" in text else text).split("\n")


def _width(widths: Sequence[int]) -> int:
    """The column at which lines of these widths are wrapped; 0 if there is none."""
    if len(widths) < _MIN_LINES:
        return 0
    sound = sorted([w for w in widths if w <= _WIDTHS[1]])
    if sum(widths) - sum(sound) > _WIDE_SHARE * sum(widths) or not sound:
        return 0
    # A few lines may be longer: words that could not be broken.
    width = sound[-1 - len(sound) // 50]
    return width if width >= _WIDTHS[0] else 0


def _pairs(lines: Iterator[_Line]) -> Iterator[tuple[_Line, _Line]]:
    for a, b in pairwise(lines):
        if not b.above:
            yield a, b


def _is_full(a: _Line, b: _Line, width: int) -> bool:
    """Whether the first word of `b` did not fit on `a`."""
    word = b.text.split(None, 1)[0]
    room = width - a.width
    return room <= (1 if is_unspaced_char(word[0]) else len(word))


def _ends(line: str) -> bool:
    return ends_paragraph(line.rstrip(_EMPHASIS))


def _goes_on(held: Sequence[_Line], line: _Line, width: int) -> bool:
    """Whether `line` continues the paragraph `held`."""
    last = held[-1]
    if line.above or last.lead.count(">") != line.lead.count(">") or re.match(_MARKER, line.text):
        return False
    if re.fullmatch(_RULE, line.text) or re.fullmatch(_RULE, last.text):
        return False
    deeper = len(line.lead.expandtabs()) - len(last.lead.expandtabs())
    if deeper > 1 and len(held) > 1:  # a first line's indentation
        return False
    if deeper < 0 and len(held) > 1 and len(held[0].lead) <= len(held[1].lead):
        return False
    if _is_full(last, line, width) or _parts_word(last.text, line.text):
        return not _is_cell(last.text)
    return (
        line.text[0].islower()
        and not _ends(last.text)
        and 2 * last.width > width
        and not re.match(_MARKER, held[0].text)
    )


def _parts_word(before: str, behind: str) -> bool:
    """Whether a line ends at a hyphen inside a word."""
    return before[-1] in "-\u00ad" and before[-2:-1].isalpha() and behind[0].islower()


def _is_cell(text: str) -> bool:
    """Whether a line is a row of a table or a drawing."""
    return "   " in text or "\t" in text or text.count("|") > 1


def _block(lines: Sequence[_Line]) -> Block:
    if len(lines) == 1:
        return Block(lines[0].start, lines[0].end)
    shown = lines[0].text
    for line in lines[1:]:
        gap = (
            ""
            if _parts_word(shown, line.text) or (is_unspaced_char(shown[-1]) and is_unspaced_char(line.text[0]))
            else " "
        )
        shown += gap + line.text
    return Block(lines[0].start, lines[-1].end, "paragraph", None, shown)
