"""Latin text of the east or south of Europe read with the encoding of the west: cp1250 as cp1252, ``pøes`` for "přes".

Each byte became one letter, and nearly all of them are letters that other languages write. Only a whole text shows
that they are wrong: read again, all of them are of one language, and words of that language appear.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from cleaner.packs import languages_of, stopwords
from cleaner.repair.charsets import WINDOWS
from cleaner.repair.letters import Misread, alphabets, misread_languages
from cleaner.repair.swapped import SIGN_IN_WORD
from cleaner.splice import Step, as_one, spliced

RULE = "charset"
_MOST_STEPS = 200_000
_WORD, _RUN, _CONTROL = re.compile(r"[^\W\d_]+"), re.compile(r"[^\x00-\x7f]+"), re.compile(r"[\x80-\x9f]")
# Letters that neither cp1252 nor Latin-1 has: a text that holds one was read rightly.
_BEYOND = re.compile(
    "[\u0100-\u0151\u0154-\u015f\u0162-\u0177\u0179-\u017c\u017f-\u0191\u0193-\u02b8\u0370-\u1fff\u2c00-\ud7ff\uf900-\ufdff]"
)
# Characters that some reading changes into a letter; without two of them the data need not be loaded.
CHANGING = re.compile("[\x80-\x9f¡£¥¦©ª«¬®¯±³µ¶¹º»¼¾¿ÀÁÂÃÅÆÇÈÊËÌÍÎÏÐÑÒÕØÙÛÝÞàáâãåæçèêëìíîïðñòõøùûýþŒœŸ]")
_CUBIC = re.compile(r"\b[cdk]?m³")
_SAMPLE_CHARS = 40_000  # in which words are looked for
_MIN_CHANGED = 2  # letters, in as many words
_MIN_SHARE = 0.004  # of all letters; of texts in these languages more are changed
_MISFITS = 0.05  # of the letters that would change: foreign names
_FOREIGN = 0.25  # of the letters beyond ASCII that would not
_SEQUENCES = 0.2  # of UTF-8: another kind of damage
_MIN_WORDS, _MIN_WORD_CHARS = 2, 3
_NO_LETTERS = "ªºµ"  # signs that Unicode counts as letters


class _Reading(NamedTuple):
    """A language that may explain a text, with the codec that its bytes were in.

    Args:
        language: the language.
        codec: the name of the codec.
        table: what each character should be, where that is another.
        changed: the characters that become letters of the language.
        misfits: letters that become something else.
        foreign: letters that stay and are not of the language.
    """

    language: Misread
    codec: str
    table: dict[str, str]
    changed: frozenset[str]
    misfits: frozenset[str]
    foreign: frozenset[str]


class _Sample(NamedTuple):
    """The part of a text in which words are looked for.

    Args:
        text: the part.
        signs: the characters beyond ASCII, and how often each stands there.
        words: its words in small letters, likewise.
        others: how many of them are common ones of one language that is not misread so.
    """

    text: str
    signs: Mapping[str, int]
    words: Mapping[str, int]
    others: int

    def number(self, signs: frozenset[str]) -> int:
        """How many of its characters are of these `signs`."""
        return sum([self.signs[c] for c in self.signs.keys() & signs])


def find(text: str, runs: Iterable[str]) -> list[Step]:
    """The runs of `text`, a whole document, to read again; none if it is not clear that all of it was misread.

    Args:
        text: the document.
        runs: what it holds besides printable ASCII, see `cleaner.kernel.unusual`.
    """
    high = frozenset([c for c in set().union(*runs) if c > "\x7f"])
    together = "".join(high)
    changing = CHANGING.findall(together)
    if not changing or (len(changing) == 1 and text.count(changing[0]) == 1) or _BEYOND.search(together):
        return []
    if any(c.isalpha() for c in high - WINDOWS.every):
        return []
    numbers = {c: text.count(c) for c in high}
    letters = sum([n for c, n in numbers.items() if c.isalpha()])
    possible = [reading for reading in readings() if _fits(reading, numbers, letters)]
    if not possible:
        return []
    sample = _sample(text, high)
    scored = [(_evidence(r, sample), sample.number(r.changed), r) for r in possible]
    best, _, reading = max(scored, key=lambda s: s[:2])
    if not best or _is_utf8(sample.text, reading):
        return []
    steps = _steps(text, reading)
    return steps if len(steps) <= _MOST_STEPS else [as_one(text, steps)]


def _sample(text: str, signs: frozenset[str]) -> _Sample:
    first = next(m.start() for m in _RUN.finditer(text))
    part = text[max(0, first - _SAMPLE_CHARS // 4) : first + _SAMPLE_CHARS]
    words = Counter(_WORD.findall(part.lower()))
    return _Sample(part, {c: part.count(c) for c in signs}, words, _of_others(words))


@cache
def readings() -> tuple[_Reading, ...]:
    """All readings, the likeliest of each language first."""
    return tuple(_reading(language, codec) for language in misread_languages() for codec in language.encodings)


def _reading(language: Misread, codec: str) -> _Reading:
    alphabet = alphabets()[language.alphabet]
    table: dict[str, str] = {}
    for i, chars in enumerate(WINDOWS.chars):
        good = bytes([i + 0x80]).decode(codec, "ignore")
        table.update({c: good for c in chars if good and good != c and not _CONTROL.match(good)})
    changed = frozenset(c for c, good in table.items() if _is_of(good, alphabet))
    misfits = frozenset(c for c in table if c.isalpha() and c not in _NO_LETTERS) - changed
    same = {c for c in WINDOWS.every if c.isalpha() and c not in table}
    return _Reading(language, codec, table, changed, misfits, frozenset(c for c in same if not _is_of(c, alphabet)))


def _is_of(letter: str, alphabet: frozenset[str]) -> bool:
    """Whether `letter` is of `alphabet`; the small form of İ is an i with a sign."""
    small = letter.lower()
    return letter.isalpha() and (small in alphabet or small[0] == "i")


def _fits(reading: _Reading, numbers: dict[str, int], letters: int) -> bool:
    """Whether characters, with their `numbers`, are those of the language when they are read again.

    Args:
        reading: the language, and how it was misread.
        numbers: how often each character beyond ASCII stands in the text.
        letters: how many of those are letters.
    """
    high = numbers.keys()
    changed = sum([numbers[c] for c in high & reading.changed])
    if changed < _MIN_CHANGED:  # nearly always
        return False
    misfits = sum([numbers[c] for c in high & reading.misfits])
    foreign = sum([numbers[c] for c in high & reading.foreign])
    return misfits <= _MISFITS * changed and foreign <= _FOREIGN * letters


def _evidence(reading: _Reading, sample: _Sample) -> int:
    """How many words of the language appear in `sample` when it is read again; 0 if it is too few."""
    known = reading.language.words | stopwords().get(reading.language.tag, frozenset())
    if _most_known(reading, sample, known) <= sample.others:
        return 0
    again = spliced(sample.text, _steps(sample.text, reading))
    words = _WORD.findall(again.lower())
    new = [w for w in words if not w.isascii() and w not in sample.words]
    if len(set(new)) < _MIN_CHANGED or len(new) < _MIN_SHARE * sum(map(len, words)):
        return 0
    speaking = reading.language.words
    common = sum(w in speaking for w in words)
    own: int = sum(w in speaking or (len(w) > _MIN_WORD_CHARS and w.endswith(reading.language.endings)) for w in new)
    broken = len(SIGN_IN_WORD.findall(again)) - len(_CUBIC.findall(again)) + len(_CONTROL.findall(again))
    kinds = len([c for c in sample.signs.keys() & reading.changed if sample.signs[c]])
    enough = common if kinds > 1 else min(own, 1) * (common + own)
    if enough <= _MIN_WORDS or broken > _MISFITS * len(new):
        return 0
    if sum(w in known for w in words) <= sample.others:
        return 0
    return common + own - broken


def _most_known(reading: _Reading, sample: _Sample, known: frozenset[str]) -> int:
    """No fewer than there are `known` words in `sample` when it is read again, told without reading it.

    A word that is new holds a letter that changes; İ, whose small form has a sign behind it, may part two words.
    """
    standing = sum([sample.words[word] for word in sample.words.keys() & known])
    changing = sample.signs.keys() & reading.changed
    return standing + sum([sample.signs[c] * len(reading.table[c].lower()) for c in changing])


def _of_others(words: Mapping[str, int]) -> int:
    """How many of `words` are common ones of one language that is not misread so."""
    languages = {language.tag for language in misread_languages()}
    votes: Counter[str] = Counter()
    for word in words.keys() & languages_of().keys():
        for tag in languages_of()[word]:
            votes[tag] += 0 if tag in languages else words[word]
    return max(votes.values(), default=0)


def _is_utf8(sample: str, reading: _Reading) -> bool:
    sequences = len(re.findall(WINDOWS.sequences, sample))
    return sequences > _SEQUENCES * sum(c in reading.table for c in sample if c > "\x7f")


def _steps(text: str, reading: _Reading) -> list[Step]:
    plan = (f"encode {WINDOWS.name}", f"decode {reading.codec}")
    steps = []
    for m in _RUN.finditer(text):
        good = "".join([_letter(text, i, reading) for i in range(*m.span())])
        if good != m.group():
            steps.append(Step(*m.span(), good, RULE, plan))
    return steps


def _letter(text: str, i: int, reading: _Reading) -> str:
    """The character at `i` of `text`, read again if that makes a letter where one may stand."""
    c = text[i]
    good = reading.table.get(c, c)
    if c in reading.changed:
        return good if c.isalpha() and c not in _NO_LETTERS else _sign(text, i, good, reading)
    return good if _CONTROL.match(c) and not good.isalpha() else c


def _sign(text: str, i: int, good: str, reading: _Reading) -> str:
    """A sign that may be a letter of a word, ``¾e`` for "že"; not those of "m³" and "Name®"."""
    if good.isupper() and text[i - 1 : i].islower():
        return text[i]
    start, end = i, i + 1
    while start and (text[start - 1].isalpha() or text[start - 1] in reading.changed):
        start -= 1
    while end < len(text) and (text[end].isalpha() or text[end] in reading.changed):
        end += 1
    word = text[start:i] + good + text[i + 1 : end]
    is_word = len(word) >= _MIN_WORD_CHARS and any(c.isascii() for c in word)
    return good if is_word or word.lower() in reading.language.words else text[i]
