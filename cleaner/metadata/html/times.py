"""Dates: ``<time>``, elements named date, dates printed near the headline, and the address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleaner.lines.date_labels import DateRole, label_role, labelled_dates
from cleaner.lines.dates import date_in_address, iso, printed_dates, stated_date
from cleaner.metadata.html.line_of import MAX_LABEL, MAX_LINE, is_sentence, line_of
from cleaner.metadata.html.marks import Placed
from cleaner.metadata.html.nearby import lines_around
from cleaner.metadata.html.page import Page, text_of
from cleaner.model import Claim, Field, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_LOOKED_AT = 300

_NO_DATES = frozenset({"body", "html", "meta", "script", "link", "time", "h1", "style", "img", "input"})
_PROPS: tuple[tuple[Field, str], ...] = (("published", "datePublished"), ("modified", "dateModified"))


def times(page: Page) -> Iterator[Claim]:
    """Claims of what the page prints as its date, and of its address."""
    if page.url and (day := date_in_address(page.url)):
        yield Claim("published", day, Source("url"), 0.8)
    yield from _props(page)
    yield from _time_elements(page)
    yield from _date_elements(page)
    yield from _printed(page)


def _props(page: Page) -> Iterator[Claim]:
    for field, prop in _PROPS:
        for _, element in page.marks.props[prop][:50]:
            stamp = _stated(element)
            if stamp and element.tag != "meta" and not page.is_away(element):
                yield Claim(field, stamp, Source("microdata"), 0.8)
                break


def _time_elements(page: Page) -> Iterator[Claim]:
    found: list[tuple[Placed, str, DateRole | None]] = []
    for placed in page.marks.tags["time"][:100]:
        element = placed[1]
        if page.is_away(element) or not (stamp := _stated(element)):
            continue
        before, is_spoken = line_of(element)
        role: DateRole | None = "modified" if _is_modified(page, element) else label_role(before)
        if role is not None or not is_spoken:
            found.append((placed, stamp, role))
    published = [(p, s, r) for p, s, r in found if r in (None, "published")]
    named = next((s for p, s, r in published if r or "published" in page.marks.kinds(p[1]) or _is_pubdate(p[1])), None)
    if named:
        yield Claim("published", named, Source("time", "published"), 0.8)
    if behind := [s for p, s, _ in published if page.is_below(p)]:
        yield Claim("published", behind[0], Source("time"), 0.6)
    elif published and found[0][2] != "modified":
        yield Claim("published", published[0][1], Source("time", "above"), 0.5)
    if changed := next((s for _, s, r in found if r == "modified"), None):
        yield Claim("modified", changed, Source("time"), 0.6)


def days_spoken_of(page: Page) -> frozenset[str]:
    """The days of the ``<time>`` elements that stand in sentences: what the text is about, not when it was written."""
    elements = [element for _, element in page.marks.tags["time"][:100]]
    spoken = [e for e in elements if (line := line_of(e))[1] and label_role(line[0]) is None]
    return frozenset(stamp[:10] for e in spoken if (stamp := _stated(e)))


def _is_pubdate(element: _Element) -> bool:
    return element.get("pubdate") is not None


def _date_elements(page: Page) -> Iterator[Claim]:
    """The first date printed in an element named date, from the headline on."""
    above = None
    for placed in page.marks.called["date"][:MAX_LOOKED_AT]:
        element = placed[1]
        if element.tag in _NO_DATES or _is_modified(page, element) or len(element) > 20 or page.is_away(element):
            continue
        text = text_of(element, 200)
        if len(text) > 150 or not (days := printed_dates(text)):
            continue
        labelled = labelled_dates(text)
        roles = {d.role or label_role(line_of(element)[0]) for d in labelled}
        if roles and roles <= {"modified", "other"}:
            continue
        stamp = next((d.stamp for d in labelled if d.role in (None, "published")), None)
        if page.is_below(placed):
            yield Claim("published", stamp or iso(text) or days[0], Source("date-element"), 0.5)
            return
        above = above or stamp or days[0]
    if above:
        yield Claim("published", above, Source("date-element", "above"), 0.3)


def _printed(page: Page) -> Iterator[Claim]:
    """The dates in short lines around the headline; the date of a change is used if there is no other."""
    seen: set[str] = set()
    changed: str | None = None
    lines = lines_around(page)
    texts = {line.distance: line.text for line in lines}
    for line in lines:
        if len(line.text) > MAX_LINE or not (days := printed_dates(line.text)):
            continue
        where = "above" if line.distance < 0 else "below" if line.distance <= 8 else "far"
        label = texts.get(line.distance - 1, "")
        above = label_role(label) if len(label) <= MAX_LABEL and not printed_dates(label) else None
        labelled = [(d.role or above, d.stamp) for d in labelled_dates(line.text)]
        if not any(role for role, _ in labelled) and is_sentence(line.text):
            continue
        changed = changed or next((stamp for role, stamp in labelled if role == "modified"), None)
        published = next((stamp for role, stamp in labelled if role in (None, "published")), None)
        if (published or not labelled) and where not in seen:
            seen.add(where)
            yield Claim("published", published or iso(line.text) or days[0], Source("printed", where), 0.4)
    if changed:
        yield Claim("modified", changed, Source("printed"), 0.5)
        if not seen:
            yield Claim("published", changed, Source("printed", "changed"), 0.3)


def _stated(element: _Element) -> str | None:
    for value in (element.get("datetime"), element.get("content"), text_of(element, 120)):
        if value and (stamp := stated_date(value)):
            return stamp
    return None


def _is_modified(page: Page, element: _Element) -> bool:
    return "changed" in page.marks.kinds(element) or "Modified" in (element.get("itemprop") or "")
