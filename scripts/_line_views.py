"""What the classifier of plain text is asked about a text, as arrays with labels. Needs numpy; only for training."""

from __future__ import annotations

import random
import zlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from cleaner.chain import Phase, run
from cleaner.classify.lines.features import FEATURES, depth, surface
from cleaner.model import Document, Removal
from cleaner.presets import preset
from cleaner.read import rereader
from cleaner.sites import SiteProfile, SiteResidue
from cleaner.sites.match import Templates, templates_of
from cleaner.view import View

KEEP, RESIDUE, MIXED, NONE = 0, 1, 2, -1

_ARTICLE = preset("article")
_FLOOR = 1 - _ARTICLE.max_loss
# What has been cut before the classifier is asked.
BEFORE = tuple(
    Phase(p.name, tuple(f for f in p.filters if f.name not in ("classifier", "repeats"))) for p in _ARTICLE.phases
)


@dataclass(frozen=True, slots=True)
class Text:
    """One text to learn from.

    Args:
        part: folder of the corpus that it comes from, or ``wild``.
        id: its id there.
        scraper: what made it; ``gold`` for a clean body; of wild texts whether they came with ``lines``.
        variant: ``raw``, ``caseless`` (letters replaced by ones without case), ``flat`` (on one line, its blocks found
            again), ``markdown``, ``wrapped``, ``gold`` or ``flat-gold``, and ``planted`` and ``flat-planted`` for clean
            bodies with known residue among them; with ``-cleaned`` behind it, most of the residue is gone, as a
            second round sees it; with ``-site``, there is a profile of the site; with ``-alone``, nothing is gone.
        domain: web domain of the page, or data set; texts of one are never on both sides of a split.
    """

    part: str
    id: str
    scraper: str
    variant: str
    domain: str


class Region(NamedTuple):
    """What stands from `start` to `end` of a text."""

    start: int
    end: int
    label: int


Measured = tuple[Text, np.ndarray, np.ndarray, np.ndarray]


def standing(document: Document, site: SiteResidue | None = None) -> View:
    """What the classifier is asked about: `document` less what phrases and forms, and its site, give away."""
    phases = BEFORE if site is None else tuple(Phase(p.name, (*p.filters, site)) for p in BEFORE)
    return run(document, phases, _FLOOR, rereader(document.shape)).view


def labels(view: View, regions: Sequence[Region]) -> list[int]:
    """The label of each block of `view`, of what the regions (in order) of its document hold."""
    starts = [r.start for r in regions]
    return [_label(view.to_document(b.start, b.end), regions, starts) for b in view.blocks]


def _label(spans: Sequence[tuple[int, int]], regions: Sequence[Region], starts: Sequence[int]) -> int:
    """The label of a block that may hold parts of several regions: body unless hardly any of it is."""
    chars: Counter[int] = Counter()
    for start, end in spans:
        for i in range(max(0, bisect_right(starts, start) - 1), len(regions)):
            if regions[i].start >= end:
                break
            chars[regions[i].label] += max(0, min(end, regions[i].end) - max(start, regions[i].start))
    size = chars.total()
    if not size or chars[MIXED] + chars[NONE] > 0.5 * size:
        return MIXED
    if chars[KEEP] >= 0.5 * size:
        return KEEP
    return RESIDUE if chars[RESIDUE] >= 0.8 * size else MIXED


def measured(text: Text, view: View, regions: Sequence[Region], site: Templates | None = None) -> list[Measured]:
    n = len(view.blocks)
    if not n:
        return []
    measures = {**surface(view), **depth(view, range(n), site)}
    columns = [measures[name] for name in FEATURES]
    wide = [np.full(n, c, np.float32) if isinstance(c, int | float) else np.asarray(c, np.float32) for c in columns]
    chars = np.array([b.end - b.start for b in view.blocks], np.int32)
    return [(text, np.column_stack(wide), np.array(labels(view, regions), np.int8), chars)]


def _cleaned(view: View, regions: Sequence[Region], rng: random.Random) -> View:
    """`view` as later rounds see it."""
    left = rng.choice([0, 0, 0.03, 0.15])
    cuts = []
    for block, label in zip(view.blocks, labels(view, regions), strict=True):
        if (label == RESIDUE and rng.random() >= left) or (label == MIXED and rng.random() < 0.3):
            spans = view.to_document(block.start, block.end)
            cuts += [Removal(a, b, "", "boilerplate", "", "", reasons=("marked",)) for a, b in spans]
    return view.less(cuts)


def both(
    text: Text,
    document: Document,
    regions: Sequence[Region],
    *,
    cleaned: bool = False,
    alone: bool = False,
    profile: SiteProfile | None = None,
) -> list[Measured]:
    """A text as the first round sees it, and in other states.

    Args:
        text: which text it is.
        document: it, read.
        regions: what stands where in it, in order.
        cleaned: also as a later round sees it, with most of the residue gone.
        alone: also as it came, as a classifier sees it that stands behind no other filter.
        profile: what its site repeats; with it also as a round sees it that knows the site.
    """

    def named(state: str) -> Text:
        return replace(text, variant=f"{text.variant}-{state}")

    view = standing(document)
    found = measured(text, view, regions)
    if alone:
        found += measured(named("alone"), View(document), regions)
    if profile is not None and profile.entries:
        known = standing(document, SiteResidue(profile))
        found += measured(named("site"), known, regions, templates_of(profile))
    if cleaned and any(r.label == RESIDUE for r in regions):
        later = _cleaned(view, regions, random.Random(zlib.crc32(text.id.encode())))
        found += measured(named("cleaned"), later, regions)
    return found
