"""When: ``<time>``, elements that are called date, dates printed by the headline, and the address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleaner.lines.dates import iso, printed_dates, stated_date
from cleaner.metadata.html.nearby import lines_around
from cleaner.metadata.html.page import Page, text_of
from cleaner.model import Claim, Field

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_LINE = 120

_IN_ADDRESS = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})[/-](?P<m>\d{1,2})[/-](?P<d>\d{1,2})(?!\d)|(?<!\d)(?P<c>20\d{6})(?!\d)"
)
MAX_LOOKED_AT = 300

_NO_DATES = frozenset({"body", "html", "meta", "script", "link", "time", "h1", "style", "img", "input"})
_PROPS: tuple[tuple[Field, str], ...] = (("published", "datePublished"), ("modified", "dateModified"))
_MODIFIED = ("modif", "update", "aktualis", "last")


def times(page: Page) -> Iterator[Claim]:
    """Claims of what the page prints as its date, and of its address."""
    if page.url and (day := date_in_address(page.url)):
        yield Claim("published", day, "url", 0.8)
    yield from _props(page)
    yield from _time_elements(page)
    yield from _date_elements(page)
    yield from _printed(page)


def date_in_address(address: str) -> str | None:
    """The day in an address such as ``/2017/02/16/``."""
    for m in _IN_ADDRESS.finditer(address[:500]):
        text = f"{m['y']}-{m['m']}-{m['d']}" if m["y"] else m["c"]
        if day := iso(text):
            return day[:10]
    return None


def _props(page: Page) -> Iterator[Claim]:
    for field, prop in _PROPS:
        for _, element in page.marks.props[prop][:50]:
            stamp = _stated(element)
            if stamp and element.tag != "meta" and not page.is_away(element):
                yield Claim(field, stamp, "microdata", 0.8)
                break


def _time_elements(page: Page) -> Iterator[Claim]:
    found = [(p, s) for p in page.marks.tags["time"][:100] if not page.is_away(p[1]) and (s := _stated(p[1]))]
    if not found:
        return
    named = next(
        (s for p, s in found if p[1].get("pubdate") is not None or "published" in page.marks.kinds(p[1])), None
    )
    if named:
        yield Claim("published", named, "time-published", 0.8)
    behind = [s for p, s in found if page.is_below(p) and not _is_modified(page, p[1])]
    if behind:
        yield Claim("published", behind[0], "time", 0.6)
    elif not _is_modified(page, found[0][0][1]):
        yield Claim("published", found[0][1], "time-above", 0.5)
    if changed := next((s for p, s in found if _is_modified(page, p[1])), None):
        yield Claim("modified", changed, "time", 0.6)


def _date_elements(page: Page) -> Iterator[Claim]:
    """The first date printed in an element that is called date, from the headline on."""
    above = None
    for placed in page.marks.called["date"][:MAX_LOOKED_AT]:
        element = placed[1]
        if element.tag in _NO_DATES or _is_modified(page, element) or len(element) > 20 or page.is_away(element):
            continue
        text = text_of(element, 200)
        if len(text) > 150 or not (days := printed_dates(text)):
            continue
        if page.is_below(placed):
            yield Claim("published", iso(text) or days[0], "date-element", 0.5)
            return
        above = above or days[0]
    if above:
        yield Claim("published", above, "date-element-above", 0.3)


def _printed(page: Page) -> Iterator[Claim]:
    """The dates in short lines around the headline."""
    seen: set[str] = set()
    for line in lines_around(page):
        text = line.text
        if len(text) > MAX_LINE or not (days := printed_dates(text)):
            continue
        where = "above" if line.distance < 0 else "below" if line.distance <= 8 else "far"
        changed = any(w in text.casefold() for w in _MODIFIED)
        if changed and len(days) == 1:
            if "modified" not in seen:
                yield Claim("modified", iso(text) or days[0], "printed", 0.5)
            seen.add("modified")
            where = "changed"
        if where not in seen:
            seen.add(where)
            yield Claim("published", iso(text) or days[0], f"printed-{where}", 0.4)


def _stated(element: _Element) -> str | None:
    for value in (element.get("datetime"), element.get("content"), text_of(element, 120)):
        if value and (stamp := stated_date(value)):
            return stamp
    return None


def _is_modified(page: Page, element: _Element) -> bool:
    return "changed" in page.marks.kinds(element) or "Modified" in (element.get("itemprop") or "")
