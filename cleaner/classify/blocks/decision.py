"""The decision about a page: what to keep, worked out once and shared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from cleaner.classify.blocks.facts import page_facts
from cleaner.classify.blocks.features import Columns, columns
from cleaner.classify.blocks.layout import Layout
from cleaner.classify.blocks.model import Choice, block_classifier, only_trafilatura
from cleaner.classify.blocks.trafilatura import trafilatura_shares
from cleaner.dom import Markup
from cleaner.errors import ExtractorError
from cleaner.metadata.html import headline_claims
from cleaner.model import Flag


class Decision(NamedTuple):
    """What to keep of a page, with flags for what went wrong."""

    choice: Choice
    flags: tuple[Flag, ...] = ()


def decision(markup: Markup, extractor: str = "classifier") -> Decision:
    """What to keep of a page; at least one block must stand on it.

    Args:
        markup: the page.
        extractor: what decides: ``classifier`` or ``trafilatura``.
    """
    return markup.memo(_EXTRACTORS[extractor])


def article_probability(markup: Markup) -> float:
    """The probability (0 to 1) that a page is one article and not a listing, a shop or a forum."""
    return markup.memo(_article_probability)


def _article_probability(markup: Markup) -> float:
    return block_classifier().article_probability(*markup.memo(_seen))


def _seen(markup: Markup) -> tuple[Layout, Columns]:
    facts = page_facts(markup.original, markup.memo(headline_claims))
    layout = Layout(markup.blocks, replace(facts, url=markup.url or ""))
    return layout, columns(layout)


def _by_classifier(markup: Markup) -> Decision:
    failed: list[Flag] = []
    # On hard pages the fallbacks of trafilatura add nothing to the classifier.
    extract = _extract(markup, failed, fallbacks=False)
    choice = block_classifier().choose(*markup.memo(_seen), article_probability(markup), extract)
    return Decision(_ruled(choice, markup), tuple(failed))


def _by_trafilatura(markup: Markup) -> Decision:
    failed: list[Flag] = []
    choice = only_trafilatura(markup.blocks, _extract(markup, failed, fallbacks=True))
    if failed:
        return Decision(markup.memo(_by_classifier).choice, tuple(failed))
    return Decision(_ruled(choice, markup))


_EXTRACTORS: Mapping[str, Callable[[Markup], Decision]] = {
    "classifier": _by_classifier,
    "trafilatura": _by_trafilatura,
}


def _extract(markup: Markup, failed: list[Flag], *, fallbacks: bool) -> Callable[[Sequence[str]], list[float]]:
    """A function that runs trafilatura; if that fails, it adds a flag to `failed` and takes nothing."""

    def extract(texts: Sequence[str]) -> list[float]:
        try:
            return trafilatura_shares(markup.root, texts, fallbacks=fallbacks)
        except ExtractorError as error:
            failed.append(Flag("extractor-failed", f"{error}; the classifier of pages decided without it"))
            return [0.0] * len(texts)

    return extract


def _ruled(choice: Choice, markup: Markup) -> Choice:
    """`choice` after applying the user's own rules."""
    verdicts = [b.node.verdict for b in markup.blocks]
    if not any(verdicts):
        return choice
    if "keep" in verdicts:
        main = [v == "keep" for v in verdicts]
    else:
        main = [m and v != "drop" for m, v in zip(choice.main, verdicts, strict=True)]
    probabilities = [
        float(m) if m != was else c for m, was, c in zip(main, choice.main, choice.probabilities, strict=True)
    ]
    return replace(choice, probabilities=probabilities, main=main)
