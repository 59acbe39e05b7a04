"""The classifier of pages: the probability of each block, the blocks to keep, and the confidence in that."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from math import exp
from pathlib import Path
from typing import Any, Literal, NamedTuple

from cleaner.classify.blocks.boxes import boxes
from cleaner.classify.blocks.choice import most_expected
from cleaner.classify.blocks.contents import contents
from cleaner.classify.blocks.context import coverage_columns, score_columns
from cleaner.classify.blocks.copies import printed_again
from cleaner.classify.blocks.features import Columns, pack
from cleaner.classify.blocks.labels import label_columns, page_label_columns
from cleaner.classify.blocks.later import later_articles
from cleaner.classify.blocks.layout import Layout
from cleaner.classify.blocks.machine import machine_text
from cleaner.classify.blocks.posts import whole_threads
from cleaner.classify.blocks.siblings import among_siblings
from cleaner.classify.blocks.teasers import teasers
from cleaner.classify.blocks.units import whole_units
from cleaner.dom import PageBlock
from cleaner.thresholds import thresholds
from cleaner.trees import Trees

_BUILT_IN = "blocks.json"
_AT, _UNITS, _THREADS = thresholds("blocks"), thresholds("blocks_beside"), thresholds("blocks_of_threads")
_TEASERS = thresholds("blocks_of_teasers")
_SIBLINGS = thresholds("blocks_among_siblings")

Decider = Literal["classifier", "classifier+trafilatura", "trafilatura"]
Reason = Literal["box", "contents", "copy", "later-article", "machine-text", "teaser"]
Extractor = Callable[[Sequence[str]], list[float]]


@dataclass(frozen=True, slots=True)
class Choice:
    """What to keep of a page.

    Args:
        probabilities: of each block being main content, 0 to 1.
        main: whether each block is kept.
        confidence: the expected F1 (0 to 1) of the choice.
        by: what decided.
        article: the probability (0 to 1) that the page is an article.
        reasons: why blocks that look like main content are cut.
    """

    probabilities: Sequence[float]
    main: Sequence[bool]
    confidence: float
    by: Decider
    article: float = 1.0
    reasons: Mapping[int, Reason] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Looks:
    """Two ensembles of trees: the first scores each block, the second also sees the first scores around it.

    Args:
        first: uses the block's own columns.
        second: uses the probabilities of the first.
        labels: the weight of each label for main content.
    """

    first: Trees
    second: Trees
    labels: Mapping[str, float]

    @classmethod
    def from_json(cls, spec: Mapping[str, Any], labels: Mapping[str, float]) -> Looks:
        """Build from a part of a weights file and the weights of labels."""
        return cls(Trees.from_json(spec["first"]), Trees.from_json(spec["second"]), labels)

    def probabilities(self, layout: Layout, known: Columns, extra: Columns) -> list[float]:
        """The probability of each block being main content.

        Args:
            layout: the page.
            known: its columns.
            extra: the columns from an extractor, if one was run.
        """
        n = len(layout.blocks)
        seen = {**known, **label_columns(layout, self.labels), **extra}
        pack(seen, n)
        first = _probabilities(self.first, seen, n)
        return _probabilities(self.second, {**score_columns(layout, seen, first), **extra}, n)


class BlockClassifier(NamedTuple):
    """The classifier of pages.

    Args:
        kinds: the weight of each label for an article.
        kind: trees that tell articles from other pages by measures of the whole page.
        article: for articles, by the page alone.
        helped: for articles, by the page and the choice of trafilatura.
        other: for pages that are no articles.
        sure: confidence from which the classifier decides alone.
        lost: confidence below which whatever trafilatura chose is kept as well.
        fragment: probability from which on a block of a page fragment is kept, if it is more than a link.
        units: probabilities from which on units are kept whole, see `whole_units`.
    """

    kinds: Mapping[str, float]
    kind: Trees
    article: Looks
    helped: Looks
    other: Looks
    sure: float
    lost: float
    fragment: float
    units: Mapping[str, float]

    @classmethod
    def from_json(cls, spec: Mapping[str, Any]) -> BlockClassifier:
        """Build from the contents of a weights file."""
        label_weights = spec["labels"]
        article, helped = (Looks.from_json(spec[name], label_weights["article"]) for name in ("article", "helped"))
        other = Looks.from_json(spec["other"], label_weights["all"])
        return cls(
            label_weights["kind"],
            Trees.from_json(spec["kind"]),
            article,
            helped,
            other,
            *(spec[name] for name in ("sure", "lost", "fragment", "units")),
        )

    def article_probability(self, layout: Layout, known: Columns) -> float:
        """The probability (0 to 1) that the page is an article."""
        return _probabilities(self.kind, {**known, **page_label_columns(layout, self.kinds)}, 1)[0]

    def choose(self, layout: Layout, known: Columns, article: float, extract: Extractor) -> Choice:
        """Choose what to keep.

        Args:
            layout: the page.
            known: its columns.
            article: the probability (0 to 1) that it is an article, see `article_probability`.
            extract: gives the share of each block that trafilatura takes. It is called only for articles of which the
                classifier is not sure; on other pages trafilatura is worse.
        """
        choice = self._each_block(layout, known, article, extract)
        main, units = choice.main, {**_UNITS, **self.units}
        if layout.facts.is_fragment:
            rated = zip(main, choice.probabilities, layout.density, strict=True)
            main = [m or (c >= self.fragment and linked < _AT["linked"]) for m, c, linked in rated]
            units |= dict.fromkeys(("beside", "beside_short"), units["beside_in_fragment"])
        if choice.article < _AT["article"]:
            main = whole_threads(layout.blocks, main, choice.probabilities, layout.word_counts, _THREADS)
        main = among_siblings(layout.blocks, main, choice.probabilities, _SIBLINGS)
        whole = whole_units(layout.blocks, main, choice.probabilities, layout.word_counts, units)
        return _less_others(replace(choice, main=whole), layout)

    def _each_block(self, layout: Layout, known: Columns, article: float, extract: Extractor) -> Choice:
        """The choice with each block weighed by itself."""
        probabilities = self._alone(layout, known, article)
        chosen, confidence = most_expected(probabilities, layout.word_counts)
        if confidence >= self.sure or article < _AT["helped"]:
            return _choice(probabilities, chosen, confidence, "classifier", article)
        shares = extract([b.text for b in layout.blocks])
        probabilities = self.helped.probabilities(layout, known, coverage_columns(layout, shares))
        chosen, confidence = most_expected(probabilities, layout.word_counts)
        if confidence >= self.lost or not any(s >= _AT["taken"] for s in shares):
            return _choice(probabilities, chosen, confidence, "classifier+trafilatura", article)
        main = [s >= _AT["taken"] or p >= _AT["even"] for s, p in zip(shares, probabilities, strict=True)]
        return Choice(probabilities, main, confidence, "classifier+trafilatura", article)

    def _alone(self, layout: Layout, known: Columns, article: float) -> list[float]:
        """The probabilities without trafilatura; if the kind of page is in doubt, the mean of both kinds."""
        if article >= _AT["article"]:
            return self.article.probabilities(layout, known, {})
        other = self.other.probabilities(layout, known, {})
        if article < _AT["other"]:
            return other
        return [(a + b) / 2 for a, b in zip(self.article.probabilities(layout, known, {}), other, strict=True)]


def _less_others(choice: Choice, layout: Layout) -> Choice:
    """`choice` without what is kept and is no body: copies, other articles, teasers, contents, what machines read."""
    again = printed_again([b.text for b in layout.blocks], choice.main, layout.word_counts)
    reasons: dict[int, Reason] = dict.fromkeys(again, "copy")
    reasons |= dict.fromkeys(contents(layout.blocks, choice.main, layout.facts.url), "contents")
    reasons |= dict.fromkeys(machine_text(layout.blocks, choice.main), "machine-text")
    if choice.article >= _AT["helped"]:
        reasons |= dict.fromkeys(later_articles(layout, choice.main), "later-article")
        cards = teasers(
            layout.blocks, choice.main, choice.probabilities, layout.word_counts, _TEASERS, layout.facts.url
        )
        reasons |= dict.fromkeys(cards.difference(reasons), "teaser")
        named = boxes(layout.blocks, choice.main, layout.word_counts)
        reasons |= dict.fromkeys(named.difference(reasons), "box")
    return replace(choice, main=[m and i not in reasons for i, m in enumerate(choice.main)], reasons=reasons)


def _choice(
    probabilities: Sequence[float], chosen: Sequence[int], confidence: float, by: Decider, article: float
) -> Choice:
    kept = set(chosen)
    return Choice(probabilities, [i in kept for i in range(len(probabilities))], confidence, by, article)


def _probabilities(trees: Trees, seen: Columns, rows: int) -> list[float]:
    return [1 / (1 + exp(-s)) for s in trees.scores([seen[name] for name in trees.features], rows)]


def only_trafilatura(blocks: Sequence[PageBlock], extract: Extractor) -> Choice:
    """The choice of trafilatura alone; its confidence is its F1 on held-out pages."""
    shares, right = extract([b.text for b in blocks]), _AT["trafilatura"]
    sure = [right * s + (1 - right) * (1 - s) for s in shares]
    return Choice(sure, [s >= _AT["taken"] for s in shares], right, "trafilatura")


@cache
def block_classifier(weights: str = "") -> BlockClassifier:
    """The classifier with the weights that come with `cleaner`, or with those of the file `weights`."""
    source = Path(weights) if weights else files("cleaner").joinpath("data", "models", _BUILT_IN)
    return BlockClassifier.from_json(json.loads(source.read_text(encoding="utf-8")))
