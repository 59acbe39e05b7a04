"""Invisible characters that nobody meant: controls, zero-width characters, stray direction marks."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from cleaner.repair.evidence import Context
from cleaner.splice import Step, as_one

CONTROL = "control"
INVISIBLE = "invisible"
BREAK = "line-break"
C1 = "c1-control"
SURROGATES = "surrogates"
JUNK = "junk"
_MANY = 100_000  # steps of one line that are listed; a quarter of a kilobyte each
_ANSI = r"\x1b\[[0-9;?]{0,16}[A-Za-z]"
CLASS = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060\u2066-\u206f\ufeff\ufff9-\ufffb"
)
_HIT = re.compile(f"{_ANSI}|[\ud800-\udbff][\udc00-\udfff]|[{CLASS}]")
_ALWAYS = frozenset("\u2060\ufeff\ufff9\ufffa\ufffb" + "".join(map(chr, range(0x206A, 0x2070))))
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MARKS = frozenset("\u061c\u200e\u200f")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
# Scripts without spaces, where a zero-width space may mark the words.
_UNSPACED = re.compile("[\u0e00-\u0eff\u0f00-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\ua9e0-\ua9ff\uaa60-\uaa7f]")
_ENDS_SENTENCE = frozenset(".!?:;…”\"')。！？")
# In cp1250, the next best guess, these bytes are other letters than in cp1252.
_AMBIGUOUS = frozenset("\x8c\x8f\x9c\x9f")
_FRENCH_NEXT = frozenset("uUiIeEèé")


def find(text: str, context: Context) -> list[Step]:
    """The invisible characters in `text` to remove or replace."""
    steps: list[Step] = []
    right_to_left: bool | None = None
    for m in _HIT.finditer(text):
        if len(steps) > _MANY:
            steps = [as_one(text, steps)]
        start, end = m.span()
        c = text[start]
        if end - start > 1:
            steps.append(_longer(text, start, end))
            continue
        if c in _DIRECTION:
            if right_to_left is None:
                right_to_left = bool(_RIGHT_TO_LEFT.search(text))
            if right_to_left and not _inside_word(text, start):
                continue
            steps.append(Step(start, end, "", INVISIBLE))
        elif step := _one(text, start, c, context):
            steps.append(step)
    return steps


def _longer(text: str, start: int, end: int) -> Step:
    if text[start] == "\x1b":
        return Step(start, end, "", CONTROL)
    pair = text[start:end].encode("utf-16", "surrogatepass").decode("utf-16")
    return Step(start, end, pair, SURROGATES)


def _one(text: str, at: int, c: str, context: Context) -> Step | None:
    prev, after = text[at - 1 : at], text[at + 1 : at + 2]
    if "\x80" <= c <= "\x9f":
        good = _windows(c, prev, after, context.thorough)
        return Step(at, at + 1, good, C1) if good is not None else None
    if c in "\x0b\x0c\u2028\u2029":
        return Step(at, at + 1, _line_break(c, prev, after), BREAK)
    if c < " " or c == "\x7f":
        context.evidence.add(JUNK)
        return Step(at, at + 1, "", CONTROL)
    if c in _ALWAYS:
        context.evidence.add(JUNK)
    elif c == "\u200b":
        if _UNSPACED.match(prev) and _UNSPACED.match(after) and not context.has(JUNK):
            return None
    elif c in "\u200c\u200d":
        if _joins(prev) or _joins(after):
            return None
    elif c == "\u180e" and ("\u1800" <= prev <= "\u18af" or "\u1800" <= after <= "\u18af"):
        return None
    return Step(at, at + 1, "", INVISIBLE)


def _windows(c: str, prev: str, after: str, thorough: bool) -> str | None:
    """The character of a C1 control in cp1252; None if it is uncertain."""
    good = bytes([ord(c)]).decode("cp1252", "ignore")
    if not good:
        return "" if thorough else None
    if c in _AMBIGUOUS and prev.isalpha() | after.isalpha() and after not in _FRENCH_NEXT and not thorough:
        return None
    return good


def _line_break(c: str, prev: str, after: str) -> str:
    """A separator becomes a line break, or nothing if white space is already there."""
    if not prev or not after or prev.isspace() or after.isspace():
        return "" if prev in ("", "\n") or after in ("", "\n") or c == "\x0b" else "\n"
    if c != "\x0b":
        return "\n"
    # Stray vertical tabs stand in the middle of words, Word's soft line breaks between sentences.
    return "\n" if prev in _ENDS_SENTENCE and after.isupper() else ""


def _inside_word(text: str, at: int) -> bool:
    """Whether a mark of direction at `at` stands between two letters that run right to left."""
    return text[at] in _MARKS and all(_RIGHT_TO_LEFT.match(c) for c in (text[at - 1 : at], text[at + 1 : at + 2]))


@lru_cache(maxsize=4096)
def _joins(c: str) -> bool:
    """Whether `c` is of a script, or a picture, that uses joiners."""
    if not c or c < "\u0590":
        return c in ("©", "®")
    if c in "\u200c\u200d\ufe0f\ufe0e":
        return True
    category = unicodedata.category(c)
    if category[0] in "LM":
        return not ("\u1e00" <= c < "\u2000" or "\u2c60" <= c < "\u2c80")
    return category in ("So", "Sk", "Sm")
