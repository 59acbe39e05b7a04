"""How far a pattern reaches that is open at its end, where no stop parts a notice from the sentence behind it.

"Mit Material von dpa Der Rat beschloss …": in text on one line the notice ends where the sentence starts.
"""

from __future__ import annotations

import re

from cleaner.packs.grammar import all_stopwords, grammar, guess_language
from cleaner.packs.pattern_index import Pattern
from cleaner.packs.scripts import is_cjk

# What stands at the end of a pattern that has none of its own: a run of characters, or a slot for one.
_RUN = r"\](?:\{\d*,\d+\}|[*+])\??[)?]*$"
_OPEN = rf"(?:{_RUN}|<(?:some|long|rest|words)>[)?]*$)"
_GAP = r"(?<=[^\W_])[\s\xa0]+(?=[^\W\d_])"
_WORD = r"[^\W_][\w’'-]*"
_STOP = r"[.!?…。！？।۔]"
_CLOSED = r"[.!?…。！？।۔:：][\"”’'»)\]）】」]*$"
_SENTENCE, _WORDS, _SIGNS = 300, 4, 12  # characters of the longest; words or, in Han and kana, signs of the shortest
_CAPITAL_NOUNS = "de"  # the language in which a capital says little


def reach(text: str, start: int, end: int, pattern: Pattern) -> int:
    """Where what a pattern describes ends, which was found from `start` to `end` of `text`.

    It ends there, unless the pattern is open and needs no more than what stands before the start of a sentence in
    between, or runs out in the middle of one.

    Args:
        text: a text whose line breaks are lost.
        start: offset in `text`.
        end: offset in `text`, exclusive.
        pattern: the pattern.
    """
    if pattern.place not in ("unit", "start") or re.search(_OPEN, pattern.written) is None:
        return end
    regex = re.compile(pattern.regex, re.IGNORECASE)
    gaps = [m.span() for m in re.compile(_GAP).finditer(text, start, end)]
    for at, behind in gaps:
        if _starts_sentence(text, at, behind, regex, start) and _holds(regex, text, start, at):
            return at
    if re.search(_RUN, pattern.written) is None or not text[end:].strip() or re.search(_CLOSED, text[start:end]):
        return end
    for at, behind in gaps:  # it is torn from what follows
        leads_on = _is_small(_word_before(text, at)) or _word_behind(text, behind) in grammar().polite
        if text[behind].isupper() and not leads_on and _holds(regex, text, start, at):
            return at
    return end


def _holds(regex: re.Pattern[str], text: str, start: int, end: int) -> bool:
    found = regex.match(text, start, end)
    return found is not None and found.end() >= end


def _starts_sentence(text: str, at: int, behind: int, regex: re.Pattern[str], start: int) -> bool:
    """Whether a sentence starts `behind` the gap that begins `at`; what `regex` describes begins at `start`."""
    stop = re.compile(_STOP).search(text, behind, behind + _SENTENCE)
    if stop is None:
        return False
    if is_cjk(text[behind]):
        return is_cjk(text[at - 1]) and stop.start() - behind >= _SIGNS
    words, before = re.compile(_WORD).findall(text, behind, stop.start()), _word_before(text, at)
    if len(words) < _WORDS or not words[0].istitle() or words[0].casefold() in grammar().polite or _is_small(before):
        return False
    if _is_small(words[0]):
        return any(word.islower() for word in words[1:])
    if not (words[1].islower() or words[2].islower()) or 2 * sum(map(str.islower, words[1:])) < len(words) - 1:
        return False
    if before[:1].isupper() and _holds(regex, text, start, text.rindex(before, start, at)):
        return False  # which may go on with it as a name does
    return guess_language(text) not in (None, _CAPITAL_NOUNS)


def _word_before(text: str, at: int) -> str:
    return re.split(r"[^\w’'-]", text[max(0, at - 40) : at])[-1]


def _word_behind(text: str, at: int) -> str:
    return re.split(r"[^\w’'-]", text[at : at + 40])[0].casefold()


def _is_small(word: str) -> bool:
    return word.casefold() in all_stopwords()
