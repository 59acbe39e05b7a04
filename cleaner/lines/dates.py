"""ISO dates from printed ones; an ambiguous order of day and month is not guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone

from cleaner.lines.plain import lowered
from cleaner.packs import grammar

MAX_DATE = 120
"""Characters of a date string that are read."""
FIRST_YEAR = 1800
LAST_YEAR = 2100

# Compiled by `re` on first use, so that importing this costs nothing at start-up.
_DIGIT = r"\d"
_ISO = (
    r"(?i)(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ,]{1,2}(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?(?![\d:]))?(?!\d)"
)
_YEAR_FIRST = r"(?<!\d)(\d{4})\s?(?:[./年]|년)\s?(\d{1,2})\s?(?:[./月]|월)\s?(\d{1,2})(?!\d)"
_DOTTED = r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)"
_SLASHED = r"(?<![\d/])(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?!\d)"
_COMPACT = r"^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?(Z|[+-]\d{2}:?\d{2})?$"
_EPOCH = r"(1\d{9})(?:\.\d{1,9}|\d{3})?"  # the years 2001 to 2033; a number that begins with 20 is a date
_TOKEN = r"[^\W\d_]+|\d+"
_CLOCK = r"(?i)(?<![\d:.])(\d{1,2}):(\d{2})(?::(\d{2}))?\s?([ap]\.?m\b)?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?(?![\d:])"
_HOURS = r"(?<![\d:.])(\d{1,2})\s?[h時时點点시]\s?([0-5]\d)(?!\d)"
_DOTTED_CLOCK = r"(\S{1,8})\s(\d{1,2})\.([0-5]\d)(?![\d.])(?:\s(\S{1,5}))?"
_IN_ADDRESS = r"(?<!\d)(?P<y>(?:19|20)\d{2})[/-](?P<m>\d{1,2})[/-](?P<d>\d{1,2})(?!\d)|(?<!\d)(?P<c>20\d{6})(?!\d)"


def iso(text: str) -> str | None:
    """The one date that `text` states, as ``2017-02-16`` or, with a time of day, ``2017-02-16T10:05:00+01:00``.

    Args:
        text: a date as machines or people write it; at most `MAX_DATE` characters are read.

    Returns:
        None if there is no date or no year, or if the order of day and month is ambiguous.
    """
    text = text[:MAX_DATE].strip()
    if not re.search(_DIGIT, text):
        return None
    if m := re.search(_ISO, text) or re.match(_COMPACT, text):
        return _stamp(*m.groups())
    day = next(_dates_in(text), None)
    if day is None:
        return None
    m = re.search(_CLOCK, text)
    if clock := _clock(m) if m else _clock_in_words(text):
        return _stamp(str(day.year), str(day.month), str(day.day), *clock)
    return day.isoformat()


def stated_date(value: str) -> str | None:
    """`iso` of a value meant for machines, which may also be seconds or milliseconds since 1970.

    Args:
        value: an attribute or field that is meant to hold a date and nothing else.
    """
    if m := re.fullmatch(_EPOCH, value.strip()):
        return datetime.fromtimestamp(int(m[1]), UTC).isoformat()
    return iso(value)


def date_in_address(address: str) -> str | None:
    """The day in an address such as ``/2017/02/16/``."""
    for m in re.finditer(_IN_ADDRESS, address[:500]):
        text = f"{m['y']}-{m['m']}-{m['d']}" if m["y"] else m["c"]
        if day := iso(text):
            return day[:10]
    return None


def printed_dates(text: str) -> tuple[str, ...]:
    """All dates printed in `text` (its first `MAX_DATE` characters), as ISO days in order."""
    text = text[:MAX_DATE]
    if not re.search(_DIGIT, text):
        return ()
    days = [d for m in re.finditer(_ISO, text) if (d := _stamp(*m.groups()[:3]))]
    return tuple(days or [d.isoformat() for d in _dates_in(text)])


def _dates_in(text: str) -> Iterator[date]:
    for pattern, order in ((_YEAR_FIRST, (1, 2, 3)), (_DOTTED, (3, 2, 1))):
        for m in re.finditer(pattern, text):
            if day := _day(*(int(m[i]) for i in order)):
                yield day
    for m in re.finditer(_SLASHED, text):
        first, second = int(m[1]), int(m[3])
        if first > 12 or first == second:
            first, second = second, first
        if (second > 12 or first == second) and (day := _day(int(m[4]), first, second)):
            yield day
    yield from _worded(text)


def _worded(text: str) -> Iterator[date]:
    """Dates whose month is a word: ``16 de febrero de 2017``, ``Feb. 16, 2017``, ``2017 februar 16``."""
    fillers, months = grammar().date_fillers, grammar().months
    tokens = [t for t in re.findall(_TOKEN, lowered(text)) if t not in fillers]
    if not any(t.isdecimal() for t in tokens):
        return
    for i, token in enumerate(tokens):
        month = months.get(token)
        if not month:
            continue
        before = tokens[i - 1] if i else ""
        after = [*tokens[i + 1 : i + 3], "", ""]
        for day, year in ((before, after[0]), (after[0], after[1]), (after[0], before)):
            if _is_day(day) and _is_year(year) and (found := _day(int(year), month, int(day))):
                yield found
                break


def _is_day(token: str) -> bool:
    return token.isdecimal() and len(token) <= 2


def _is_year(token: str) -> bool:
    return token.isdecimal() and len(token) == 4


def _clock(m: re.Match[str]) -> tuple[str, str, str, str | None] | None:
    hour = int(m[1])
    if half := (m[4] or "").casefold():
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    elif _is_after_noon(m):
        hour = hour % 12 + 12
    return str(hour), m[2], m[3] or "00", m[5]


def _is_after_noon(m: re.Match[str]) -> bool:
    """Whether a word for the afternoon stands before a time of day: ``午後2時30分``, ``오후 2:30``."""
    return m.string[: m.start()].rstrip().endswith(tuple(grammar().afternoon)) and 1 <= int(m[1]) <= 12


def _clock_in_words(text: str) -> tuple[str, str, str, None] | None:
    """A time of day without a colon: ``18h30``, ``21時05分``, ``kl 05.00``, ``7.15 Uhr``."""
    if m := re.search(_HOURS, text):
        return str(int(m[1]) % 12 + 12 if _is_after_noon(m) else m[1]), m[2], "00", None
    words = grammar().time_words
    for m in re.finditer(_DOTTED_CLOCK, text):
        if any(w and len(w) > 1 and w.casefold().strip(".,") in words for w in (m[1], m[4])):
            return m[2], m[3], "00", None
    return None


def _stamp(
    year: str,
    month: str,
    day: str,
    hour: str | None = None,
    minute: str | None = None,
    second: str | None = None,
    zone: str | None = None,
) -> str | None:
    found = _day(int(year), int(month), int(day))
    if found is None or hour is None or minute is None:
        return found.isoformat() if found else None
    try:
        at = datetime(found.year, found.month, found.day, int(hour), int(minute), int(second or 0), tzinfo=_zone(zone))
    except ValueError:
        return found.isoformat()
    return at.isoformat()


def _zone(zone: str | None) -> timezone | None:
    if not zone:
        return None
    if zone.upper() in ("Z", "UTC", "GMT"):
        return UTC
    minutes = int(zone[1:3]) * 60 + int(zone[-2:])
    return timezone(timedelta(minutes=-minutes if zone[0] == "-" else minutes))


def _day(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
