"""UTF-8 that was read with a rarer encoding (Central European, Baltic, Cyrillic, Greek, Turkish, DOS): word by word.

A reading must fit nearly all of a line. Single pairs prove too little: where a letter of cp1250 is lost among signs
that cp1252 has as well, half of a word would turn into wrong letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from cleaner.repair import gate
from cleaner.repair.charsets import FOREIGN, WINDOWS, Charset, read_as_utf8
from cleaner.repair.evidence import Context
from cleaner.repair.letters import best_fit
from cleaner.splice import Step

RULE = "mojibake"
_WORD = re.compile(r"[^\x00-\x20]*[^\x00-\x7f][^\x00-\x20]*")
_RUN = re.compile(r"[^\x00-\x7f]+")
_MOST = 0.75  # share of a line's words beyond ASCII that must be UTF-8
_MANY = 3  # sequences, which are no accident
# Signs that stand behind letters in good text, too: quotation marks, dots and dashes.
_PUNCTUATION = frozenset("…‘’‚“”„–—‹›«»•·™®©\xa0\xad")
_ABOUT = (
    (0xA1, 0x100), (0x300, 0x370), (0x5B0, 0x5F5), (0x600, 0x700), (0x900, 0xE60), (0x2010, 0x2044), (0x20A0, 0x20C0),
    (0x2100, 0x2122), (0x2190, 0x2200), (0x2600, 0x27C0), (0x3000, 0x3020), (0xFE0E, 0xFE10), (0xFF00, 0xFF66),
    (0x1F300, 0x1FB00),
)  # fmt: skip


class _Reading(NamedTuple):
    """A line as read with `charset`: the words that are UTF-8, by their places."""

    charset: Charset
    words: tuple[tuple[int, str, str], ...]
    score: tuple[int, int, int]
    clear: bool


def find(text: str, context: Context) -> list[Step]:
    """The words in `text` that are UTF-8 read with one of the rarer encodings."""
    if not gate.foreign(text):
        return []
    words = [(m.start(), m.group()) for m in _WORD.finditer(text)]
    # What cp1252 explains as well is not foreign.
    readings = [r for charset in (WINDOWS, *FOREIGN) if (r := _reading(charset, words, text)) is not None]
    best = max(readings, key=lambda r: r.score, default=None)
    if best is None or best.charset is WINDOWS:
        return []
    kind = best.charset.name
    if best.clear:
        context.evidence.add(kind)
    elif not context.has(kind):
        return []
    return [step for at, bad, good in best.words for step in _steps(at, bad, good, best.charset)]


def _reading(charset: Charset, words: list[tuple[int, str]], line: str) -> _Reading | None:
    """`words` re-read from `charset`; None if too few of them are UTF-8."""
    found = []
    left = len(words) * (1 - _MOST)
    for at, word in words:
        good = _word(charset, word)
        if good is not None:
            found.append((at, word, good))
        elif (left := left - 1) < 0:
            return None
    if not found:
        return None
    sequences = sum(c > "\x7f" for _, _, good in found for c in good)
    read = " ".join(good for _, _, good in found)
    score = len(found), _likely(read), -sum(c > "\x7f" and c.isupper() for c in read)
    clear = sequences >= _MANY or any(_clear(line, at, bad, charset) for at, bad, _ in found)
    return _Reading(charset, tuple(found), score, clear)


def _word(charset: Charset, word: str) -> str | None:
    """`word` re-read from `charset`; None if that is not UTF-8 or no word."""
    if not charset.every.issuperset("".join(_RUN.findall(word))):
        return None
    good = read_as_utf8(charset, word)
    return good if good is not None and all(map(_printable, good)) else None


def _clear(line: str, at: int, word: str, charset: Charset) -> bool:
    """Whether nobody can have written `word`, which stands at `at` of `line`."""
    for m in _sequence(charset).finditer(word):
        lead, trail = m.group()[0], m.group()[1:]
        prev, after = line[at + m.start() - 1 : at + m.start()], line[at + m.end() : at + m.end() + 1]
        if prev.islower() and lead.isupper():
            return True
        if any(c not in _PUNCTUATION and not c.isalpha() for c in trail):
            return True
        if after.islower() and (not trail[-1].isalpha() or m.group().isupper()):
            return True
        if len(set(map(_script, f"{prev}{m.group()}{after}")) - {""}) > 1:
            return True
    return _unheard_of(word) and not _unheard_of(read_as_utf8(charset, word) or word)


def _unheard_of(word: str) -> bool:
    """Whether no language has all the letters of `word`."""
    letters = [c for c in word.casefold() if c > "\x7f" and _script(c) == "latin"]
    return best_fit(letters)[1] < len(letters)


def _script(c: str) -> str:
    """The script of a letter; lines of boxes are one too, other signs are of none."""
    if "\u2500" <= c < "\u25a0":
        return "box"
    if not c.isalpha() or c in "ªºµ":
        return ""
    return "latin" if c < "\u0370" or "\u1e00" <= c < "\u1f00" else "other"


def _steps(at: int, bad: str, good: str, charset: Charset) -> Iterator[Step]:
    """The runs of `bad`, a word at `at`, each with what it is in `good`."""
    shift = 0
    for m in _RUN.finditer(bad):
        run = read_as_utf8(charset, m.group())
        if run is None:
            yield Step(at, at + len(bad), good, RULE, charset.plan)
            return
        yield Step(at + m.start(), at + m.end(), run, RULE, charset.plan)
        shift += len(run)


def _likely(text: str) -> int:
    """How well the letters of `text` beyond ASCII fit together: one alphabet, few capitals inside words."""
    letters = [c for c in text.casefold() if c > "\x7f" and c.isalpha()]
    latin = [c for c in letters if c < "\u0250" or "\u1e00" <= c < "\u1f00"]
    _, best = best_fit(latin)
    odd = sum(a.islower() and b.isupper() for a, b in pairwise(text))
    return len(letters) - len(latin) + best - odd


@cache
def _sequence(charset: Charset) -> re.Pattern[str]:
    return re.compile(charset.sequences)


@cache
def _printable(c: str) -> bool:
    """Whether `c` is a letter, or a sign that stands in articles."""
    return c < "\x80" or c.isalpha() or c in _PUNCTUATION or any(lo <= ord(c) < hi for lo, hi in _ABOUT)
