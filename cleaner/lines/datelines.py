"""Where and when a story was filed, as its first paragraph says: ``BRUSSELS, Feb 16 (Reuters) —``."""

from __future__ import annotations

import re

from cleaner.model import Dateline
from cleaner.packs import grammar
from cleaner.view import View

MAX_DATELINE = 110
"""Characters from the start of a paragraph within which a dateline must end."""

# Compiled by `re` on first use, so that importing this costs nothing at start-up.
_BRACKETS, _DASHES = "(（/[", "-–—―"
_DASH = r"\s*(?:--+|[-–—―])\s+|\s*[–—―](?=\S)|--+(?=\S)"
_AGENCY = r"[(（/\[]\s*([^()（）\[\]/]{2,40}(?:/[^()（）\[\]/\s]{2,20})?)\s*[)）/\]]"
_PLACE_AND_AGENCY = r"[^\W\d_][\w .,'’-]{1,40}\s\([A-Z]{2,8}\)"
_TAIL = r"\s*(?:--+|[-–—―:.])?\s*"
_WORD = r"[^\s,./]+"
_ORDINAL = r"\d{1,4}(?:st|nd|rd|th|er|º|ª)?"
_CHINESE = (
    r"^[【(（]?\s*([\u3400-\u9fff]{2,8}?[社]?)\s?([\u3400-\u9fff]{2,6}?)?(\d{1,2}月\d{1,2}日|\d{1,2}日)"
    r"\s*[电電讯訊]\s*[】)）]?\s*"
)


def dateline(paragraph: str) -> tuple[Dateline, int] | None:
    """The dateline that `paragraph` opens with.

    Args:
        paragraph: the first paragraph of a story, without white space before it.

    Returns:
        The dateline and the offset in `paragraph` at which the story proper begins, or None.
    """
    head = paragraph[:MAX_DATELINE]
    if "日" in head and (m := re.match(_CHINESE, head)):
        return Dateline(m[2] or None, m[1], m[3]), m.end()
    return _with_agency(head) or _without_agency(head)


def is_torn_dateline(view: View, i: int) -> bool:
    """Whether block `i` is the first part of a dateline whose rest stands behind it on the line: ``HAVRE (AP)``."""
    block = view.blocks[i]
    behind = view.text[block.end : block.start + MAX_DATELINE]
    if (
        block.end - block.start >= MAX_DATELINE
        or not behind.strip()
        or "\n" in behind[: len(behind) - len(behind.lstrip()) + 1]
    ):
        return False
    found = dateline(view.text[block.start : block.start + MAX_DATELINE])
    if found is not None and found[1] > block.end - block.start:
        return True
    return i == 0 and re.fullmatch(_PLACE_AND_AGENCY, block.of(view.text)) is not None


def _with_agency(head: str) -> tuple[Dateline, int] | None:
    """``Brussels (AFP) - ``, ``Feb. 16 (UPI) -- ``, ``(CNN) — ``, ``NEW YORK, Oct. 3 /PRNewswire/ -- ``."""
    if not any(sign in head for sign in _BRACKETS) or not (m := re.search(_AGENCY, head)):
        return None
    before, agency = head[: m.start()].strip(), m[1].strip()
    known = agency.casefold() in grammar().agencies or agency.split("/")[0].casefold() in grammar().agencies
    tail = re.compile(_TAIL).match(head, m.end())
    end = tail.end() if tail else m.end()
    dashed = head[m.end() : end].strip() != ""
    if not known and not (dashed and agency.isupper() and _is_capital_place(before.split(",")[0])):
        return None
    if not before:
        if not dashed:
            return None
        place, date, end = _behind(head, end)
        return Dateline(place, agency, date), end
    parts = _place_and_date(before)
    if parts is None or (not dashed and not (parts[0] and parts[1])):
        return None
    return Dateline(parts[0], agency, parts[1]), end


def _without_agency(head: str) -> tuple[Dateline, int] | None:
    """``LONDON — ``, ``ST. PAUL, Minn. -- ``: the place must be in capitals and the story must follow."""
    if not any(sign in head for sign in _DASHES) or not (m := re.search(_DASH, head)) or m.end() >= len(head):
        return None
    before = head[: m.start()].strip()
    if not _is_capital_place(before.split(",")[0]):
        return None
    follows = head[m.end()]
    if follows.islower():
        return None
    parts = _place_and_date(before)
    return None if parts is None or not parts[0] else (Dateline(parts[0], None, parts[1]), m.end())


def _behind(head: str, at: int) -> tuple[str | None, str | None, int]:
    """Place and date where they follow the agency: ``(ANSA) - ROMA, 16 FEB - ``."""
    m = re.compile(_DASH).search(head, at)
    if (
        m
        and (parts := _place_and_date(head[at : m.start()].strip()))
        and parts[0]
        and _is_capital_place(parts[0].split(",")[0])
    ):
        return parts[0], parts[1], m.end()
    return None, None, at


def _place_and_date(text: str) -> tuple[str | None, str | None] | None:
    """``BRUSSELS, Feb 16`` as place and date; None if it is neither."""
    text = text.strip(" ,")
    if not text:
        return None
    at = _date_start(text)
    if at is None:
        return (text, None) if _is_place(text) else None
    place, date = text[:at].strip(" ,"), text[at:].strip(" ,")
    if place.casefold().endswith((" le", ", le", " den")):
        place = place[: place.rfind(" ")].strip(" ,")
    if place and not _is_place(place):
        return None
    return (place or None), date


def _date_start(text: str) -> int | None:
    """Where a day and month begin in `text`, if they are all that follows."""
    tokens = list(re.finditer(_WORD, text))
    for i, m in enumerate(tokens):
        tail = [t.group().casefold() for t in tokens[i:]]
        if (
            len(tail) <= 5
            and all(_is_date_word(t) for t in tail)
            and any(t in grammar().months for t in tail)
            and any(t[0].isdigit() for t in tail)
        ):
            return m.start()
    return None


def _is_date_word(token: str) -> bool:
    return (
        token in grammar().months
        or token in grammar().weekdays
        or re.fullmatch(_ORDINAL, token) is not None
        or token in ("de", "of")
    )


def _is_place(text: str) -> bool:
    """One to six words, the first capitalised, no digits, no sentence."""
    parts = text.replace("/", " ").split()
    if not parts or len(parts) > 7 or len(text) > 60 or any(c.isdigit() for c in text):
        return False
    if any(c in text for c in ':;!?"“”()'):
        return False
    lower = [p for p in parts if p[0].islower()]
    return not parts[0][0].islower() and all(
        p.casefold() in grammar().particles | {"and", "und", "et", "am", "im", "an", "sur", "upon"} for p in lower
    )


def _is_capital_place(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    if not letters or not all(c.isupper() for c in letters) or not _is_place(text):
        return False
    parts = [p.strip(".") for p in text.replace("/", " ").split()]
    if any(p.casefold() in grammar().not_places for p in parts) or len(parts) > 4:
        return False
    return len(letters) >= 5 or text.casefold() in grammar().short_places
