"""Text of one alphabet read with the encoding of another: cp1251 as Latin-1, KOI8-R as cp1251, cp1250 as cp1252.

Each byte became one letter, so only the letters show it. A line is re-read only if nearly all of its letters speak
for it: the other reading makes words, and the present one does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cleaner.repair.charsets import (
    CP866,
    CYRILLIC_ISO,
    CYRILLIC_MAC,
    CYRILLIC_WINDOWS,
    KOI8,
    WINDOWS,
    Charset,
    to_bytes,
)
from cleaner.repair.evidence import Context
from cleaner.repair.letters import best_fit, common_letters
from cleaner.splice import Step

RULE = "charset"
_RUN = re.compile(r"[^\x00-\x7f]+")
_WORD = re.compile(r"[^\W\d_]+")
# Never written in any language: accented letters in a row, signs in words, letters of distant languages together,
# capitals behind small letters.
SUSPECT = re.compile(
    r"[À-ÿ¹³¼¾¿£®¤§А-Я\u2500-\u257f](?:(?<=[À-ÿ])[À-ÿ]{3}|(?<=[a-zß-ÿ][¹³¼¾¿£])(?=[a-zß-ÿ])|(?<=[a-zß-ÿ][¹¿])(?=[ .,])"
    r"|(?<=ø)(?=[^\n]{0,100}[ìùèò])|(?<=[ýþð])(?=[^\n]{0,100}[çü])|(?<=[а-я][А-Я])[А-Я]{2}|(?<=[а-я][®¤§])(?=[а-я])"
    r"|(?<=[\u2500-\u257f])(?:(?<=[а-я].)|(?=[а-яё])))"
)
# Of what every match holds one.
HINT = re.compile("[¹³¼¾¿£øýþð\u0410-\u044f\u2500-\u257f]|[À-ÿ]{4}")
SIGN_IN_WORD = re.compile(r"(?<=[^\W\d_])[¹³¼¾¿£ª»¦¶±](?=[a-zß-ÿ])|(?<=[a-zß-ÿ])[¹³¼¾¿£ª±](?![\w»])")
# Signs that nobody writes between small letters (none of 5,500 published texts does); U+FFFD is a letter lost.
_SIGN = re.compile("[¡¢£¤¥¦§¨¬³¶¸¹¼½¾¿†‡‰ƒˆ˜\ufffd]")
_SIGN_AMID = re.compile(_SIGN.pattern + "(?<=[a-zß-ÿ].)(?=[a-zß-ÿ])")
_SIGN_BETWEEN = re.compile(r"(?<=[^\W\d_])[^\w\s\x00-\x7f’'‑\xad–](?=[^\W\d_])|[\x80-\x9f\u2500-\u259f]")
_CAPITALS_BEHIND = re.compile("[а-я][А-Я]{2}")
_LETTERS = 12  # beyond ASCII, that a clear line has at least
_FOREIGN = 0.7  # share of letters beyond ASCII from which on no Latin text has them
_MARGIN = 0.08  # by which the best reading must beat the next
_COMMON = 0.5  # share of the commonest letters that a text of an alphabet has at least
_UNCOMMON = 0.42  # and that a text in a wrong encoding mostly has
_FEW, _KINDS, _UNFIT = 8, 4, 0.75


class _Pair(NamedTuple):
    read: Charset
    real: str  # name of the codec


_LATIN_REAL = ("cp1251", "koi8-r", "iso8859-5", "cp866", "cp1253", "iso8859-7", "cp1255", "cp1256")
_ALPHABETS = {
    "cp1251": "cyrillic", "koi8-r": "cyrillic", "iso8859-5": "cyrillic", "cp866": "cyrillic", "cp1253": "greek",
    "iso8859-7": "greek", "cp1255": "hebrew", "cp1256": "arabic",
}  # fmt: skip
_PAIRS = (
    *(_Pair(WINDOWS, real) for real in _LATIN_REAL),
    *(_Pair(CYRILLIC_WINDOWS, real) for real in ("koi8-r", "iso8859-5", "cp866")),
    *(_Pair(KOI8, real) for real in ("cp1251", "cp866", "iso8859-5")),
    *(_Pair(charset, "cp1251") for charset in (CP866, CYRILLIC_ISO, CYRILLIC_MAC)),
)
_ACCENTED = tuple(_Pair(WINDOWS, real) for real in ("cp1250", "iso8859-2", "cp1254", "cp1257"))


def find(text: str, context: Context) -> list[Step]:
    """The runs of `text` to re-read, if it was read with the encoding of another alphabet."""
    if not SUSPECT.search(text):
        return []
    for pair, clear in _candidates(text):
        kind = f"{pair.read.name}>{pair.real}"
        if clear:
            context.evidence.add(kind)
        elif not context.has(kind):
            continue
        plan = (f"encode {pair.read.name}", f"decode {pair.real}")
        runs = ((m, _again(pair, m.group())) for m in _RUN.finditer(text))
        return [Step(*m.span(), good, RULE, plan) for m, good in runs if good is not None and good != m.group()]
    return []


def doubtful(text: str) -> bool:
    """Whether `text`, a line, seems to have been read with a wrong encoding, whatever the right one is."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= _LETTERS and _is_foreign(letters)


def has_signs_amid(text: str, together: str) -> bool:
    """Whether signs stand in `text` where letters must have stood; `together` has what is unusual in it."""
    return _SIGN.search(together) is not None and _SIGN_AMID.search(text) is not None


def _candidates(text: str) -> Iterator[tuple[_Pair, bool]]:
    """The only pair of encodings that explains the line `text`, and whether it is clear without other lines."""
    letters = [c for c in text if c.isalpha()]
    high = [c for c in letters if c > "\x7f"]
    if not high:
        return
    if _is_foreign(letters) or _is_uncommon(text, high):
        scored = sorted(((_score(pair, text), pair) for pair in _PAIRS), key=lambda s: -s[0])
        best, pair = scored[0]
        rival = next((score for score, other in scored[1:] if _again(other, text) != _again(pair, text)), 0.0)
        if best >= _COMMON and best - _share(high, "cyrillic") >= _MARGIN:
            yield pair, len(high) >= _LETTERS and best - rival >= _MARGIN
        return
    signs = len(SIGN_IN_WORD.findall(text))
    fitting: dict[str, tuple[_Pair, bool]] = {}
    for pair in _ACCENTED:
        good = _again(pair, text)
        if good is not None and (clear := _fits(text, good, signs)) is not None:
            fitting.setdefault(good, (pair, clear))
    if len(fitting) == 1:
        yield from fitting.values()


def _is_foreign(letters: list[str]) -> bool:
    """Whether so many of `letters` are accented Latin ones as no language has."""
    return sum("\xc0" <= c <= "\xff" for c in letters) >= _FOREIGN * len(letters)


def _is_uncommon(text: str, letters: list[str]) -> bool:
    """Whether `text` is Cyrillic, but of letters or of capitals that Cyrillic text is not made of."""
    cyrillic = [c for c in letters if "\u0400" <= c <= "\u045f"]
    if 2 * len(cyrillic) < len(letters):
        return False
    upside_down = 2 * sum(map(str.isupper, cyrillic)) > len(cyrillic) and _CAPITALS_BEHIND.search(text) is not None
    return upside_down or _share(cyrillic, "cyrillic") <= _UNCOMMON


def _share(letters: list[str], alphabet: str) -> float:
    common = common_letters(alphabet)
    return sum(c.lower() in common for c in letters) / max(1, len(letters))


def _score(pair: _Pair, text: str) -> float:
    """The share of common letters that `text` has when read again; 0 if it makes no words."""
    good = _again(pair, text)
    if good is None:
        return 0.0
    letters = [c for c in good if c.isalpha()]
    own = [c for c in letters if _alphabet(c) == _ALPHABETS[pair.real]]
    words = [w for w in _WORD.findall(good) if not w.isascii()]
    odd = sum(w[1:] != w[1:].lower() and not w.isupper() for w in words)
    broken = len(_SIGN_BETWEEN.findall(good))
    if len(own) < 0.95 * sum(c > "\x7f" for c in letters) or 10 * (odd + broken) > len(words):
        return 0.0
    shouted = 2 * sum(map(str.isupper, own)) > len(own)
    return (_share(own, _ALPHABETS[pair.real]) if own else 0.0) - _MARGIN * shouted


def _alphabet(c: str) -> str:
    for name, low, high in (("greek", 0x370, 0x400), ("cyrillic", 0x400, 0x530), ("hebrew", 0x590, 0x600)):
        if low <= ord(c) < high:
            return name
    return "arabic" if 0x600 <= ord(c) < 0x700 else ""


def _fits(text: str, good: str, signs: int) -> bool | None:
    """Whether it is clear that the Latin line `text` should be `good`; None if it should not."""
    letters = [c for c in good.lower() if c > "\x7f" and c.isalpha()]
    _, fit = best_fit(letters)
    if not letters or fit < len(letters) or good == text or SIGN_IN_WORD.search(good) or _SIGN_BETWEEN.search(good):
        return None
    standing = [c for c in text.lower() if c > "\x7f" and c.isalpha()]
    _, before = best_fit(standing)
    if before > _UNFIT * len(standing) and not signs:
        return None
    many = len(letters) >= _FEW and len(set(letters)) >= _KINDS
    return many or (signs >= 2 and len(letters) >= _KINDS)


def _again(pair: _Pair, text: str) -> str | None:
    """`text` with its characters beyond ASCII read again; None if there is something that cannot be."""
    if not pair.read.every.issuperset(c for c in text if c > "\x7f"):
        return None
    try:
        return to_bytes(pair.read, text).decode(pair.real)
    except UnicodeError:
        return None
