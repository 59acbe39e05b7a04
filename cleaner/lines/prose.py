"""Which lines read like prose. There are two questions, with different answers where a scraper truncated a paragraph.

A filter asks whether a block is a paragraph, which must not be cut along with the residue around it. A line that only
contains the end of a sentence ("St. Mary's …") is none. The search for the headline asks where running text begins,
and there a truncated paragraph is as good as a whole one. Measured on 2,623 scraped texts: with `is_prose` for both, 6
of 415 titles are no longer found; with `is_running_text` as well for filters, .7 % more residue stays and no more of
the body is kept.
"""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.lines.sentences import MARKS, ends_sentence
from cleaner.packs.scripts import is_cjk, is_unspaced_char
from cleaner.view import View

MIN_CHARS = 60
"""Characters of the shortest paragraph."""
_MIN_WORDS, _MIN_CJK_CHARS = 12, 25
_LONG_UNSPACED_CHARS = 80  # … in Thai and the like, where no mark ends a sentence
_LONG_CHARS = 200  # from which on a block is a paragraph however it ends
_SCRIPT_CHARS = 20  # enough to tell Chinese and Japanese by
_HEAD_CHARS = 200


def is_prose(text: str) -> bool:
    """Whether a block reads like a paragraph: long enough, and it ends a sentence unless it is very long."""
    if len(text) >= _LONG_CHARS:
        return True
    if not ends_sentence(text):
        return len(text) >= _LONG_UNSPACED_CHARS and _is_thai(text)
    if not text.isascii() and any(map(is_cjk, text[:_SCRIPT_CHARS])):
        return len(text) >= _MIN_CJK_CHARS
    return len(text) >= MIN_CHARS and text[:_HEAD_CHARS].count(" ") >= _MIN_WORDS - 1


def is_running_text(text: str) -> bool:
    """Whether text runs in a block: it is long and holds the end of a sentence somewhere, or is long and Thai."""
    if not text.isascii() and is_unspaced_char(text[0]):
        if is_cjk(text[0]):
            return len(text) >= _MIN_CJK_CHARS and not MARKS.isdisjoint(text)
        return len(text) >= _LONG_UNSPACED_CHARS
    return len(text) >= MIN_CHARS and not MARKS.isdisjoint(text) and text.count(" ") >= len(text) // 12


def _is_thai(text: str) -> bool:
    """Whether `text` begins in a script that has neither blanks between words nor marks behind sentences."""
    return is_unspaced_char(text[0]) and not is_cjk(text[0])


def block_prose(view: View) -> tuple[bool, ...]:
    """Whether each block of `view` reads like a paragraph, see `is_prose`."""
    return view.each(_are_prose)


def _are_prose(texts: Sequence[str]) -> list[bool]:
    return [is_prose(text) for text in texts]
