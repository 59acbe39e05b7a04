"""Stretches of a text that need a closer look, found in one pass; plain ASCII needs none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from cleaner.kernel import unusual_runs
from cleaner.repair.charsets import FOREIGN, MAC, WINDOWS, Charset
from cleaner.repair.invisible import CLASS
from cleaner.repair.plain import is_plain
from cleaner.repair.swapped import HINT as SWAPPED_HINT
from cleaner.repair.swapped import SUSPECT as SWAPPED

LONGEST = 1 << 15
# The first bytes of the UTF-8 that articles are made of: Latin, Greek, Cyrillic, Hebrew, Arabic; and longer sequences.
_TWO = (0xC2, 0xC3, 0xC4, 0xC5, 0xC6, 0xC8, 0xCE, 0xCF, 0xD0, 0xD1, 0xD2, 0xD7, 0xD8, 0xD9)
_MORE = (0xE0, 0xE1, 0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEA, 0xEB, 0xEC, 0xED, 0xEF, 0xF0)
_PUNCTUATION = range(0x80, 0x87)  # second bytes of quotation marks, dashes, arrows and the euro
# What never stands together: a Latin letter of UTF-8 as cp1251 shows it, amid a Latin word (its second half may be a
# small letter, as in Cyrillic); a Greek letter before a line of a box, as cp437 shows the scripts of Asia.
_MIXED_HINT = re.compile("[ВГДЕ\u2500-\u2593]")
_MIXED = re.compile(
    r"[ВГДЕ\u2500-\u2593](?:(?<=[a-z][ВГДЕ])[\u0400-\u045f\u0490\u0491]|(?<=[αΓΣσΦΘΩδ∞φ][\u2500-\u2593]))"
)

_OTHERS = {
    f"{CLASS}\ud800-\udbff": "",
    "&": "[#A-Za-z]",
    "Â": r"(?=\s|$|[\"“‘(A-ZÄÖÜ])",
    "Ã": r"(?=[ \r\n]|$)",
}
_LONE_HINT = re.compile(f"[{''.join(_OTHERS)}]")
# What `_suspect` looks for that is no run of characters beyond ASCII:
_LONE = re.compile("|".join(f"[{first}]{then}" for first, then in _OTHERS.items()), re.MULTILINE)


@cache
def _suspect() -> re.Pattern[str]:
    """One pattern for everything that may need repair; it may match at any character of it.

    It starts with one class, so that the search is fast. UTF-8 read as cp1252 is recognised by its second character;
    the first ones are accented letters, which are frequent in good text.
    """
    trail, pair = WINDOWS.run(0x80, 0xBF), MAC.run(0xC7, 0xDF)
    mac = f"[{MAC.run(0x80, 0xBF)}]"
    leads = {
        pair: f"{mac}[{pair}]{mac}",
        MAC.run(0xC2, 0xC6) + MAC.run(0xC8, 0xC8): mac,
        MAC.run(0xE0, 0xF4): mac + mac,
    }
    two, more = WINDOWS.run(0xC2, 0xDF), WINDOWS.run(0xE0, 0xF4)
    trails = [f"(?<=[{two}].)", f"(?<=[{more}][{trail}].)", "(?<=â€)"]
    rare = [f"(?<=[{first}]){then}" for first, then in leads.items()]
    rest = rare + [f"(?<=[{first}]){then}" for first, then in _OTHERS.items()]
    first = trail + "".join([*leads, *_OTHERS])
    return re.compile(
        f"[{first}](?:(?<=[{trail}])(?:{'|'.join(trails + rare)})|(?<![{trail}])(?:{'|'.join(rest)})|(?<=[{CLASS}]))",
        re.MULTILINE,
    )


@cache
def foreign_suspect() -> re.Pattern[str]:
    """A pattern for UTF-8 read with one of the rarer encodings: sequences that cp1252 does not have."""
    rests: dict[str, set[str]] = {}  # for each first character what may stand behind it
    for charset in FOREIGN:
        for lead, trails in _hints(charset):
            first = charset.chars[lead - 0x80]
            # Where cp1252 gives the same, the other pattern finds it.
            known = lead < 0xE0 and first in WINDOWS.chars[lead - 0x80]
            then = [c for t in trails if (c := charset.chars[t - 0x80]) not in WINDOWS.chars[t - 0x80] or not known]
            if then:
                last = f"[{charset.run(0x80, 0xBF)}]" if lead >= 0xE0 else ""
                rests.setdefault(f"[{_class(then)}]{last}", set()).add(first)
    either = "|".join(f"(?<=[{_class(firsts)}]){rest}" for rest, firsts in rests.items())
    seconds = "".join(rest[1 : rest.index("]", 2)] for rest in rests)
    # Two classes first, so that the search skips fast.
    return re.compile(f"[{_class(set().union(*rests.values()))}](?=[{seconds}])(?:{either})")


def _hints(charset: Charset) -> Iterator[tuple[int, list[int]]]:
    """The first bytes that make a text suspicious, each with the second ones."""
    every = range(0x80, 0xC0)
    if charset.chars[0xE0 - 0x80] < "\u0370":
        yield from ((lead, list(every)) for lead in (*_TWO, *_MORE))
        return
    # In Cyrillic and Greek charsets these are the letters that every text is full of.
    signs = [t for t in every if not charset.chars[t - 0x80].islower()]
    yield from ((lead, signs) for lead in _TWO)
    yield 0xE2, list(_PUNCTUATION)


def _class(chars: Iterable[str]) -> str:
    return "".join(map(re.escape, sorted(chars)))


def foreign(text: str) -> bool:
    """Whether `text` holds what may be UTF-8 read with one of the rarer encodings."""
    return bool(foreign_suspect().search(text) or _MIXED.search(text))


def suspicious(text: str) -> bool:
    """Whether `text` holds anything that may need repair."""
    if is_plain(text):
        return False
    return any(pattern.search(text) for pattern in _patterns(text, unusual_runs(text)))


def _patterns(text: str, runs: Iterable[str]) -> list[re.Pattern[str]]:
    """The patterns that `text`, with these unusual `runs`, may match: few, and most texts none.

    What stands together in the text does so in a run. `_suspect` and `foreign_suspect` take longer to make than a
    short text to clean, and look for no character by itself but for what `_LONE` does.
    """
    together = "\n".join(runs)
    several = any(len(run) > 1 for run in runs)
    found: list[re.Pattern[str]] = []
    if several and _suspect().search(together):
        found.append(_suspect())
    elif "&" in text or _LONE_HINT.search(together):
        found.append(_LONE)
    if several and foreign_suspect().search(together):
        found.append(foreign_suspect())
    if SWAPPED_HINT.search(together):
        found.append(SWAPPED)
    if _MIXED_HINT.search(together):
        found.append(_MIXED)
    return found


class _Hits:
    """Where `text` is suspicious; each pattern goes over the text once."""

    def __init__(self, text: str, runs: Iterable[str]) -> None:
        self._text = text
        self._next = dict.fromkeys(_patterns(text, runs), -1)

    def behind(self, at: int) -> int | None:
        """The first hit at or behind `at`, which never falls."""
        for pattern, hit in self._next.items():
            if hit < at:
                m = pattern.search(self._text, at)
                self._next[pattern] = m.start() if m else len(self._text) + 1
        first = min(self._next.values(), default=len(self._text) + 1)
        return first if first <= len(self._text) else None


def stretches(text: str, runs: Iterable[str]) -> Iterator[tuple[int, int]]:
    """The lines of `text`, with these unusual `runs`, that need a closer look, without their ends.

    Huge lines come in pieces; a piece ends in front of a space, or else behind an ASCII character, so that no sequence
    is torn.
    """
    hits = _Hits(text, runs)
    at = 0
    while (hit := hits.behind(at)) is not None:
        start = max(at, text.rfind("\n", at, hit) + 1)
        end = text.find("\n", hit)
        end = len(text) if end < 0 else end
        if hit - start > LONGEST:
            start = _cut(text, hit - 256, hit) or start
        if end - hit > LONGEST:
            end = _cut(text, hit + LONGEST, end) or end
        yield start, end
        at = max(end, hit + 1)
        if at >= len(text):
            return


def _cut(text: str, at: int, limit: int) -> int | None:
    """The first good place to cut at or behind `at`, before `limit`."""
    space = text.find(" ", at, min(limit, at + LONGEST))
    if space >= 0:
        return space
    m = _BOUNDARY.search(text, at, limit)
    return m.start() if m else None


_BOUNDARY = re.compile(r"(?<=[A-Za-z0-9])(?=[A-Za-z0-9]{1,40}[^A-Za-z0-9;])|(?<=[。、，])")
