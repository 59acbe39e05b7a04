"""A line as pieces: its words, and the parts of words that a scraper may have glued together."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cleaner.lines.sentences import MARKS
from cleaner.packs import all_stopwords, grammar

_OPENERS = "\"'“„‘‚«‹([{「『（【《¿¡"
_CLOSERS = "\"'”’“»›)]}」』）】》"
_WIDE = "。！？｡」』）】》"
# Inside a word: a small letter, a mark or a digit, and then a capital; a mark and then a quote or a digit; a wide mark.
_JOINT = re.compile(
    r"(?<=[^\W\d_])(?=[^\W\d_a-z])|(?<=[.!?…:;)”»\"\]’])(?=[^\W_])|(?<=\d)(?=[^\W\d_a-z])"
    r"|(?<=[.!?…])(?=[–—]$)"
    rf"|(?<=[.!?…a-zß-ÿ])(?=[“„\"«(\[#@©])|(?<=[{_WIDE}])(?=[^{_WIDE}、，；：])"
)
_CAPS = 3  # capitals before and small letters behind where a word in capitals may end
_MOST = 60  # joints of one word; what has more is no language

LOWER, CAPITAL, CAPS, DIGIT, CASELESS, SIGN = range(6)
PLAIN, COMMON, MONTH, INITIAL, DAY, YEAR, CLOCK, NUMBER = range(8)
OPENS, CLOSES, QUOTES, UNQUOTES = 1, 2, 4, 8
_BRACKETS = (frozenset("([{「『（【《"), frozenset(")]}」』）】》"))
_MARKS = (frozenset('"“„‚«‹‘'), frozenset('"”“»›’'))
_PAIRED = frozenset().union(*_BRACKETS, *_MARKS)
_LONG = 20  # characters, from which on words count as one as long as the other
_ENDS = {".": 1, "!": 2, "?": 2, "…": 3, ",": 4, ";": 5, ":": 6, "|": 7, "-": 8, "–": 8, "—": 8, "/": 8, "•": 9,
         "·": 9, "»": 10, "›": 10, ">": 10, "©": 11, "#": 12, "%": 13, "&": 14, "。": 1, "！": 2, "？": 2, "।": 1,
         "۔": 1, "؟": 2, "、": 4, "，": 4, "：": 6, "｜": 7}  # fmt: skip


class Piece(NamedTuple):
    """What one piece looks like, in numbers where that can be; worked out once for each word.

    Args:
        make: lower case, capitalised, capitals, digits, caseless letters, or signs only.
        first: kind of its first character.
        end: kind of its last character that closes nothing.
        closed: 1 if it ends in a quote or a bracket, else 0.
        opened: 1 if it begins with one, else 0.
        ends: 1 if it ends like a sentence, else 0.
        size: characters, 20 at most.
        word: its letters, caseless; what tables know it by.
        wide: 1 if it is of a script without spaces, else 0.
        kind: a common small word, a month, an initial or a kind of number; else `PLAIN`.
        pair: brackets and quotation marks that it opens and closes, as bits.
        chars: characters.
        glued: 1 if it is glued to the piece before it, else 0.
    """

    make: int
    first: int
    end: int
    closed: int
    opened: int
    ends: int
    size: int
    word: str
    wide: int
    kind: int
    pair: int
    chars: int
    glued: int


@lru_cache(maxsize=1 << 15)
def pieces(word: str) -> tuple[Piece, ...]:
    """The pieces of `word`, what stands between blanks, in order."""
    if word.isalpha() and word[1:].islower():  # most words
        return (_letters(word),)
    found, at = [], 0
    for m in _JOINT.finditer(word):
        joint = m.start()
        if joint > at and _may_part(word, at, joint):
            found.append(_look(word[at:joint], at > 0))
            at = joint
            if len(found) > _MOST:
                break
    found.append(_look(word[at:], at > 0))
    return tuple(found)


def _may_part(word: str, at: int, joint: int) -> bool:
    before, behind = word[joint - 1], word[joint]
    if before.isalpha() and behind.isalpha():
        return behind.isupper() and (before.islower() or _may_end_caps(word, at, joint))
    if before in _OPENERS and joint - at == 1:
        return False
    if before in ".:" and behind.isdigit():  # 3.5, 12:30
        return not (joint - at > 1 and word[joint - 2].isdigit())
    return not (before in ".’'\"" and behind.islower())


def _may_end_caps(word: str, at: int, joint: int) -> bool:
    """Whether a word in capitals may end at `joint`: ``NATO|Moen``, but not ``SP|Dler`` nor ``KN|A/chrk``."""
    capitals, small = word[joint - _CAPS : joint], word[joint + 1 : joint + 1 + _CAPS]
    if joint - at < _CAPS or len(small) < _CAPS or not (capitals.isalpha() and small.isalpha()):
        return False
    return capitals.isupper() and small.islower()


def _letters(word: str) -> Piece:
    """What a word of letters looks like that has no capital but the first."""
    first, last, size, caseless = word[0], word[-1], len(word), word.casefold()
    end = 0 if last.islower() else 17
    wide, kind = _is_wide(first), _kind(word, caseless)
    return Piece(_make(word, first), 18, end, 0, 0, 0, min(size, _LONG), caseless, wide, kind, 0, size, 0)


def _look(word: str, glued: bool) -> Piece:
    bare = word.lstrip(_OPENERS) or word
    core = bare.rstrip(_CLOSERS) or bare
    first, last = bare[0], core[-1]
    size = len(word)
    bare_word = "0" if first.isdigit() else core.strip(".,:;!?…-–—|/").casefold()
    return Piece(
        _make(core, first),
        _first(first),
        _ENDS.get(last, 0 if last.islower() else 15 if last.isdigit() else 16 if last.isupper() else 17),
        int(bare[-1] in _CLOSERS),
        int(len(bare) < size),
        int(last in MARKS),
        min(size, _LONG),
        bare_word,
        _is_wide(first),
        _kind(core, bare_word),
        0 if _PAIRED.isdisjoint(word) else _pair(word, bare),
        size,
        int(glued),
    )


def _is_wide(char: str) -> int:
    return int(char >= "\u0e00" and char.isalpha() and not "\uac00" <= char <= "\ud7a3")


def _kind(core: str, word: str) -> int:
    if word == "0":
        number = core.rstrip(".,:;")
        if number.isdigit():
            return YEAR if len(number) == 4 and number[:2] in ("19", "20") else DAY if len(number) <= 2 else NUMBER
        return CLOCK if re.fullmatch(r"\d\d?[:.h]\d\d(?::\d\d)?", number) else NUMBER
    if len(word) == 1 and core[-1] == ".":
        return INITIAL
    if word in grammar().months:
        return MONTH
    return COMMON if word in all_stopwords() else PLAIN


def _pair(word: str, bare: str) -> int:
    pair = 0
    opened, closed = max(map(word.rfind, _BRACKETS[0])), max(map(word.rfind, _BRACKETS[1]))
    if opened != closed:
        pair |= OPENS if opened > closed else CLOSES
    head, tail = word[: len(word) - len(bare)], bare[-3:]
    quotes, unquotes = not _MARKS[0].isdisjoint(head), not _MARKS[1].isdisjoint(tail)
    if quotes != unquotes:
        pair |= QUOTES if quotes else UNQUOTES
    return pair


def _make(core: str, first: str) -> int:
    if first.islower():
        return LOWER
    if first.isupper() or first.istitle():
        return CAPS if len(core) > 1 and core.isupper() else CAPITAL
    if first.isdigit():
        return DIGIT
    return CASELESS if first.isalpha() else SIGN


def _first(char: str) -> int:
    return _ENDS.get(char, 15 if char.isdigit() else 18 if char.isalpha() else 19)
