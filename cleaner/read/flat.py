"""Text on one line, or with long or glued lines: restores the breaks between blocks that a scraper threw away."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import ceil

from cleaner.kernel import has_joints
from cleaner.kernel.joints import CAPITAL as _CAPITAL
from cleaner.kernel.joints import JOINT as _JOINT
from cleaner.kernel.joints import SMALL as _SMALL
from cleaner.model import Block, Shape
from cleaner.packs.scripts import is_mostly_cjk
from cleaner.read.lines import line_blocks
from cleaner.thresholds import thresholds

_LEAST = 60  # characters of a line that may hold several blocks
_WHOLE = 350  # … of one that is more than half of its text
_LONG = 1_300  # … of one among others: paragraphs are shorter
_UNSPACED = 3  # a character of a script without spaces counts for so many
_GLUED = 1.0  # joints in 1,000 characters of a text whose blocks are glued
_FEW = 2  # joints that any text may have: names such as YouTube
# Where a sentence, or a word, runs into a capital.
_SENTENCE_JOINT = rf"[{_SMALL}]{{2}}[.!?…][\"”’»)]?[{_CAPITAL}„“\"«][{_SMALL}]"
_QUOTES = frozenset('„“"«')  # that begin a sentence there
_CODE = r"[(){}_=;<>/\\@$#\[\]&+]|\w\.\w+\.\w"
_LONG_WORD = 40  # characters from which on a word is a row of words, however many joints it has


def flat_shape(text: str) -> Shape | None:
    """``flat``, ``glued`` or ``mixed``; None for a text whose lines are as they should be."""
    if len(text) * _UNSPACED < _WHOLE:
        return None
    if _is_glued(text):
        return "glued"
    longest = max(text.splitlines(), key=len, default="")
    if _size(longest) >= _WHOLE and 2 * len(longest) > len(text):
        return "flat"
    return "mixed" if _size(longest) >= _LONG else None


def flat_blocks(text: str, *, likely: bool = False) -> tuple[Block, ...]:
    """The blocks of a text whose lines hold several each; parted only where that is `likely`, paragraphs."""
    return _blocks(text, lambda line: _size(line) >= _LEAST, likely)


def mixed_blocks(text: str, *, likely: bool = False) -> tuple[Block, ...]:
    """The blocks of a text whose long lines hold several each."""
    return _blocks(text, lambda line: _size(line) >= _LONG, likely)


def glued_blocks(text: str, *, likely: bool = False) -> tuple[Block, ...]:
    """The blocks of a text whose long lines, and those with joints, hold several each."""
    half = len(text) // 2

    def holds_several(line: str) -> bool:
        size = _size(line)
        if size >= _LONG or (size >= _WHOLE and len(line) > half):
            return True
        return size >= _LEAST and re.search(_JOINT, line) is not None

    return _blocks(text, holds_several, likely)


def _size(line: str) -> int:
    """The length of `line` in characters of a script with spaces; its beginning shows the script."""
    head = line[:_LEAST]
    return len(line) * _UNSPACED if is_mostly_cjk(head) else len(line)


def _is_glued(text: str) -> bool:
    """Whether words and sentences run into each other; program identifiers and repeated names do not count."""
    least = max(_FEW + 1, _GLUED * len(text) / 1_000)
    if not has_joints(text, ceil(least / 2)):
        return False
    found = sentences = 0
    for word in dict.fromkeys(text.split()):
        if (word[1:].islower() and _QUOTES.isdisjoint(word)) or not has_joints(word, 1) or re.search(_CODE, word):
            continue
        ends = re.search(_SENTENCE_JOINT, word) is not None
        if ends or len(word) >= _LONG_WORD or not has_joints(word, 2):
            sentences += ends
            found += 1 + ends
    return sentences > 0 and found >= least


def _blocks(text: str, holds_several: Callable[[str], bool], likely: bool) -> tuple[Block, ...]:
    blocks: list[Block] = []
    least = thresholds("breaks")["paragraph" if likely else "among_labels"]
    for line in line_blocks(text):
        whole = text[line.start : line.end]
        if holds_several(whole):
            from cleaner.read.breaks.ends import parted  # of no use to most texts

            at = line.start
            blocks += [Block(at + a, at + b, odds=odds) for a, b, odds in parted(whole, least)]
        else:
            blocks.append(line)
    return tuple(blocks)
