"""Counts what stands on several pages of a site, whatever it means."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations
from typing import NamedTuple

from cleaner.sites.evidence import evidence
from cleaner.sites.layout import Laid, Pages, Span
from cleaner.sites.profile import Rule

GRAM = 5
"""Consecutive tokens on several pages from which on a stretch counts as a repeat by itself."""

_SAME_PAGE = 0.5  # share of the rare grams of a page from which on it is another version of one already seen
_MAX_PAIRED = 12  # pages on which a rare gram stands at most, and a quarter of all pages

_MOST_EDGE_TOKENS = 12
_EDGE_UNITS = 2  # units at an end of a page that do not count as inside
_SHORTER = 0.6  # share of the pages with a shorter edge on which a longer one must stand to take its place

Grams = list[list[int]]


class Places(NamedTuple):
    """A repeat and its places.

    Args:
        rule: the rule for its place.
        spans: a span for each place.
        pages: the number of stories that have it.
        whole: whether it ends with a unit in any place.
    """

    rule: Rule
    spans: list[Span]
    pages: int
    whole: bool = True


def repeated_units(pages: Pages, least: int) -> Iterator[Places]:
    """The units that stand on `least` stories or more."""
    where: dict[tuple[int, ...], list[tuple[int, int, int]]] = defaultdict(list)
    for p, page in enumerate(pages.laid):
        for start, end, _ in page.units:
            where[tuple(page.ids[start:end])].append((p, start, end))
    often = (places for places in where.values() if len(places) >= least)
    yield from _often(pages, "unit", ([Span(*place) for place in places] for places in often), least)


def _often(pages: Pages, rule: Rule, groups: Iterable[list[Span]], least: int) -> Iterator[Places]:
    for spans in groups:
        if len(spans) >= least and (n := len({pages.story[s.page] for s in spans})) >= least:
            yield Places(rule, spans, n)


def grams_of(page: Laid) -> list[int]:
    """A hash of each `GRAM` neighbouring tokens of a block, by the first one's place; 0 where the block ends first."""
    ids = page.ids
    found = [hash(g) for g in zip(ids, ids[1:], ids[2:], ids[3:], ids[4:], strict=False)]
    found += [0] * (len(ids) - len(found))
    for _, end in page.blocks:
        for i in range(max(0, end - GRAM + 1), end):
            found[i] = 0
    return found


def stories(grams: Grams) -> list[int]:
    """The story of each page: pages that share most of their text are versions of one, and count once.

    Args:
        grams: the grams of each page, see `grams_of`.

    Returns:
        For each page the index of the first page with its story.
    """
    rare = max(2, min(_MAX_PAIRED, len(grams) // 4))
    held = [set(page) for page in grams]
    pages = Counter(chain.from_iterable(held))
    paired = {g for g, n in pages.items() if 1 < n <= rare} - {0}
    common = {g for g, n in pages.items() if n > rare} | {0}
    own = [len(page) - len(page & common) for page in held]
    where: dict[int, list[int]] = defaultdict(list)
    for i, page in enumerate(held):
        for g in page & paired:
            where[g].append(i)
    shared: Counter[tuple[int, int]] = Counter()
    for seen, times in Counter(map(tuple, where.values())).items():
        for pair in combinations(seen, 2):
            shared[pair] += times
    story = list(range(len(grams)))
    for (a, b), n in sorted(shared.items()):
        if n > _SAME_PAGE * min(own[a], own[b]):
            story[b] = min(story[b], story[a])
    return story


def support(grams: Grams, story: Sequence[int]) -> Counter[int]:
    """The number of stories that have each gram."""
    of_story: dict[int, set[int]] = defaultdict(set)
    for page, s in zip(grams, story, strict=True):
        of_story[s].update(page)
    counts: Counter[int] = Counter()
    for held in of_story.values():
        counts.update(held)
    counts[0] = 0
    return counts


def runs(grams: Grams, counts: Counter[int], least: int) -> Iterator[Span]:
    """The longest stretches of each page that stand on `least` stories or more.

    A stretch ends where a gram is far rarer than its neighbour.
    """
    for p, own in enumerate(grams):
        held = [counts[g] for g in own]
        start, last = -1, -2
        for i in [i for i, n in enumerate(held) if n >= least]:
            if i != last + 1 or held[last] > 2 * held[i] or held[i] > 2 * held[last]:
                if start >= 0:
                    yield Span(p, start, last + GRAM)
                start = i
            last = i
        if start >= 0:
            yield Span(p, start, last + GRAM)


def passages(pages: Pages, grams: Grams, least: int) -> Iterator[Places]:
    """Long stretches of several units, or of units that run into what follows, as in text without lines."""
    counts = support(grams, pages.story)
    where: dict[tuple[int, ...], list[Span]] = defaultdict(list)
    most: Counter[tuple[int, ...]] = Counter()
    whole: Counter[tuple[int, ...]] = Counter()
    all_bounds = [[*sorted({u.start for u in page.units}), len(page.ids)] for page in pages.laid]
    for run in runs(grams, counts, least):
        page, bounds = pages.laid[run.page], all_bounds[run.page]
        a = bounds[bisect_left(bounds, run.start)]
        for b in _ends(page, bounds, a, run.end):
            key = tuple(page.ids[a:b])
            where[key].append(Span(run.page, a, b))
            whole[key] += bounds[bisect_left(bounds, b)] == b
            held = min(counts[g] for g in grams[run.page][a : max(a + 1, b - GRAM + 1)])
            most[key] = max(most[key], held)
    for key, spans in where.items():
        if most[key] >= least:
            ends = whole[key] >= max(1, evidence().limits["whole_share"] * len(spans))
            yield Places("passage", spans, most[key], ends)


def _ends(page: Laid, bounds: Sequence[int], start: int, end: int) -> Iterator[int]:
    """The possible ends of a passage that begins with a unit and reaches at most to `end`.

    Single units are left to other rules.
    """
    least, second = (
        start + evidence().limits["passage_words"],
        bounds[min(bisect_right(bounds, start), len(bounds) - 1)],
    )
    last = bounds[bisect_right(bounds, end) - 1]
    if least <= last and last > second:
        yield last
    while end > start and bounds[bisect_left(bounds, end)] != end and not page.tokens.written[end - 1][0].isalnum():
        end -= 1
    if least <= end and end != last:
        yield end


def edges(pages: Pages, least: int) -> Iterator[Places]:
    """Beginnings and endings of pages that hardly ever occur elsewhere."""
    limits = evidence().limits
    rules: tuple[Rule, Rule] = ("opening", "ending")
    for rule in rules:
        where: dict[tuple[int, ...], list[Span]] = defaultdict(list)
        for p, page in enumerate(pages.laid):
            for span in _edge_spans(page, p, rule):
                where[tuple(page.ids[span.start : span.end])].append(span)
        floor = max(least, limits["opening_share"] * len(set(pages.story)))
        often = {key: found for key, spans in where.items() for found in _often(pages, rule, [spans], least)}
        often = {key: found for key, found in often.items() if found.pages >= floor}
        longer: dict[tuple[int, ...], int] = defaultdict(int)
        for key, found in often.items():
            shorter = key[:-1] if rule == "opening" else key[1:]
            longer[shorter] = max(longer[shorter], found.pages)
        longest = {key: found for key, found in often.items() if longer[key] <= _SHORTER * found.pages}
        elsewhere = _elsewhere(pages, longest)
        for key, found in longest.items():
            if elsewhere[key] * limits["opening_lift"] <= found.pages:
                yield found


def _edge_spans(page: Laid, number: int, rule: Rule) -> Iterator[Span]:
    """The first (or last) one, two … tokens of a page, as far as its first (or last) unit goes."""
    if page.units:
        u = page.units[0 if rule == "opening" else -1]
        for size in range(1, min(_MOST_EDGE_TOKENS, u.end - u.start) + 1):
            yield Span(number, u.start, u.start + size) if rule == "opening" else Span(number, u.end - size, u.end)


def _elsewhere(pages: Pages, often: Mapping[tuple[int, ...], object]) -> Counter[tuple[int, ...]]:
    """How often each of `often` occurs away from the ends of pages."""
    starting: dict[int, set[int]] = defaultdict(set)
    for key in often:
        starting[key[0]].add(len(key))
    counts: Counter[tuple[int, ...]] = Counter()
    for page in (page for page in pages.laid if page.units):
        first, last = page.units[: _EDGE_UNITS + 1][-1].start, page.units[-_EDGE_UNITS:][0].start
        for i in [i for i, number in enumerate(page.ids[first:last], first) if number in starting]:
            for size in starting[page.ids[i]]:
                if (key := tuple(page.ids[i : i + size])) in often:
                    counts[key] += 1
    return counts
