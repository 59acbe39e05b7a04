"""UTF-8 that was read as cp1252, Latin-1 or Mac Roman, once or more than once.

A run of characters that are the bytes of valid UTF-8 is *clear* where nobody would have written it, and only
*likely* where somebody might («CAMPEÃ»). Likely cases are repaired only in a document that has clear ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from cleaner.repair.charsets import MAC, WINDOWS, Charset, decode
from cleaner.repair.evidence import Context
from cleaner.splice import Step

RULE = "mojibake"
# Of the characters that continue a sequence: signs that never stand behind a letter in good text ...
_SIGNS = frozenset("€ƒˆ‰†‡˜¢£¤¥¦§¨¬¯±µ¶¸¼½¾‹")
# ... signs that never follow the punctuation which may stand behind a letter ...
_NEVER_SECOND = frozenset("ºª¡¿«“‘„‚•·¹²³°®©™´¸")
# ... and the letters.
_LETTERS = frozenset("ŠšŽžŒœŸ")
_MATHS = frozenset("π∫∑∏∂Ωµ≤≥±∞≠")
_OPENERS = frozenset("«“„‘‚(['\"‹»”")
_ACCENTED = re.compile("[À-ÁÄ-ÖØ-öø-ɏ]")
_DASHES = frozenset("–—")
_ABOUT_ANYWHERE = ((0xA0, 0x17F), (0x384, 0x3CE), (0x400, 0x491), (0x5D0, 0x5EA), (0x60C, 0x6D5))
_ABOUT_LATIN = frozenset("ƏəƒƠơƯưȘșȚțǍǎǏǐǑǒǓǔʻʼˈˌː\u0300\u0301\u0303\u0304\u0308\u030a\u030b\u030c\u0323\u0327\u0328")


def find(text: str, context: Context) -> list[Step]:
    """The mojibake in `text`; clear cases are noted as evidence."""
    steps: list[Step] = []
    for charset, start, end in _chains(text):
        before = text[start - 2 : start] if start > 1 else text[:start]
        for lo, hi, good, kinds, clear, layers in _judged(charset, text[start:end], before, text[end : end + 1]):
            if clear:
                context.evidence.add_all(kinds)
            elif not _likely(kinds, context):
                continue
            steps.append(Step(start + lo, start + hi, good, RULE, charset.plan * layers))
    return steps


def _likely(kinds: tuple[str, ...], context: Context) -> bool:
    if context.thorough:
        return True
    if not all(map(context.evidence.has, kinds)):
        return False
    return f"{WINDOWS.name}:latin" not in kinds or not sound_letters(context.original)


@lru_cache(maxsize=64)
def sound_letters(line: str) -> bool:
    """Whether `line` has accented letters that are no part of any mojibake, so that it did not break as a whole."""
    return bool(_ACCENTED.search(_pattern(MAC).sub("", _pattern(WINDOWS).sub("", line))))


@cache
def _pattern(charset: Charset) -> re.Pattern[str]:
    return re.compile(f"(?:{charset.sequences})+")


@cache
def _single(charset: Charset) -> re.Pattern[str]:
    return re.compile(charset.sequences)


Claim = tuple[Charset, int, int]


def _chains(text: str) -> list[Claim]:
    """Runs of UTF-8 sequences, in order; where both charsets claim a run, the one that explains more of it."""
    found = [(WINDOWS, *m.span()) for m in _pattern(WINDOWS).finditer(text)]
    other = [(MAC, *m.span()) for m in _pattern(MAC).finditer(text)]
    return _settled(found, other) if found and other else found or other


def _settled(found: list[Claim], other: list[Claim]) -> list[Claim]:
    """Of claims that overlap the longest."""
    claims = sorted(found + other, key=lambda c: (c[1], c[1] - c[2]))
    kept: list[Claim] = []
    for claim in claims:
        if kept and claim[1] < kept[-1][2]:
            if claim[2] - claim[1] <= kept[-1][2] - kept[-1][1]:
                continue
            kept.pop()
        kept.append(claim)
    return kept


class Judged(NamedTuple):
    """A part of a chain that can be repaired."""

    lo: int
    hi: int
    good: str
    kinds: tuple[str, ...]
    clear: bool
    layers: int = 1


@lru_cache(maxsize=8192)
def _judged(charset: Charset, chain: str, before: str, after: str) -> tuple[Judged, ...]:
    """The parts of `chain` that can be repaired.

    Args:
        charset: what the chain was read with.
        chain: sequences of UTF-8, one behind the other.
        before: the two characters in front of it.
        after: the character behind it.
    """
    parts = list(_parts(charset, chain, before, after))
    if any(p.clear for p in parts):
        # Neighbours of a clear case belong to it.
        parts = [p._replace(clear=True) for p in parts]
    joined = tuple(_joined(parts))
    if len(joined) == 1 and joined[0].clear and _pattern(charset).fullmatch(joined[0].good):
        (outer,) = joined
        inner = _judged(charset, outer.good, before, after)
        if len(inner) == 1 and inner[0].clear and len(outer.good) == inner[0].hi - inner[0].lo:
            return (inner[0]._replace(lo=outer.lo, hi=outer.hi, layers=inner[0].layers + 1),)
    return joined


def _joined(parts: list[Judged]) -> Iterator[Judged]:
    """Neighbours with the same verdict merged."""
    held: Judged | None = None
    for part in parts:
        if held and held.hi == part.lo and held.clear == part.clear:
            kinds = tuple(dict.fromkeys(held.kinds + part.kinds))
            held = Judged(held.lo, part.hi, held.good + part.good, kinds, part.clear)
            continue
        if held:
            yield held
        held = part
    if held:
        yield held


def _parts(charset: Charset, chain: str, before: str, after: str) -> Iterator[Judged]:
    """Each stretch of `chain` with characters of one kind, judged separately; impossible readings are left out."""
    verdict = _clear if charset is WINDOWS else _clear_mac
    for group in _groups(charset, chain):
        lo, hi = group[0][0], group[-1][1]
        good = "".join(c for *_, c in group)
        if len(group) == 1:
            clear = verdict(chain[lo:hi], good, (before + chain[:lo])[-2:], (chain[hi:] + after)[:1])
        else:
            clear = _clear_group(charset, chain[lo:hi], good)
        if clear is not None:
            kinds = tuple(dict.fromkeys(f"{charset.name}:{_kind(c)}" for c in good))
            yield Judged(lo, hi, good, kinds, clear)


def _groups(charset: Charset, chain: str) -> Iterator[list[tuple[int, int, str]]]:
    """The sequences of `chain` (start, end, reading), by kind."""
    held: list[tuple[int, int, str]] = []
    for m in _single(charset).finditer(chain):
        good = decode(charset, m.group())
        if good is None or not _printable(good):
            good = ""
        if held and (not good or _family(held[-1][2]) != _family(good)):
            yield held
            held = []
        if good:
            held.append((*m.span(), good))
    if held:
        yield held


def _clear_group(charset: Charset, chain: str, good: str) -> bool:
    """Whether several sequences in a row cannot have been meant."""
    if charset is MAC:
        return _kind(good[0]) not in ("latin", "marks") or any(c in "¬√ƒ≈∆‚„‡·" for c in chain)
    return any(c not in _LETTERS and not c.isupper() for c in chain)


def _clear(seq: str, good: str, before: str, after: str) -> bool | None:
    """Whether one cp1252 sequence cannot have been meant; None if what it would say cannot be either."""
    trail = "".join(map(_as_windows, seq[1:]))
    if any(c < "\xa0" for c in trail):
        return True
    if len(seq) == 4:
        return seq[0] == "ð" or any(c in _SIGNS for c in trail)
    if len(seq) == 3:
        if any(c in _SIGNS for c in trail):
            return True
        return seq[0] == "â" and (trail[1] in _NEVER_SECOND or trail[0] in _LETTERS)
    return _clear_pair(seq[0], trail, good, before, after)


def _clear_pair(lead: str, trail: str, good: str, before: str, after: str) -> bool | None:
    prev = before[-1:]
    if lead in "ß×":
        return None
    if prev.islower() and not (good.isupper() and trail in _LETTERS):
        return True if trail not in _LETTERS or lead in "ÃÅÄÈ" else None
    if not _about(good) and not (lead == "Â" and "\x80" <= good <= "\x9f"):
        return None
    shouted = len(before) == 2 and before[0].isupper() and before[1].isupper()
    if shouted and good.islower() and good != "ß" and not after.islower():
        return None if trail not in _SIGNS else False
    if lead == "Â":
        opened = prev in _OPENERS and not before[:-1].strip()
        if trail not in "\xa0\xad":
            return trail not in "»«·´" or not (shouted or opened)
        return trail in _SIGNS or not (prev.isupper() or opened or prev.isspace() or (not prev and after in "»”"))
    if trail in _SIGNS:
        return True
    if trail in _LETTERS:
        return True if lead in "ÃÅÄÈ" else False if lead in "ÎÏÐÑØÙË" else None
    if trail in "\xa0\xad":
        return lead == "Ã" and trail == "\xad" and after.islower()
    if lead == "Ã" and prev.isdigit() and after.isdigit():
        return True
    if not after.isalpha() or not after.isascii() or (trail == "’" and shouted):
        return False
    return lead == "Ã" or (trail not in _DASHES and trail != "’")


def _clear_mac(seq: str, good: str, before: str, after: str) -> bool | None:
    """The same for one Mac Roman sequence."""
    lead, trail, prev = seq[0], seq[1:], before[-1:]
    if _kind(good) == "latin" and any("\u0370" <= c < "\u0530" for c in (prev, after)):
        return None
    amid = (prev.isalpha() and after.isalpha()) or (before.islower() and before.isalpha() and len(before) == 2)
    if len(seq) == 2:
        if not _about(good):
            return None
        if lead not in "¬√ƒ≈∆":
            return lead == "»" and prev.islower() and after.islower()
        if lead == "¬":
            return True
        return amid or trail not in _MATHS
    signs = any(not c.isalpha() for c in trail)
    return lead == "‚" or (lead in "„‰·‡\uf8ff" and signs) or lead == "\uf8ff"


def _about(good: str) -> bool:
    """Whether a single pair may stand for `good` at all."""
    return good in _ABOUT_LATIN or any(lo <= ord(good) <= hi for lo, hi in _ABOUT_ANYWHERE)


def _printable(good: str) -> bool:
    """Whether there is such a character. C1 controls may be read again as cp1252."""
    return unicodedata.category(good) not in ("Cn", "Co", "Cs")


@cache
def _as_windows(c: str) -> str:
    """A C1 control as cp1252 shows it; those that it lacks are themselves."""
    return bytes([ord(c)]).decode("cp1252", "ignore") or c if "\x80" <= c <= "\x9f" else c


def _family(c: str) -> str:
    """The characters that go together in a row; those of cp1252 may be one more layer of mojibake."""
    return "latin" if c in WINDOWS.every else _kind(c)


def _kind(c: str) -> str:
    """The group of characters that `c` is evidence for."""
    cp = ord(c)
    if cp == 0xA0:
        return "nbsp"
    if cp < 0x250:
        return "latin"
    if cp < 0x370:
        return "marks"
    if 0x1E00 <= cp < 0x1F00:
        return "latin"
    if 0x2000 <= cp < 0x2E80:
        return "signs"
    if 0x2E80 <= cp < 0x10000:
        return "east"
    return f"{cp >> 8:x}" if cp < 0x10000 else "astral"
