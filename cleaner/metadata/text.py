"""Claims read off plain text that is not cut: the dateline, and guesses at a headline and byline that still stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cleaner.lines.byline_lines import byline_guesses
from cleaner.lines.datelines import dateline
from cleaner.lines.opening import Guess, title_guesses
from cleaner.metadata.choose import TEXT_AUTHORS, TEXT_TITLE, learned_weights, likelihood
from cleaner.model import Claim, Document, Field, Source
from cleaner.packs import guess_language
from cleaner.view import View

_LEADS = 3
_LANGUAGE_CHARS = 1_500
_MIN_TEXT = 200
"""Characters below which nothing is guessed."""
_FLOORS = {"title": 0.3, "authors": 0.33}
"""Certainty below which a guess is kept to oneself."""


def from_text(document: Document, view: View) -> tuple[Claim, ...]:
    """The claims of what stands of a plain text; of an HTML page only its dateline, since pages speak for themselves.

    Args:
        document: the article as read.
        view: what stands after cleaning.
    """
    claims = list(_datelines(view))
    if document.kind == "text":
        if (language := guess_language(view.text[:_LANGUAGE_CHARS])) is not None:
            claims.append(Claim("language", language, Source("words"), 0.5))
        if len(view.text) >= _MIN_TEXT:
            weights = learned_weights()
            claims += _likeliest("title", Source("first-lines"), title_guesses(view), weights[TEXT_TITLE])
            claims += _likeliest("authors", Source("byline-lines"), byline_guesses(view), weights[TEXT_AUTHORS])
    return tuple(claims)


def _datelines(view: View) -> Iterator[Claim]:
    for block, text in zip(view.blocks[:_LEADS], view.texts[:_LEADS], strict=True):
        if found := dateline(text):
            span = _span(view, block.start, block.start + found[1])
            if found[0].agency:
                yield Claim("agency", found[0].agency, Source("dateline"), 0.8, span)
            yield Claim("dateline", found[0], Source("dateline"), 0.9, span)
            return


def _likeliest(field: Field, source: Source, guesses: Sequence[Guess], table: Mapping[str, float]) -> Iterator[Claim]:
    rated = [(likelihood(g.evidence, table), -i, g) for i, g in enumerate(guesses)]
    if rated:
        sure, _, best = max(rated, key=lambda r: r[:2])
        if sure >= _FLOORS[field]:
            yield Claim(field, best.value, source, round(sure, 3), (best.start, best.end))


def _span(view: View, start: int, end: int) -> tuple[int, int]:
    spans = view.to_document(start, end)
    return spans[0][0], spans[-1][1]
