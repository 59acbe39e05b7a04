"""Folding: the form of a line in which phrases are written and compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from cleaner.kernel.chars import beyond_ascii, from_bytes, to_bytes

# Runs of white space, control characters, brackets and ornaments count as one space wherever they stand.
_SEPARATORS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x7f()[]{}<>|*_`~=\\^" + "".join(map(chr, range(0x1C)))
_ORNAMENTS = "·•●○◦▪■□▶►▸▹▼▾▲△★☆→←↑↓⟶›‹¦│❘♦◆◇✓✔✕✖✉☰"
_DASHES = "‐‑‒–—―−"
_SINGLE_QUOTES = "‘’‚‛´ʼ′"
_DOUBLE_QUOTES = "“”„‟«»″"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f\u0307™®℠"

_ASCII = bytes(
    ord(" ") if chr(i) in _SEPARATORS else ord("0") if chr(i).isdigit() else ord(chr(i).lower()) for i in range(128)
) + bytes(128)
_ASCII_OF_ANY = _ASCII[:128] + bytes(range(128, 256))  # in the UTF-8 of any text
_ASCII_DECORATION = bytes(i for i in range(128) if not chr(i).isalnum())
_ASCII_LINES = _ASCII[:10] + b"\n" + _ASCII[11:]  # the same, line breaks aside
_DECORATION = _ASCII_DECORATION.decode("ascii")
_ASCII_NUMBER = re.compile(rb"0+(?:[.,]0+)*")
_NUMBER = re.compile(r"0+(?:[.,]0+)*")
_SPACES = frozenset(_SEPARATORS + _ORNAMENTS)
_REPLACED = {
    **dict.fromkeys(_INVISIBLE, ""),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_SINGLE_QUOTES, "'"),
    **dict.fromkeys(_DOUBLE_QUOTES, '"'),
    "ı": "i",
}
# Signs that NFKC does not compose with others.
_PLAIN_SIGNS = (*((sign, _REPLACED[sign]) for sign in "’‘“”„«»–—‑"), ("…", "..."), ("\xa0", " "))
_JOINT = "\ue000"  # a private-use character, between lines that are folded together
_KEPT = "©"  # the one sign that matters for what a line is


def fold(text: str) -> str:
    """The folded form of a line: what is left when case, digits, quotes, spacing and decoration do not matter.

    NFKC, case folded; a number, its grouping marks with it, is ``0``; quotes and dashes are the ASCII
    ones; brackets, bullets, arrows and white space are one space; what is neither letter, digit nor
    ``©`` is gone from both ends; the dot of i does not count (Turkish). ``— Comments (1,204) »`` and
    ``COMMENTS 3:`` both fold to ``comments 0``. Folding folded text changes nothing.

    Args:
        text: any str.
    """
    if not text.isascii():
        plain = _with_plain_signs([text])[0]
        if not plain.isascii():
            return fold_any(text)
        text = plain
    raw = text.encode("ascii").translate(_ASCII).strip(_ASCII_DECORATION)
    if b"  " in raw:
        raw = b" ".join(raw.split())
    if b"0" in raw:
        raw = _ASCII_NUMBER.sub(b"0", raw)
    return raw.decode("ascii")


def fold_lines(lines: Sequence[str]) -> list[str]:
    """The folded form of each of many lines; many are folded at once, which is several times as fast."""
    others = [i for i, line in enumerate(lines) if not line.isascii()]
    ascii_lines = list(lines)
    for i, line in zip(others, _with_plain_signs([lines[i] for i in others]), strict=True):
        ascii_lines[i] = line if line.isascii() else ""
    folded = _fold_ascii(ascii_lines)
    others = [i for i in others if not ascii_lines[i]]
    for i, line in zip(others, _fold_others([lines[i] for i in others]), strict=True):
        folded[i] = line
    return folded


def _with_plain_signs(lines: Sequence[str]) -> Sequence[str]:
    """`lines` with ASCII for the quotes and dashes that are all that is not ASCII in most lines of English."""
    together = _JOINT.join(lines)
    if together.count(_JOINT) != len(lines) - 1:
        return lines
    for sign, plain in _PLAIN_SIGNS:
        together = together.replace(sign, plain)
    return together.split(_JOINT)


def _fold_ascii(lines: Sequence[str]) -> list[str]:
    together = "\n".join(lines)
    if together.count("\n") != len(lines) - 1:
        return [fold(line) for line in lines]
    raw = together.encode("ascii").translate(_ASCII_LINES)
    while b"  " in raw:
        raw = raw.replace(b"  ", b" ")
    if b"0" in raw:
        raw = _ASCII_NUMBER.sub(b"0", raw)
    return [line.strip(_DECORATION) for line in raw.decode("ascii").split("\n")]


def _fold_others(lines: Sequence[str]) -> list[str]:
    together = _JOINT.join(lines)
    if together.count(_JOINT) != len(lines) - 1:
        return [fold_any(line) for line in lines]
    return [_trim(part) for part in untrimmed(together).split(_JOINT)]


def fold_any(text: str) -> str:
    """What `fold` gives, for any text; slower."""
    return _trim(untrimmed(text))


def untrimmed(text: str) -> str:
    """`text` folded, but for what goes from both ends."""
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    text = text.casefold()
    # Replacing the characters that occur takes a fraction of the time of patterns over the text.
    for char in _REPLACED.keys() & beyond_ascii(to_bytes(text)):
        text = text.replace(char, _REPLACED[char])
    if not unicodedata.is_normalized("NFKC", text):  # case folding takes some letters apart (ΐ)
        text = unicodedata.normalize("NFKC", text)
    raw = to_bytes(text).translate(_ASCII_OF_ANY)
    text = from_bytes(raw)
    for char in beyond_ascii(raw):
        if char in _SPACES or char.isspace():
            text = text.replace(char, " ")
        elif char.isdecimal():
            text = text.replace(char, "0")
    while "  " in text:
        text = text.replace("  ", " ")
    return _NUMBER.sub("0", text)


def _trim(text: str) -> str:
    if text[:1].isalnum() and text[-1].isalnum():
        return text
    start, end = 0, len(text)
    while start < end and not (text[start].isalnum() or text[start] in _KEPT):
        start += 1
    while start < end and not (is_word_char(text[end - 1]) or text[end - 1] in _KEPT):
        end -= 1
    return text[start:end]


def is_word_char(char: str) -> bool:
    """Whether `char` is part of a word: a letter, a digit, or a mark on one (Hindi vowel signs are marks)."""
    return char.isalnum() or (char > "\x7f" and unicodedata.category(char)[0] == "M")
