"""What a line looks like, whatever its language: lengths, letter case, punctuation, digits."""

from __future__ import annotations

import re
from typing import NamedTuple

_HEAD = 240  # characters looked at in detail; enough for any line that is not plainly prose
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SIGN = re.compile(f"{_UNSPACED.pattern}|[^\\W{_UNSPACED.pattern[1:-1]}]+")
_CLOSERS = "\"'”’“‘»›)]）」』】* "
_OPENERS = frozenset("\"'“„‘‚«‹(「『（【[¿¡")
_STOPS = frozenset(".。।۔։።．｡")
_CALLS = frozenset("!?！？؟")
_ENDS = {",": 3, ";": 3, "-": 3, "–": 3, "—": 3, "/": 3, "|": 3, "、": 3, "，": 3, ":": 4, "：": 4, "…": 5}


def _classes() -> bytes:
    table = bytearray(b"|" * 256)
    for chars, name in ((range(48, 58), "0"), (range(65, 91), "A"), (range(97, 123), "a"), (range(128, 256), "u")):
        for c in chars:
            table[c] = ord(name)
    for c in "\t \r\n":
        table[ord(c)] = 32
    for c, name in zip(".!?,;:()[]\"'-/%$", "...,,:((((\"'-/%%", strict=True):
        table[ord(c)] = ord(name)
    return bytes(table)


_CLASS = _classes()
_CONTINUATION = bytes(range(128, 192))  # UTF-8 bytes that do not begin a character


class Shape(NamedTuple):
    """The measures of one line; shares are 0 to 1, counts are of the first 240 characters but for the first two."""

    words: float
    chars: int
    word_length: float
    start: int
    end: int
    capitals: float
    short_lower: float
    upper: float
    digits: float
    symbols: float
    sentences: int
    commas: float
    numbers: int
    clock: int
    quotes: int
    brackets: int
    unspaced: float
    uncased: int


def shape(line: str) -> Shape:
    """Measure `line` (not blank, no white space around it)."""
    words = line.split()
    count: float = len(words)
    unspaced = 0.0
    head = line[:_HEAD]
    if not head.isascii() and (found := len(_UNSPACED.findall(head))):
        unspaced = found / len(head)
        count += unspaced * len(line) / 2
    classes = head.encode("utf-8", "surrogatepass").translate(_CLASS, _CONTINUATION)
    size = len(classes)
    first = words[:24]
    capitals = sum([w[0].isupper() for w in first])
    short = sum([len(w) < 4 and w.islower() for w in first])
    digits = classes.count(b"0")
    uncased = not (capitals or line.islower()) and b"u" in classes
    return Shape(
        count,
        len(line),
        len(line) / count,
        _start(line),
        _end(line),
        -1.0 if uncased else capitals / len(first),
        -1.0 if uncased else short / len(first),
        sum([len(w) > 1 and w.isupper() for w in first]) / len(first),
        digits / size,
        (classes.count(b"|") + classes.count(b"/")) / size,
        classes.count(b". ") + (line.count("。") if unspaced else 0),
        (classes.count(b",") + (line.count("、") if unspaced else 0)) / count,
        classes.count(b"0000") if digits else 0,
        (classes.count(b"0:00") + classes.count(b"0.00") + classes.count(b"0/0")) if digits else 0,
        classes.count(b'"') + (0 if head.isascii() else head.count("“") + head.count("„") + head.count("«")),
        classes.count(b"("),
        unspaced,
        uncased,
    )


def _start(line: str) -> int:
    """0 a symbol, 1 a digit, 2 a small letter, 3 a letter without case, 4 an opening quote or bracket, 5 a capital.

    6 is a sign that never opens a sentence: the line goes on with the one before.
    """
    c = line[0]
    if c in ",.;:)”’!?%":
        return 6
    if c.isalpha():
        return 5 if c.isupper() else 2 if c.islower() else 3
    return 1 if c.isdigit() else 4 if c in _OPENERS else 0


def _end(line: str) -> int:
    """0 a symbol, 1 a letter, 2 a digit, 3 comma or dash, 4 colon, 5 ellipsis, 6 call or question, 7 full stop."""
    c = line[-1]
    if c.isalpha():
        return 1
    if c.isdigit():
        return 2
    line = line[-8:].rstrip(_CLOSERS)
    c = line[-1:]
    if c in _STOPS:
        return 5 if line.endswith("...") else 7
    return 6 if c in _CALLS else _ENDS.get(c, 0)


def tokens(line: str, limit: int = 80) -> list[str]:
    """The words of `line` in lower case, for unspaced scripts its pairs of signs; `limit` of them at most."""
    line = line[: limit * 12].lower()
    if not line.isascii() and _UNSPACED.search(line):
        signs = _SIGN.findall(line)
        return [a + b for a, b in zip(signs, signs[1:], strict=False)][:limit]
    return _WORD.findall(line)[:limit]
