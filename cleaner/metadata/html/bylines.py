"""Printed authors: byline elements by itemprop, rel, class and address, and lines that open with "By"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from cleaner.lines.agencies import agency_in
from cleaner.lines.dates import printed_dates
from cleaner.lines.helpers import labels_helper, without_helpers
from cleaner.lines.names import authors, has_prefix
from cleaner.lines.plain import folded, plain
from cleaner.lines.stated_names import stated_name
from cleaner.metadata.html.line_of import line_of
from cleaner.metadata.html.marks import Placed
from cleaner.metadata.html.nearby import Line, lines_around, nothing_but_names
from cleaner.metadata.html.page import Page, text_of, text_pieces
from cleaner.model import Claim, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_TEXT = 250
"""Characters of the longest byline element; a longer one is a biography."""
MAX_LINE = 120
MAX_ELEMENTS = 100
MAX_STEPS = 100
"""Elements of one kind, and elements above one, that are looked at."""
LINES_ALONE = 8
"""Lines below the headline within which a name may stand alone."""

_EXACT = frozenset(
    {
        "author",
        "author-name",
        "fn",
        "author_name",
        "authorname",
        "byline-author",
        "post-author",
        "entry-author",
        "documentauthor",
    }
)
_NEVER = frozenset(
    {"meta", "link", "body", "html", "img", "script", "style", "main", "article", "h1", "svg", "form", "input"}
)
_OTHER_PARTS = frozenset({"nav", "form"})
_SEAM = "\n"
_LOGO = re.compile(r"(?i)logo")
MAX_WORDS = 3
"""Words of a person's name that stands alone beside a picture; longer ones are mostly products."""


def bylines(page: Page) -> Iterator[Claim]:
    """Claims of elements that carry the byline, each kind of evidence by itself."""
    marks = page.marks
    for source, elements in (
        ("microdata", marks.props["author"]),
        ("rel-author", marks.rels["author"]),
        ("byline", marks.called["byline"]),
        ("author-link", marks.author_links),
    ):
        elements = [p for p in elements[:MAX_ELEMENTS] if p[1].tag not in _NEVER]
        if source == "byline":
            elements = [p for p in elements if _may_be_byline(page, p[1])]
        near = [p for p in elements if not page.is_away(p[1])]
        found = list(_nearest(page, near, source))
        yield from found or _nearest(page, [p for p in elements if _is_apart(page, p[1])], f"{source}-apart")
    yield from printed(page)


def _may_be_byline(page: Page, element: _Element) -> bool:
    """Whether an element named byline, author … is none of a biography, a date or the like."""
    if "no byline" not in page.marks.kinds(element):
        return True
    return element.get("class") is not None and not _EXACT.isdisjoint(element.get("class", "").casefold().split())


def _is_apart(page: Page, element: _Element) -> bool:
    """Whether `element` stands in a footer or box that may belong to the article, not to another or a comment."""
    if not page.is_away(element):
        return False
    for above in islice(element.iterancestors(), MAX_STEPS):
        if above.tag in _OTHER_PARTS or "others" in page.marks.kinds(above):
            return False
        if above.tag == "aside" and not page.is_beside_headline(above):
            return False
    return True


def _nearest(page: Page, elements: list[Placed], source: str) -> Iterator[Claim]:
    """The names of the first element below the headline that has any, and of those next to it."""
    found: list[tuple[bool, _Element, tuple[str, ...]]] = []
    stated: tuple[str, str] | None = None
    helpers: tuple[str, ...] = ()
    for placed in elements:
        element = placed[1]
        if len(found) >= 12:
            break
        names, lone = _names(element)
        if (names or lone) and labels_helper(line_of(element)[0]):
            helpers = helpers or names
        elif not names and not lone:
            helpers = helpers or authors(" | ".join(_pieces(element, whole=True)))
        elif names:
            found.append((page.is_below(placed), element, names))
        elif lone and stated is None and (not source.startswith("author-link") or _is_addressed(element, lone)):
            loose = source.startswith("byline") and _EXACT.isdisjoint((element.get("class") or "").casefold().split())
            stated = lone, "loosely-stated" if loose else "stated"
    if found:
        _, first, together = next((f for f in found if f[0]), found[0])
        for _, element, names in found:
            if element is not first and _stand_together(first, element):
                together += tuple(n for n in names if n not in together)
        yield Claim("authors", together, Source(f"{source}-element"), 0.6)
        if agency := agency_in(text_of(first, MAX_TEXT)):
            yield Claim("agency", agency, Source(f"{source}-element"), 0.6)
    elif helpers:
        yield Claim("authors", helpers, Source(f"{source}-element", "helper"), 0.3)
    if stated:
        yield Claim("authors", (stated[0],), Source(f"{source}-element", stated[1]), 0.3)


def _is_addressed(link: _Element, name: str) -> bool:
    """Whether the address of a link to an author has the name in it: ``/author/fabian/``."""
    return folded(name) in folded(link.get("href") or "")


def _stand_together(a: _Element, b: _Element) -> bool:
    """Whether both are in one list of authors: the same parent, or similar parents that are siblings."""
    one, two = a.getparent(), b.getparent()
    if one is None or two is None or a is two or b is one:
        return False
    if one is two:
        return a.tag == b.tag
    return (
        one.getparent() is two.getparent()
        and one.tag == two.tag
        and one.get("class") == two.get("class")
        and len(one) + len(two) <= 6
    )


def _names(element: _Element) -> tuple[tuple[str, ...], str | None]:
    """The names printed in `element`, and its whole text if it holds only one thing."""
    inner = [
        e
        for e in element.iterdescendants()
        if e.get("itemprop") == "name" or e.get("rel") == "author" or "fn" in (e.get("class") or "").split()
    ]
    pieces = _pieces(element)
    if inner:
        within = [p for e in inner[:10] if not labels_helper(line_of(e)[0]) for p in _pieces(e)]
        if names := tuple(dict.fromkeys(n for p in within for n in authors(p))):
            return names, None
        pieces = within or pieces
    if not pieces:
        return (), None
    return authors(" | ".join(pieces)), stated_name(pieces[-1]) if len(pieces) <= 2 else None


def _pieces(element: _Element, *, whole: bool = False) -> list[str]:
    """The text nodes of a byline; unless the `whole` is asked for without those that name who helped."""
    pieces = [p for p in (plain(p, MAX_TEXT) for p in text_pieces(element, MAX_TEXT)) if p]
    if sum(map(len, pieces)) >= MAX_TEXT:
        return []
    return pieces if whole else _by_authors(pieces)


def _by_authors(pieces: Iterable[str]) -> list[str]:
    """`pieces` up to the first person who helped: ``By``, ``Jo Roe``, ``Reviewed by``, ``Ann Poe``."""
    whole = _SEAM.join(pieces)
    return [p for p in without_helpers(whole).split(_SEAM) if p]


def printed(page: Page) -> Iterator[Claim]:
    """Claims of the lines around the headline that open with "By", "Von", "Par" …, or hold only a name."""
    lines = lines_around(page)
    dated = {line.distance for line in lines if len(line.text) <= 80 and printed_dates(line.text)}
    words = alone = stated = agency = None
    lone: tuple[str, ...] = ()
    for printed_line in lines:
        if len(printed_line.text) > MAX_LINE:
            continue
        line = Line(tuple(_by_authors(printed_line.pieces)), printed_line.distance)
        opens = has_prefix(line.text)
        if agency is None and opens and (named := agency_in(line.text)):
            agency = Claim("agency", named, Source("byline-words"), 0.7)
        if words is None and (names := _behind_by(line, opens)):
            words = Claim("authors", names, Source("byline-words"), 0.7)
        elif stated is None and opens and (name := stated_name(line.text)):
            stated = Claim("authors", (name,), Source("byline-words", "stated"), 0.3)
        elif alone is None and 0 < line.distance <= LINES_ALONE and (names := nothing_but_names(line)):
            near = any(line.distance + i in dated for i in (-1, 0, 1, 2))
            place = "by-date" if near else "next" if line.distance <= 3 else "line"
            alone, lone = Claim("authors", names, Source("name", place), 0.4), names
    yield from (c for c in (words, stated, alone, agency) if c)
    if shown := _shown(page, lone):
        yield Claim("authors", shown, Source("portrait"), 0.4)


def _shown(page: Page, names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of `names` that a picture of the page is called by: its text, title or file."""
    images = [_called(img) for _, img in page.marks.tags["img"][:MAX_ELEMENTS]]
    called = [folded(words) for words in images if not _LOGO.search(words)]
    return tuple(n for n in names if len(n.split()) <= MAX_WORDS and any(folded(n) in words for words in called))


def _called(img: _Element) -> str:
    file = (img.get("src") or "").rpartition("/")[2]
    return " ".join((img.get("alt") or "", img.get("title") or "", file))[:MAX_TEXT]


def _behind_by(line: Line, opens: bool) -> tuple[str, ...]:
    """The names in a line that `opens` as bylines do, or in a piece of a line that does."""
    if opens:
        return authors(" | ".join(line.pieces)) or authors(line.text)
    if len(line.pieces) == 1:
        return ()
    return next((names for p in line.pieces if has_prefix(p) and (names := authors(p))), ())
