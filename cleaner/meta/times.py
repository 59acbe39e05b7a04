"""When: ``<time>``, elements that are called date, the address, and htmldate where nothing else speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleaner.meta.dates import iso, printed_dates
from cleaner.meta.nearby import lines_around
from cleaner.meta.page import Page, attribute_words, text_of
from cleaner.model import Claim

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_LINE = 120

_IN_ADDRESS = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})[/-](?P<m>\d{1,2})[/-](?P<d>\d{1,2})(?!\d)|(?<!\d)(?P<c>20\d{6})(?!\d)")
_DATE_QUERY = "//*[" + " or ".join(f"contains(@class,'{w}') or contains(@id,'{w}')" for w in ("date", "Date", "time", "datum", "fecha", "publish", "posted", "meta", "data")) + "] | //h1"
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
    for field, prop in (("published", "datePublished"), ("modified", "dateModified")):
        for element in page.xpath(f"//*[contains(@itemprop,'{prop}') or contains(@property,'{prop}')]")[:50]:
            stamp = _stated(element)
            if stamp and not page.is_away(element):
                yield Claim(field, stamp, "microdata", 0.8)  # type: ignore[arg-type]
                break


def _time_elements(page: Page) -> Iterator[Claim]:
    found: list[tuple[_Element, str, bool]] = []
    below = page.headline is None
    for element in page.xpath("//time | //h1")[:100]:
        if element.tag == "h1":
            below = below or element is page.headline
        elif not page.is_away(element) and (stamp := _stated(element)):
            found.append((element, stamp, below))
    if not found:
        return
    named = next((s for e, s, _ in found if e.get("pubdate") is not None or "published" in attribute_words(e)), None)
    if named:
        yield Claim("published", named, "time-published", 0.8)
    behind = [s for e, s, below in found if below and not _is_modified(e)]
    if behind:
        yield Claim("published", behind[0], "time", 0.6)
    elif not _is_modified(found[0][0]):
        yield Claim("published", found[0][1], "time-above", 0.5)
    if changed := next((s for e, s, _ in found if _is_modified(e)), None):
        yield Claim("modified", changed, "time", 0.6)


def _date_elements(page: Page) -> Iterator[Claim]:
    """The first date printed in an element that is called date, from the headline on."""
    below = page.headline is None
    above = None
    for element in page.xpath(_DATE_QUERY)[:300]:
        if element.tag == "h1":
            below = below or element is page.headline
            continue
        if element.tag in ("body", "html", "meta", "script", "link", "time") or page.is_away(element) or _is_modified(element):
            continue
        text = text_of(element, 200)
        if len(text) > 150 or not (days := printed_dates(text)):
            continue
        if below:
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
        if value and (stamp := iso(value)):
            return stamp
    return None


def _is_modified(element: _Element) -> bool:
    words = attribute_words(element) + (element.get("itemprop") or "").casefold()
    return any(w in words for w in _MODIFIED)
