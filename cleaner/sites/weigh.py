"""Tells repeats that are residue from those that a text has with reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleaner.lines.datelines import dateline
from cleaner.model import ResidueKind
from cleaner.packs import all_stopwords, fold, grammar
from cleaner.sites.days import is_of_one_story
from cleaner.sites.evidence import certainty, evidence, sign_of
from cleaner.sites.formulas import writes_in_formulas
from cleaner.sites.layout import Laid, Pages, Span, is_sentence
from cleaner.sites.profile import Entry
from cleaner.sites.repeats import Places
from cleaner.sites.tokens import MONTH, NUMBER, SLOTS, WEEKDAY, Token, render

_MIN_MARKED = 12
_MAX_LABEL = 4
_NEAR = 2  # units at an end of a page
_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"))
_MAX_DEPTH = 8  # units at an end of a page that may be residue one behind the other


class _Repeat(NamedTuple):
    """A repeat with its facts.

    Args:
        places: its places.
        text: its text on the first page.
        slots: for each token the slot that replaces it, or nothing.
        words: the number of its words, without slots.
        sign: the kind of residue that its words show.
        sentence: whether it ends as a sentence does.
        free: whether a sentence may be residue because it recurs: no number in it differs, it is no refrain, nobody
            says "I", the site does not write in formulas, and its pages are not those of one running story.
        near: the share of its places that are near an end of the page.
        share: the share of the site's pages that it stands on.
    """

    places: Places
    text: str
    slots: list[str]
    words: int
    sign: ResidueKind | None
    sentence: bool
    free: bool
    near: float
    share: float


def weigh(pages: Pages, repeats: Sequence[Places]) -> Iterator[Entry]:
    """The repeats that may be residue, each with its certainty.

    What stands at an end of the page counts as its end only if all that stands beyond it is residue too: the
    sign-off above the name of a letter's writer is no footer.
    """
    formulaic = writes_in_formulas(pages, repeats)
    known = [r for places in repeats if (r := _repeat(pages, places, formulaic)) is not None]
    kinds: list[str | None] = [None] * len(known)
    gone: set[tuple[int, int]] = set()
    for _ in range(_MAX_DEPTH):
        ends = _ends_of(pages, gone)
        for i, r in enumerate(known):
            if kinds[i] is None and (kind := _class(r, _edge_share(r.places, ends))) is not None:
                kinds[i] = kind
                if _sure(kind, r) >= evidence().limits["likely"]:
                    gone |= {(s.page, u) for s in r.places.spans for u in _units_of(pages, s)}
        if ends == _ends_of(pages, gone):
            break
    for r, kind in zip(known, kinds, strict=True):
        if kind is not None:
            span = r.places.spans[0]
            page = pages.laid[span.page]
            written = render(page.text, page.tokens[span.start : span.end], r.slots)
            sure = _sure(kind, r)
            yield Entry(written, r.places.rule, r.places.pages, sure, r.sign or "boilerplate", pages.example(span))


def _sure(kind: str, r: _Repeat) -> float:
    """The certainty that a repeat is residue; if most pages have it, one page fewer is enough."""
    return certainty(kind, r.places.pages + (r.share >= evidence().limits["most_pages"]))


def _repeat(pages: Pages, places: Places, formulaic: bool) -> _Repeat | None:
    first = places.spans[0]
    page = pages.laid[first.page]
    own = page.tokens[first.start : first.end]
    text = page.text[own[0].start : own[-1].end]
    slots = _slots(pages, places.spans)
    words = [t.word for t, slot in zip(own, slots, strict=True) if not slot and t.word[0].isalnum()]
    if not words or (places.rule in ("opening", "ending") and not _is_whole(page.text[own[0].start :], text, words)):
        return None
    sign = sign_of(text, [t.word for t in own]) or _marked(page, first)
    if not places.whole and not (sign and _ends_anywhere(own)):
        return None
    varies = any(slots) or (places.rule == "passage" and any(t.key == NUMBER for t in own))
    refrain = len(places.spans) >= evidence().limits["refrain"] * len({s.page for s in places.spans})
    voice = not evidence().voice.isdisjoint(words)
    running = is_of_one_story([pages.days[n] for n in sorted({s.page for s in places.spans})], pages.days)
    free = not (formulaic or varies or refrain or voice or running)
    near = sum(_is_near(pages.laid[s.page], s) for s in places.spans) / len(places.spans)
    share = places.pages / len(set(pages.story))
    return _Repeat(places, text, slots, len(words), sign, is_sentence(text), free, near, share)


def _is_near(page: Laid, span: Span) -> bool:
    return span.start <= page.units[:_NEAR][-1].start or span.end >= page.units[-_NEAR:][0].end


def _ends_anywhere(own: Sequence[Token]) -> bool:
    """Whether it shows where a passage ends that no unit ends with: behind a date, or a headline behind its label."""
    dated = own[-1].key in SLOTS and any(t.key in (MONTH, WEEKDAY) for t in own)
    return dated or any(t.word == ":" for t in own[:_MAX_LABEL])


def _is_whole(text: str, edge: str, words: Sequence[str]) -> bool:
    """Whether `edge`, which stands in `text`, breaks no bracket, is no dateline and more than how a sentence begins."""
    plain = all(word in all_stopwords() for word in words) or fold(" ".join(words)) in grammar().byline_prefixes
    return not plain and dateline(text) is None and all(edge.count(a) == edge.count(b) for a, b in _PAIRS)


def _slots(pages: Pages, spans: Sequence[Span]) -> list[str]:
    """For each token the slot that it needs: none where it is the same on all pages and no part of a date."""
    first = pages.laid[spans[0].page].tokens[spans[0].start : spans[0].end]
    needed = [""] * len(first)
    for i, t in enumerate(first):
        if t.key in SLOTS and (
            t.key in (MONTH, WEEKDAY)
            or any(n.key in (MONTH, WEEKDAY) for n in first[max(0, i - 3) : i + 4])
            or any(pages.laid[s.page].tokens[s.start + i].word != t.word for s in spans)
        ):
            needed[i] = t.key
    return needed


def _class(r: _Repeat, edge: float) -> str | None:
    """The kind of repeat, by the names in ``evidence.toml``; None if it proves nothing (yet)."""
    limits = evidence().limits
    at_edge = edge >= limits["edge_share"]
    short = r.words < limits["sentence_words"]
    if r.places.rule in ("opening", "ending"):
        lone = r.words < limits["label_words"] or any(r.slots) or r.sentence
        return r.places.rule if r.sign or not (lone or r.share < limits["unsigned_share"]) else None
    if r.places.rule == "passage":
        return "passage_sign" if r.sign else "passage" if r.free else None
    if r.sentence or r.words >= 2 * limits["sentence_words"]:
        if r.sign:
            return "label_sign" if short and at_edge else None if short else "prose_sign"
        if not r.free or short:
            return None
        if r.words < limits["edge_words"] and r.near >= limits["edge_share"]:
            return None
        return "prose_edge" if at_edge else "prose_middle"
    if r.sign:
        return "label_sign"
    lone = r.words < limits["label_words"] or any(r.slots) or r.share < limits["opening_share"]
    return "label_edge" if at_edge and not lone else None


def _marked(page: Laid, span: Span) -> ResidueKind | None:
    """A whole block in brackets is no part of the body's flow."""
    text = page.words(span.start, span.end)
    line = page.text[page.text.rfind("\n", 0, page.tokens[span.start].start) + 1 :].split("\n", 1)[0].strip()
    inside = line.startswith("[") and line.endswith("]") and len(text) > _MIN_MARKED
    return "boilerplate" if inside else None


def _ends_of(pages: Pages, gone: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """The units, by page and first token, that stand first or last on their pages once `gone` are."""
    found = set()
    for p, page in enumerate(pages.laid):
        for units in (page.units, page.units[::-1]):
            for u in units[:_MAX_DEPTH]:
                found.add((p, u.start))
                if (p, u.start) not in gone:
                    break
    return found


def _units_of(pages: Pages, span: Span) -> Iterator[int]:
    """The first tokens of the units that begin in `span`."""
    yield from (u.start for u in pages.laid[span.page].units if span.start <= u.start < span.end)


def _edge_share(places: Places, ends: set[tuple[int, int]]) -> float:
    """The share of the places of a unit that are at an end of their page."""
    return sum((s.page, s.start) in ends for s in places.spans) / len(places.spans)
