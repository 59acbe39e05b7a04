"""Where the headline ends that follows a cue such as "Read more:"."""

from __future__ import annotations

import re
from itertools import pairwise

from cleaner.kernel.joints import CAPITAL, SMALL
from cleaner.lines.prose import is_prose
from cleaner.lines.sentences import CLOSERS, FULL_STOPS, MARKS, ends_sentence, last_mark
from cleaner.packs import all_stopwords, grammar

HEADLINE_CHARS = 190
"""Characters of the longest headline that a cue leads to."""
_MIN_WORDS, _MAX_WORDS = 2, 12
_JOINT = rf"[{SMALL}]{{3}}[.!?…]?(?=[{CAPITAL}][{SMALL}]{{2}})"
_WORD = re.compile(r"\S+")
_STOPS = "".join(sorted(MARKS))
_SAID = (
    rf"(?:[»”“\"]\s?,|,\s?[»”“\"])\s+[{SMALL}]"  # who said it follows: no headline says that and ends with a full stop
)
_QUOTES = '"“„«‘「'


def headline_end(text: str, at: int, *, leads: bool = True) -> int | None:
    """The end of the headline that begins at `at` of a block; None if it is unclear.

    `leads` says whether the block begins with its cue.

    The headline ends with a block that is as short as a link, with the mark of its sentence, where a run of
    capitalised words ends, or before a word that can only begin a sentence.
    """
    rest = text[at : at + HEADLINE_CHARS + 1]
    if len(rest) <= HEADLINE_CHARS and not _holds_more(rest) and (leads or rest[-1:] not in FULL_STOPS):
        return len(text)
    words = list(_WORD.finditer(text, at, min(len(text), at + HEADLINE_CHARS)))
    if len(words) <= _MIN_WORDS:
        return None
    titled = _is_titled([w[0] for w in words])
    for k in range(_MIN_WORDS, len(words)):
        before, word = words[k - 1][0], words[k][0]
        if joint := re.search(_JOINT, before):  # and where they were glued
            return words[k - 1].start() + joint.end()
        if words[k].start() - words[k - 1].end() > 1:  # two elements of the page met here
            return words[k - 1].end()
        if ends_sentence(before) and not word[0].islower():
            if last_mark(before) not in FULL_STOPS and (further := _gap_ahead(words, k)) is not None:
                return further  # "What was that? The best of the night", and then two blanks
            # A full stop far off ends the sentence that follows the headline.
            return words[k - 1].end() if last_mark(before) not in FULL_STOPS or k <= _MAX_WORDS else None
        if _opens_speech(words, k) and before[-1] not in ":,-–" and before[:1] not in _QUOTES:
            return words[k - 1].end()
        if word[0].isupper() and not _is_closed_by(before):
            if titled and _is_followed_by_prose(words, k):
                return words[k - 1].end()
            if not titled and before[0].islower() and word.strip(",.").casefold() in all_stopwords():
                return words[k - 1].end()
    return None


def _opens_speech(words: list[re.Match[str]], k: int) -> bool:
    """Whether a sentence in quotation marks opens with word `k`, which may be the mark alone: ``« Nous irons``."""
    word = words[k][0]
    if word in _QUOTES and k + 1 < len(words):
        return words[k + 1][0][0].isupper()
    return word[0] in _QUOTES and word.lstrip(_QUOTES)[:1].isupper()


def _gap_ahead(words: list[re.Match[str]], k: int) -> int | None:
    """Where two elements of the page met not far behind word `k`, with no mark of a sentence before."""
    for before, word in pairwise(words[k - 1 : k + _MAX_WORDS]):
        if before is not words[k - 1] and ends_sentence(before[0]):
            return None
        if word.start() - before.end() > 1:
            return before.end()
    return None


def _holds_more(rest: str) -> bool:
    """Whether there is more than a headline: a sentence, and something after it, or something glued to it."""
    return (
        ((joint := re.search(_JOINT, rest)) is not None and not MARKS.isdisjoint(rest[joint.end() :]))
        or re.search(rf"[{_STOPS}][{re.escape(CLOSERS)}]*\s+\S+\s+\S+\s+\S+", rest) is not None
        or (last_mark(rest) in FULL_STOPS and re.search(_SAID, rest) is not None)
        or (len(rest) > HEADLINE_CHARS // 2 and is_prose(rest) and last_mark(rest) in FULL_STOPS)
    )


def _is_followed_by_prose(words: list[re.Match[str]], k: int) -> bool:
    """Whether the next word that a headline would capitalise is in lower case."""
    small = grammar().headline_words
    following = next((w[0] for w in words[k + 1 :] if w[0] not in small), "")
    return following[:1].islower()


def _is_closed_by(word: str) -> bool:
    return word[-1] in ":,-–|/("


def _is_titled(words: list[str]) -> bool:
    """Whether each word of a headline is capitalised."""
    small = grammar().headline_words
    head = [w for w in words[:6] if w[:1].isalpha() and w.casefold() not in small]
    return len(head) >= 3 and sum(w[0].isupper() for w in head) >= len(head) - 1
