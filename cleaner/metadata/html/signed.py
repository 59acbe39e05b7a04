"""Authors named behind a label anywhere on the page, and names that sign an article at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cleaner.lines.helpers import labels_helper, without_helpers
from cleaner.lines.names import authors
from cleaner.lines.stated_names import stated_name
from cleaner.metadata.html.nearby import Line, lines_behind, lines_from, nothing_but_names
from cleaner.metadata.html.page import UNSEEN, Page
from cleaner.model import Claim, Source
from cleaner.packs import all_stopwords, grammar

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_LABELLED = 120
"""Characters of a text node, or of the line behind it, that may hold a label and names."""
MAX_SIGNED = 60
MAX_FOUND = 12
"""Names behind labels; a page with more of them is a listing."""
MAX_LOOKS = 100
"""Labels and signatures that are looked at."""
MAX_WORD = 24
_COLONS = " :：|"
_COLON = re.compile(r"[:：]")
_FIRST_WORD = re.compile(rf"\s*([^\s:：/|]{{0,{MAX_WORD}}})")
_SEAM = "\n"
_RIGHT = re.compile(r"text-align:\s*(?:right|end)")


class _Labels(NamedTuple):
    alone: frozenset[str]  # with the name behind a colon or a break: "Autor"
    leading: tuple[str, ...]  # also in front of a name: "Written by"
    light: frozenset[str]  # a preposition, which opens any sentence: "By"
    openings: frozenset[str]  # the first words of all of them


def signed(page: Page) -> Iterator[Claim]:
    """Claims of labels such as ``Written by`` wherever they stand, and of names at the end: ``<p align="right">``."""
    labelled: list[tuple[str, ...]] = []
    stated: str | None = None
    ends: dict[tuple[str, ...], None] = {}
    aside: tuple[str, ...] = ()
    looks = 0
    for number, element in enumerate(page.root.iter()):
        if looks > MAX_LOOKS:
            break
        if not isinstance(element.tag, str) or element.tag in UNSEEN:
            continue
        for text, in_tail in ((element.text, False), (element.tail, True)):
            if not text or text.isspace() or not (label := _label_in(text)) or page.is_away(element):
                continue
            looks += 1
            value = _value(page, element, label, in_tail)
            if value is None:
                continue
            if label in _labels().light:
                if page.is_below((number, element)) and nothing_but_names(value) == (names := authors(value.text)):
                    ends.update({names: None} if names else {})
            elif names := authors(" | ".join(value.pieces)):
                labelled.append(names)
            elif stated is None:
                stated = stated_name(value.text)
        if _is_to_the_right(element) and page.is_below((number, element)) and not page.is_away(element):
            looks += 1
            line = next(lines_from(page, element), None)
            if line is not None and len(line.text) <= MAX_SIGNED:
                aside = nothing_but_names(line) or aside
    yield from _claims(labelled, stated, list(ends), aside)


def _claims(
    labelled: list[tuple[str, ...]], stated: str | None, ends: list[tuple[str, ...]], aside: tuple[str, ...]
) -> Iterator[Claim]:
    if labelled and len(labelled) <= MAX_FOUND:
        yield Claim("authors", labelled[0], Source("author-label"), 0.6)
    elif stated and not labelled:
        yield Claim("authors", (stated,), Source("author-label", "stated"), 0.3)
    if aside or len(ends) == 1:  # with more of them they are teasers
        yield Claim("authors", aside or ends[0], Source("signature"), 0.5)


def _label_in(text: str) -> str | None:
    """The label that a text node opens with or is: ``Written by``, ``Autorin/Autor:``, ``By``."""
    if len(text) > MAX_LABELLED:
        return None
    known = _labels()
    first = _FIRST_WORD.match(text)
    if first is None or first[1].casefold() not in known.openings:
        return None
    line = " ".join(text.split()).casefold()
    label = _COLON.split(line, maxsplit=1)[0].rstrip()
    if label in known.light or all(p.strip() in known.alone for p in label.split("/")):
        return label
    return next((p for p in (*known.leading, *known.light) if line.startswith(f"{p} ")), None)


def _value(page: Page, element: _Element, label: str, in_tail: bool) -> Line | None:
    """What stands behind a label: the rest of its line, or else the next line."""
    lines = lines_behind(page, element) if in_tail else lines_from(page, element)
    first = next(lines, None)
    if first is None or not first.pieces[0].casefold().startswith(label):
        return None
    rest = (first.pieces[0][len(label) :].lstrip(_COLONS), *first.pieces[1:])
    pieces = [p for p in rest if p.strip(_COLONS)]
    if not pieces and (behind := next(lines, None)) is not None:
        pieces = list(behind.pieces)
    text = without_helpers(_SEAM.join(pieces))
    if not text or len(text) > MAX_LABELLED or labels_helper(text):
        return None
    return Line(tuple(text.split(_SEAM)), 0)


def _is_to_the_right(element: _Element) -> bool:
    if element.tag not in ("p", "div"):
        return False
    return (element.get("align") or "").casefold() == "right" or bool(_RIGHT.search(element.get("style") or ""))


@cache
def _labels() -> _Labels:
    known = grammar()
    prefixes = [p for p in known.byline_prefixes if p not in known.helper_prefixes | known.source_prefixes]
    leading = tuple(p for p in prefixes if " " in p)
    light = frozenset(p for p in prefixes if p in all_stopwords())
    alone = frozenset({*(known.labels_authors - light), *leading})
    return _Labels(alone, leading, light, frozenset(p.split()[0] for p in (*alone, *light)))
