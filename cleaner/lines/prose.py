"""Which lines read like prose. Two questions, which differ where scrapers cut a paragraph short.

A filter asks whether a block is a paragraph, which must not go with the residue around it; a line that only holds the
end of a sentence ("St. Mary's …") is none. Who looks for the headline asks where text runs at all, and a paragraph
that lost its end is as good as another. Measured on 2,623 scraped texts and by the scorer: `is_prose` for both finds 6
of 415 titles less; `is_running_text` as well for filters leaves .7 % more residue and keeps no more of the body.
"""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.lines.sentences import MARKS, ends_sentence
from cleaner.packs.scripts import is_cjk
from cleaner.view import View

MIN_CHARS = 60
"""Characters of the shortest paragraph."""
_MIN_WORDS, _MIN_CJK_CHARS = 12, 25
_LONG_CHARS = 200  # from which on a block is a paragraph however it ends
_SCRIPT_CHARS = 20  # enough to tell Chinese and Japanese by
_HEAD_CHARS = 200


def is_prose(text: str) -> bool:
    """Whether a block reads like a paragraph: long enough, and it ends a sentence unless it is very long."""
    if len(text) >= _LONG_CHARS:
        return True
    if not ends_sentence(text):
        return False
    if not text.isascii() and any(map(is_cjk, text[:_SCRIPT_CHARS])):
        return len(text) >= _MIN_CJK_CHARS
    return len(text) >= MIN_CHARS and text[:_HEAD_CHARS].count(" ") >= _MIN_WORDS - 1


def is_running_text(text: str) -> bool:
    """Whether text runs in a block: it is long and holds the end of a sentence somewhere; never so without blanks."""
    return len(text) >= MIN_CHARS and not MARKS.isdisjoint(text) and text.count(" ") >= len(text) // 12


def block_prose(view: View) -> tuple[bool, ...]:
    """Whether each block of `view` reads like a paragraph, see `is_prose`."""
    return view.each(_are_prose)


def _are_prose(texts: Sequence[str]) -> list[bool]:
    return [is_prose(text) for text in texts]
