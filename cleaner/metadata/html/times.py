"""Dates: ``<time>``, elements named date, dates printed near the headline, and the address."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from cleaner.lines.date_labels import DateRole, label_role, labelled_dates
from cleaner.lines.dates import date_in_address, iso, printed_dates, stated_date
from cleaner.metadata.html.marks import Placed
from cleaner.metadata.html.nearby import INLINE, lines_around
from cleaner.metadata.html.page import Page, text_of
from cleaner.model import Claim, Field, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_LINE = 120
MAX_AROUND = 80
"""Characters around a ``<time>`` on its line; with more it is part of a sentence."""
MAX_LABEL = 40
MAX_STEPS = 12
IN_TEXT = Source("time", "in-text")
"""A ``<time>`` in a sentence; it counts only if there is no other date."""

MAX_LOOKED_AT = 300

_FULL_STOPS = (".", "。", "!", "?")
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
    spoken = None
    for placed in page.marks.tags["time"][:100]:
        element = placed[1]
        if page.is_away(element) or not (stamp := _stated(element)):
            continue
        before, is_spoken = _line_of(element)
        role: DateRole | None = "modified" if _is_modified(page, element) else label_role(before)
        if role is None and is_spoken:
            spoken = spoken or stamp
        else:
            found.append((placed, stamp, role))
    published = [(p, s, r) for p, s, r in found if r in (None, "published")]
    named = next((s for p, s, r in published if r or "published" in page.marks.kinds(p[1]) or _is_pubdate(p[1])), None)
    if named:
        yield Claim("published", named, Source("time", "published"), 0.8)
    if behind := [s for p, s, _ in published if page.is_below(p)]:
        yield Claim("published", behind[0], Source("time"), 0.6)
    elif published and found[0][2] != "modified":
        yield Claim("published", published[0][1], Source("time", "above"), 0.5)
    elif spoken and not found:
        yield Claim("published", spoken, IN_TEXT, 0.2)
    if changed := next((s for _, s, r in found if r == "modified"), None):
        yield Claim("modified", changed, Source("time"), 0.6)


def _is_pubdate(element: _Element) -> bool:
    return element.get("pubdate") is not None


def _line_of(element: _Element) -> tuple[str, bool]:
    """The text before `element` on its line, or else the line's label; and whether the line is part of a sentence."""
    pieces: list[str] = []
    node = element
    for _ in range(MAX_STEPS):
        for sibling in islice(node.itersiblings(preceding=True), MAX_STEPS):
            pieces[:0] = [text_of(sibling, MAX_LINE), sibling.tail or ""]
            if sibling.tag not in INLINE:
                break
        parent = node.getparent()
        if parent is None:
            break
        pieces.insert(0, parent.text or "")
        node = parent
        if node.tag not in INLINE:
            break
    before = " ".join(pieces).strip()
    label = node.getprevious()
    if not before and label is not None and len(text := text_of(label, MAX_LABEL + 1)) <= MAX_LABEL:
        before = text
    line = _inline_text(element)
    around = len(line) - len(text_of(element, MAX_LINE))
    return before[-MAX_LINE:], around > MAX_AROUND or (around > MAX_AROUND // 2 and line.endswith(_FULL_STOPS))


def _inline_text(element: _Element) -> str:
    """The text of the line that `element` stands on, without the blocks before and behind it in the same element."""
    text, node = text_of(element, MAX_LINE), element
    for _ in range(MAX_STEPS):
        for sibling in islice(node.itersiblings(preceding=True), MAX_STEPS):
            text = f"{sibling.tail or ''} {text}"
            if sibling.tag not in INLINE:
                break
            text = f"{text_of(sibling, MAX_LINE)} {text}"
        else:
            parent = node.getparent()
            text = f"{'' if parent is None else parent.text or ''} {text}"
        text += f" {node.tail or ''}"
        for sibling in islice(node.itersiblings(), MAX_STEPS):
            if sibling.tag not in INLINE:
                break
            text += f" {text_of(sibling, MAX_LINE)} {sibling.tail or ''}"
        parent = node.getparent()
        if parent is None or parent.tag not in INLINE:
            break
        node = parent
    return " ".join(text.split())


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
        roles = {d.role or label_role(_line_of(element)[0]) for d in labelled}
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
        if not any(role for role, _ in labelled) and _is_sentence(line.text):
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


def _is_sentence(text: str) -> bool:
    return len(text) > MAX_AROUND or (len(text) > MAX_AROUND // 2 and text.endswith(_FULL_STOPS))


def _stated(element: _Element) -> str | None:
    for value in (element.get("datetime"), element.get("content"), text_of(element, 120)):
        if value and (stamp := stated_date(value)):
            return stamp
    return None


def _is_modified(page: Page, element: _Element) -> bool:
    return "changed" in page.marks.kinds(element) or "Modified" in (element.get("itemprop") or "")
