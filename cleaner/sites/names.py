"""Templates whose words differ from page to page: a label with a name, a label and what it introduces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleaner.model import ResidueKind
from cleaner.packs import all_stopwords, fold, grammar
from cleaner.sites.evidence import certainty, evidence, sign_of
from cleaner.sites.layout import Laid, Pages, Span
from cleaner.sites.profile import Entry, Rule
from cleaner.sites.tokens import BULLETS, CAPTION, COVERED, EMAIL, LINE, NAME, REST, SLOTS, Token, could_be_name, render

_MOST_TOKENS = 14
_MOST_NAME = 5
_MOST_LABEL = 5
_JOINS = frozenset(".-&,/'|")


class _Seen(NamedTuple):
    """A template and where it was seen: its slots for the first place, and what filled them."""

    spans: list[Span]
    slots: list[list[str]]
    fillings: set[str]
    at_edge: list[bool]


def name_templates(pages: Pages, least: int) -> Iterator[Entry]:
    """Short lines that are the same but for a name: "By {name}, Staff Writer"."""
    limits = evidence().limits
    seen: dict[tuple[str, ...], _Seen] = defaultdict(lambda: _Seen([], [], set(), []))
    for p, page in enumerate(pages.laid):
        for n, u in enumerate(page.units):
            whole = (u.start, u.end) == page.blocks[u.block]
            if u.end - u.start > _MOST_TOKENS or not (whole or "@" in page.words(u.start, u.end)):
                continue
            own = page.tokens[u.start : u.end]
            if not whole and all(t.key != EMAIL for t in own):
                continue
            last = n >= len(page.units) - 2
            for slots in _masks(own):
                key = tuple(s or t.word for t, s in zip(own, slots, strict=True) if s != COVERED)
                at = seen[key]
                at.spans.append(Span(p, u.start, u.end))
                at.slots.append(slots)
                at.fillings.add(" ".join(t.word for t, s in zip(own, slots, strict=True) if s in (NAME, COVERED)))
                at.at_edge.append(last or (n == 0 and key != (NAME,)))
    for key, at in seen.items():
        n = len({pages.story[s.page] for s in at.spans})
        if n < least or len(at.fillings) < limits["name_fillings"]:
            continue
        kind = _kind_of_name(key, sum(at.at_edge) / len(at.at_edge) >= limits["edge_share"], n / len(set(pages.story)))
        if kind is not None:
            page = pages.laid[at.spans[0].page]
            text = render(page.text, page.tokens[at.spans[0].start : at.spans[0].end], at.slots[0])
            rule: Rule = "ending" if key == (NAME,) else "unit"
            yield Entry(text, rule, n, certainty(kind, n), "byline", pages.example(at.spans[0]))


def _masks(own: Sequence[Token]) -> Iterator[list[str]]:
    """The ways to replace the names in a line by slots, with its first word and without."""
    made: list[list[str]] = []
    caseless = any(t.key == EMAIL for t in own)
    for first in (0, 1):
        slots = [t.key if t.key in SLOTS else "" for t in own]
        i = first
        while i < len(own):
            if not could_be_name(own[i], caseless=caseless):
                i += 1
                continue
            j = i + 1
            while j < len(own) and j - i < _MOST_NAME and _goes_on(own, j, caseless):
                j += 1
            while not own[j - 1].word[0].isalnum():
                j -= 1
            slots[i:j] = [NAME, *[COVERED] * (j - i - 1)]
            i = j
        if NAME in slots and slots not in made:
            made.append(slots)
    yield from made


def _goes_on(own: Sequence[Token], j: int, caseless: bool) -> bool:
    return could_be_name(own[j], caseless=caseless) or (
        own[j].word in _JOINS and j + 1 < len(own) and could_be_name(own[j + 1], caseless=caseless)
    )


def _kind_of_name(key: Sequence[str], edge: bool, share: float) -> str | None:
    """The kind of evidence that a line with a name is; None for none."""
    literal = [k for k in key if k not in SLOTS and k[0].isalnum()]
    if key[-1] == ":":  # it introduces a quotation
        return None
    if key == (NAME,):
        return "name_edge" if edge and share >= evidence().limits["signed_share"] else None
    if not literal and EMAIL not in key:
        return None
    folded = fold(" ".join(literal))
    prefix = folded in grammar().byline_prefixes and key[0] == literal[0] and key.count(NAME) <= 2
    if EMAIL in key or prefix or any(fold(word) in grammar().roles for word in literal):
        return "name_sign"
    if all(word in all_stopwords() for word in literal) or key.count(NAME) > 1:
        return None
    return "name_edge" if edge and share >= evidence().limits["signed_share"] and sign_of(folded, literal) else None


class _Label(NamedTuple):
    """A place of a label: its tokens, whether it opens its block, is in its last unit, and what it introduces."""

    span: Span
    opens: bool
    last: bool
    at_end: bool
    names: bool


def rest_templates(pages: Pages, least: int) -> Iterator[Entry]:
    """Labels and what they introduce: "Read also: {line}", and captions with their credit."""
    seen: dict[tuple[str, ...], list[_Label]] = defaultdict(list)
    for p, page in enumerate(pages.laid):
        for n in range(len(page.units)):
            if (found := _label(page, p, n)) is not None:
                seen[tuple(t.word for t in page.tokens[found.span.start : found.span.end])].append(found)
    for words, places in seen.items():
        stories = len({pages.story[at.span.page] for at in places})
        if stories >= least and (template := _rest(words, places)) is not None:
            span = places[0].span
            page = pages.laid[span.page]
            own = page.tokens[span.start : span.end]
            before, after, kind = template
            text = before + render(page.text, own, [""] * len(own)) + after
            needed = "name_edge" if after == f" {NAME}" else "rest_sign"
            yield Entry(text, "unit", stories, certainty(needed, stories), kind, pages.example(span))


def _label(page: Laid, number: int, n: int) -> _Label | None:
    """The label that unit `n` of a page begins with, if one does."""
    u = page.units[n]
    if (end := _label_end(page, u.start)) is None:
        return None
    first, last = page.blocks[u.block]
    rest = page.tokens[end:last]
    names = len(rest) <= _MOST_NAME and all(could_be_name(t, caseless=True) for t in rest if t.word[0].isalnum())
    in_last_unit = u.end == last or (end == u.end and n + 1 < len(page.units) and page.units[n + 1].end == last)
    return _Label(Span(number, u.start, end), u.start == first, in_last_unit, n >= len(page.units) - 2, names)


def _rest(label: tuple[str, ...], places: Sequence[_Label]) -> tuple[str, str, ResidueKind] | None:
    """The parts of a template before and behind a label, and its kind of residue; None if it is none."""
    most = evidence().limits["label_share"] * len(places)
    pages = len({at.span.page for at in places})
    kind = label_sign(label)
    if len(places) > evidence().limits["rest_per_page"] * pages and kind != "caption" and label[0] not in BULLETS:
        return None
    if kind is not None and sum(at.opens for at in places) >= most:
        return "", f" {LINE}", kind
    if kind == "caption" and sum(at.last for at in places) >= most:
        return f"{CAPTION} ", f" {LINE}", kind
    if kind is None and sum(at.names and at.at_end for at in places) >= most:
        return "", f" {NAME}", "byline"
    if label[0] in BULLETS and sum(at.at_end for at in places) >= most:
        return "", f" {REST}", "related"
    return None


def _label_end(page: Laid, start: int) -> int | None:
    """The end of the label at token `start`, exclusive; None if there is none."""
    written = page.tokens.written
    if written[start] in BULLETS:
        return start + 1
    for i in range(start + 1, min(start + _MOST_LABEL, len(written) - 1)):
        if written[i] in (":", "："):
            gap = page.text[page.tokens[i].end : page.tokens[i + 1].start]
            return None if "\n" in gap else i + 1
    return None


def label_sign(label: Sequence[str]) -> ResidueKind | None:
    """The kind of residue that a label introduces."""
    words = " ".join(label[:-1])
    if fold(words) in grammar().credit_labels:
        return "caption"
    if fold(words) in grammar().byline_prefixes:
        return "byline"
    return sign_of(f"{words}:", label[:-1])
