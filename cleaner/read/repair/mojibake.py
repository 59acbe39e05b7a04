"""UTF-8 that was read as cp1252, Latin-1 or Mac Roman, once or more than once.

A run of characters that are the bytes of valid UTF-8 is *clear* where nobody would have written it, and only
*likely* where somebody might («CAMPEÃ»). Likely cases are put right only in a document that has clear ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from cleaner.read.repair.charsets import MAC, WINDOWS, Charset, decode
from cleaner.read.repair.edits import Step
from cleaner.read.repair.evidence import Evidence

RULE = "mojibake"
# Of the characters that continue a sequence: signs that never stand behind a letter in good text ...
_SIGNS = frozenset("€ƒˆ‰†‡˜¢£¤¥¦§¨¬¯±µ¶¸¼½¾‹")
# ... signs that never follow the punctuation which may stand behind a letter ...
_NEVER_SECOND = frozenset("ºª¡¿«“‘„‚•·¹²³°®©™´¸")
# ... and the letters.
_LETTERS = frozenset("ŠšŽžŒœŸ")
_MATHS = frozenset("π∫∑∏∂Ωµ≤≥±∞≠")
_OPENERS = frozenset("«“„‘‚(['\"‹»”")
_DASHES = frozenset("–—")
_ABOUT_ANYWHERE = ((0xA0, 0x17F), (0x384, 0x3CE), (0x400, 0x491), (0x5D0, 0x5EA), (0x60C, 0x6D5))
_ABOUT_LATIN = frozenset("ƏəƒƠơƯưȘșȚțǍǎǏǐǑǒǓǔʻʼ\u0300\u0301\u0303\u0304\u0308\u030a\u030b\u030c\u0323\u0327\u0328")


def find(text: str, evidence: Evidence, thorough: bool) -> list[Step]:
    """The mojibake in `text`, and word to `evidence` of what is clear."""
    steps: list[Step] = []
    for charset, start, end in _chains(text):
        before, after = text[max(0, start - 2) : start], text[end : end + 1]
        chain = text[start:end]
        for lo, hi, good, kinds, clear in _judged(charset, chain, before, after):
            if clear:
                for kind in kinds:
                    evidence.add(kind)
            elif not thorough and not all(evidence.has(k) for k in kinds):
                continue
            steps.append(Step(start + lo, start + hi, good, RULE, charset.plan))
    return steps


@cache
def _pattern(charset: Charset) -> re.Pattern[str]:
    return re.compile(f"(?:{charset.sequences})+")


@cache
def _single(charset: Charset) -> re.Pattern[str]:
    return re.compile(charset.sequences)


def _chains(text: str) -> Iterator[tuple[Charset, int, int]]:
    """Runs of UTF-8 sequences, in order; where both charsets claim a run, the one that explains more of it."""
    found = [(WINDOWS, *m.span()) for m in _pattern(WINDOWS).finditer(text)]
    other = [(MAC, *m.span()) for m in _pattern(MAC).finditer(text)]
    if not other:
        yield from found
        return
    end = 0
    claims = sorted(found + other, key=lambda c: (c[1], c[1] - c[2]))
    for i, claim in enumerate(claims):
        if claim[1] < end:
            continue
        rival = claims[i + 1] if i + 1 < len(claims) else None
        if rival and rival[1] < claim[2] and rival[2] - rival[1] > claim[2] - claim[1]:
            continue
        end = claim[2]
        yield claim


Judged = tuple[int, int, str, tuple[str, ...], bool]


@lru_cache(maxsize=8192)
def _judged(charset: Charset, chain: str, before: str, after: str) -> tuple[Judged, ...]:
    """The parts of `chain` that can be put right: span, good text, kinds of evidence, whether they are clear."""
    whole = decode(charset, chain)
    if whole is None or not _printable(whole):
        return tuple(_piecewise(charset, chain, before, after))
    kinds = tuple(dict.fromkeys(f"{charset.name}:{_kind(c)}" for c in whole))
    if len(whole) == 1:
        verdict = _clear if charset is WINDOWS else _clear_mac
        clear = verdict(chain, whole, before, after)
        if clear is None:
            return ()
        return ((0, len(chain), whole, kinds, clear),)
    parts = [m.group() for m in _single(charset).finditer(chain)]
    if charset is MAC:
        clear = any(p[0] in "¬√ƒ≈∆‚„‡·" for p in parts) or any(_kind(c) not in ("latin", "marks") for c in whole)
    else:
        clear = not all(c in _LETTERS for p in parts for c in p[1:])
    return ((0, len(chain), whole, kinds, clear),)


def _piecewise(charset: Charset, chain: str, before: str, after: str) -> Iterator[Judged]:
    """A chain that is not good UTF-8 as a whole, one sequence at a time."""
    spans = [m.span() for m in _single(charset).finditer(chain)]
    if len(spans) < 2:
        return
    for lo, hi in spans:
        for a, b, good, kinds, clear in _judged(
            charset, chain[lo:hi], (before + chain[:lo])[-2:], (chain[hi:] + after)[:1]
        ):
            yield lo + a, lo + b, good, kinds, clear


def _clear(seq: str, good: str, before: str, after: str) -> bool | None:
    """Whether one cp1252 sequence cannot have been meant; None if what it would say cannot be either."""
    trail = seq[1:]
    if any("\x80" <= c <= "\x9f" for c in trail):
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
    shouted = prev.isupper()
    if shouted and good.islower() and good != "ß" and not after.islower():
        return None if trail not in _SIGNS else False
    if lead == "Â":
        return (not shouted and prev not in _OPENERS and trail not in "\xa0\xad") or prev.isdigit() or trail in _SIGNS
    if trail in _SIGNS:
        return True
    if trail in _LETTERS:
        return lead in "ÃÅÄÈ"
    if trail in "\xa0\xad":
        return trail == "\xad" and after.islower()
    if not after.isalpha() or not after.isascii() or (trail == "’" and shouted):
        return False
    return lead == "Ã" or (trail not in _DASHES and trail != "’")


def _clear_mac(seq: str, good: str, before: str, after: str) -> bool | None:
    """The same for one Mac Roman sequence."""
    lead, trail, prev = seq[0], seq[1:], before[-1:]
    amid = prev.islower() or (after.islower() and not prev.isupper())
    if len(seq) == 2:
        if lead not in "¬√ƒ≈∆»" or not _about(good):
            return None
        if lead == "»":
            return prev.islower() and after.islower()
        if lead == "¬":
            return not trail.isalpha() or amid or not prev.isalpha()
        return amid or trail not in _MATHS
    signs = any(not c.isalpha() for c in trail)
    return lead == "‚" or (lead in "„‰·‡\uf8ff" and signs) or lead == "\uf8ff"


def _about(good: str) -> bool:
    """Whether a lone pair is at all likely to stand for `good`."""
    return good in _ABOUT_LATIN or any(lo <= ord(good) <= hi for lo, hi in _ABOUT_ANYWHERE)


def _printable(good: str) -> bool:
    """Whether every character of `good` exists. C1 controls may be read again as cp1252."""
    return all(unicodedata.category(c) not in ("Cn", "Co", "Cs") for c in good)


def _kind(c: str) -> str:
    """The group of characters that `c` is evidence for."""
    cp = ord(c)
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
