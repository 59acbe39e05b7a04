"""What a line looks like, whatever its language: lengths, letter case, punctuation, digits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from cleaner.kernel.scripts import UNSPACED

HEAD = 160  # characters looked at in detail; enough for any line that is not plainly prose
WORDS = 14  # words whose letter case is looked at
BACK = 8  # characters from the end in which quotation marks and brackets may close
_LEAST_UNSPACED = UNSPACED[0]
CLOSERS = "\"'”’“‘»›)]）」』】* "
_OPENERS = frozenset("\"'“„‘‚«‹(「『（【[¿¡")
_GOES_ON = frozenset(",.;:)”’!?%")
_STOPS = frozenset(".。।۔։።．｡")
_CALLS = frozenset("!?！？؟")
_ENDS = {",": 3, ";": 3, "-": 3, "–": 3, "—": 3, "/": 3, "|": 3, "、": 3, "，": 3, ":": 4, "：": 4, "…": 5}


def _classes() -> bytes:
    table = bytearray(b"|" * 256)
    for codes, name in ((range(48, 58), "0"), (range(65, 91), "a"), (range(97, 123), "a"), (range(128, 256), "u")):
        for code in codes:
            table[code] = ord(name)
    for char in "\t .!?,;:()[]\"'-%$":
        table[ord(char)] = ord(" ")
    return bytes(table)


CLASS = _classes()
_CONTINUATION = bytes(range(128, 192))  # UTF-8 bytes that do not begin a character


class LineShape(NamedTuple):
    """The measures of one line, of its first 160 characters but for words, length and end; shares are 0 to 1.

    Args:
        words: words; of unspaced scripts two signs count as one.
        chars: length in characters.
        start: see `start_of`.
        end: see `end_of`.
        capitals: share of words with a capital; -1 where letters have no case.
        digits: share of digits.
        symbols: share of signs that are no ordinary punctuation.
        unspaced: share of signs of scripts without spaces.
    """

    words: float
    chars: int
    start: int
    end: int
    capitals: float
    digits: float
    symbols: float
    unspaced: float


def shapes(lines: Sequence[str]) -> list[LineShape]:
    """Measure each of `lines` (not blank, no white space around them)."""
    return [shape(line) for line in lines]


def shape(line: str) -> LineShape:
    """Measure `line` (not blank, no white space around it)."""
    words = line.split()
    count: float = len(words)
    head = line[:HEAD]
    unspaced = 0.0
    if not head.isascii() and (found := _unspaced(head)):
        unspaced = found / len(head)
        count += unspaced * len(line) / 2
    classes = head.encode("utf-8", "surrogatepass").translate(CLASS, _CONTINUATION)
    size = len(classes)
    first = words[:WORDS]
    capitals = sum([w[0].isupper() for w in first]) / len(first)
    if not capitals and b"u" in classes and not line.islower():
        capitals = -1.0
    return LineShape(
        count,
        len(line),
        start_of(line[0]),
        end_of(line),
        capitals,
        classes.count(b"0") / size,
        classes.count(b"|") / size,
        unspaced,
    )


def _unspaced(line: str) -> int:
    """How many signs of scripts without spaces there are in `line`."""
    return len(_sign().findall(line)) if max(line) >= _LEAST_UNSPACED else 0


@cache
def _sign() -> re.Pattern[str]:
    """A sign of an unspaced script. Slow to compile, so only when needed."""
    return re.compile(f"[{UNSPACED}]")


def start_of(c: str) -> int:
    """0 a symbol, 1 a digit, 2 a small letter, 3 a letter without case, 4 an opening quote or bracket, 5 a capital.

    6 is a sign that never opens a sentence: the line goes on with the one before.
    """
    if c.isalpha():
        return 5 if c.isupper() else 2 if c.islower() else 3
    if c in _GOES_ON:
        return 6
    return 1 if c.isdigit() else 4 if c in _OPENERS else 0


def end_of(line: str) -> int:
    """0 a symbol, 1 a letter, 2 a digit, 3 comma or dash, 4 colon, 5 ellipsis, 6 call or question, 7 full stop."""
    c = line[-1]
    if c.isalpha():
        return 1
    if c.isdigit():
        return 2
    line = line[-BACK:].rstrip(CLOSERS)
    c = line[-1:]
    if c in _STOPS:
        return 5 if line.endswith("...") else 7
    return 6 if c in _CALLS else _ENDS.get(c, 0)
