"""Which stretches of a text need a closer look: one pass of one pattern, and none over plain ASCII."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cleaner.repair.charsets import MAC, WINDOWS
from cleaner.repair.invisible import CLASS
from cleaner.repair.plain import is_plain

LONGEST = 1 << 15
FOREIGN = (
    "вЂ|[РС][°±²³µ¶·ё№є»јЅѕї\u0400-\u040f\u0450-\u045f‚„…†‡€‰‹‘’“”•–—™›][РС]|"
    "[βā]€|ΓÇ|├[\u00a1-\u00ff\u2500-\u25ff]|[ĂÄĹ][\u0080-\u00bf¤§©‚„…†‡€‰‹‘’“”•–—™›ˇ˘łŁş]"
)


@cache
def _suspect() -> re.Pattern[str]:
    """One pattern for all that a repair could want; it may match at any character of it.

    It starts with one class, so that the search skips fast. UTF-8 read as cp1252 is told by its second
    character: the first ones are the accented letters, which good text is full of.
    """
    trail, pair = WINDOWS.run(0x80, 0xBF), MAC.run(0xC7, 0xDF)
    mac = f"[{MAC.run(0x80, 0xBF)}]"
    leads = {
        pair: f"{mac}[{pair}]{mac}",
        MAC.run(0xC2, 0xC6) + MAC.run(0xC8, 0xC8): mac,
        MAC.run(0xE0, 0xF4): mac + mac,
    }
    others = {
        f"{CLASS}\ud800-\udbff": "",
        "&": "[#A-Za-z]",
        "Â": r"(?=\s|$)",
        "Ã": r"(?=[ \r\n]|$)",
        "Ђ": "(?<=вЂ)",
        "РСΓ├ĂÄĹ": f"(?<=(?=(?:{FOREIGN})).)",
    }
    two, more = WINDOWS.run(0xC2, 0xDF), WINDOWS.run(0xE0, 0xF4)
    trails = [f"(?<=[{two}].)", f"(?<=[{more}][{trail}].)", "(?<=[âβā]€)"]
    rare = [f"(?<=[{first}]){then}" for first, then in leads.items()]
    rest = rare + [f"(?<=[{first}]){then}" for first, then in others.items()]
    first = trail + "".join([*leads, *others])
    return re.compile(
        f"[{first}](?:(?<=[{trail}])(?:{'|'.join(trails + rare)})|(?<![{trail}])(?:{'|'.join(rest)})|(?<=[{CLASS}]))",
        re.MULTILINE,
    )


def suspicious(text: str) -> bool:
    """Whether `text` holds anything that a repair could want."""
    return not is_plain(text) and _suspect().search(text) is not None


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """The lines of `text` that need a closer look, without their ends; huge lines come in pieces.

    A piece ends in front of a space, or else behind an ASCII character, so that no sequence is torn.
    """
    suspect = _suspect()
    at = 0
    while m := suspect.search(text, at):
        hit = m.start()
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
