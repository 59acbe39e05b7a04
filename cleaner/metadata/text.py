"""Claims from plain text, from lines that were cut as well: dateline, headline, byline, dates, captions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from cleaner.budget import Budget
from cleaner.lines.byline_lines import byline_guesses
from cleaner.lines.captions import with_credits
from cleaner.lines.date_labels import label_role, labelled_dates
from cleaner.lines.datelines import dateline
from cleaner.lines.prose import is_running_text
from cleaner.lines.stamps import STAMP_CHARS, is_stamp
from cleaner.lines.title_lines import SEARCHED, Guess, title_guesses
from cleaner.metadata.choose import TEXT_AUTHORS, TEXT_TITLE, learned_weights, likelihood
from cleaner.metadata.labelled import labelled
from cleaner.model import Caption, Claim, Document, Field, Source
from cleaner.packs import fold, grammar, guess_language
from cleaner.thresholds import thresholds
from cleaner.view import View

_LEADS = 3
_TOP, _LAST = 12, 3
"""Blocks at the top and at the end that may hold the dates of the article."""
_LABEL_WORDS = 3
_SOURCES = ("来源", "來源", "出典")
_SOURCE = re.compile(rf"[\u3000\s]+(?=(?:{'|'.join(_SOURCES)})\s*[：:])")
"""The white space between a date and the source of the text, in one line."""
_MAX_CAPTION = 300
"""Characters of the longest caption; a longer paragraph that ends in a credit is body text."""
_LANGUAGE_CHARS = 1_500
_MIN_TEXT = 200
"""Characters of the shortest text for guesses."""


def from_text(document: Document, view: View, budget: Budget) -> tuple[Claim, ...]:
    """The claims from a plain text; for an HTML page only its dateline, since its markup has the rest.

    Args:
        document: the article as read.
        view: what stands after cleaning.
        budget: the time there is.

    Raises:
        OutOfTimeError: the budget is used up.
    """
    budget.check()
    claims = list(_datelines(view))
    if document.kind == "text":
        if (language := guess_language(view.text[:_LANGUAGE_CHARS])) is not None:
            claims.append(Claim("language", language, Source("words"), 0.5))
        if len(view.text) >= _MIN_TEXT:
            weights = learned_weights()
            claims += _likeliest("title", Source("first-lines"), title_guesses(view), weights[TEXT_TITLE])
            claims += _likeliest("authors", Source("byline-lines"), byline_guesses(view), weights[TEXT_AUTHORS])
            budget.check()
            claims += labelled(document)
            claims += _dates(document)
            claims += _captions(view)
    return tuple(claims)


def _datelines(view: View) -> Iterator[Claim]:
    texts = view.texts[:_TOP]
    first = next((i for i, text in enumerate(texts) if is_running_text(text)), 0)
    for i, (block, text) in enumerate(zip(view.blocks[:_TOP], texts, strict=True)):
        if (i < _LEADS or i == first) and (found := dateline(text)):
            span = _span(view, block.start, block.start + found[1])
            if found[0].agency:
                yield Claim("agency", found[0].agency, Source("dateline"), 0.8, span)
            yield Claim("dateline", found[0], Source("dateline"), 0.9, span)
            return


def _dates(document: Document) -> Iterator[Claim]:
    """The dates in lines at the top and at the end that hold only a date, or a date with a label."""
    blocks = [*document.blocks[:_TOP], *document.blocks[_TOP:][-_LAST:]]
    for block in blocks:
        text = document.text[block.start : min(block.end, block.start + 2 * STAMP_CHARS)]
        if any(label in text for label in _SOURCES):
            text = _SOURCE.split(text, maxsplit=1)[0]
        if len(text) > STAMP_CHARS or not any(map(str.isdecimal, text)):
            continue
        alone = is_stamp(text)
        for role, stamp in labelled_dates(text):
            if role != "other" and (alone or (role and _begins_with_label(text))):
                field: Field = "modified" if role == "modified" else "published"
                yield Claim(field, stamp, Source("date-line"), 0.7, (block.start, block.end))


def _begins_with_label(text: str) -> bool:
    """Whether a line opens with a label such as "Published on"; a sentence may have one in its middle."""
    return label_role(" ".join(text.split()[:_LABEL_WORDS])) is not None


def _captions(view: View) -> Iterator[Claim]:
    """The short lines that end in a photo credit."""
    document = view.document
    short = [b for b in document.blocks if b.end - b.start <= _MAX_CAPTION]
    texts = [document.text[b.start : b.end] for b in short]
    found = with_credits(view, texts)
    for block, text in zip(short, texts, strict=True) if found else ():
        caption, _ = found.get(text, (None, None))
        if caption and caption.text and caption.credit and not _is_source(text, caption):
            yield Claim("captions", caption, Source("caption", "line"), 0.7, (block.start, block.end))


def _is_source(text: str, caption: Caption) -> bool:
    """Whether the credit names the source of facts, as below a chart."""
    label = re.split(r"[:：]", text[len(caption.text) :], maxsplit=1)[0]
    return fold(label.strip(" ([")) in grammar().source_labels


def _likeliest(field: Field, source: Source, guesses: Sequence[Guess], table: Mapping[str, float]) -> Iterator[Claim]:
    """The likeliest guess, if it is likely enough; the text is only searched for evidence that may change which."""
    least, most = thresholds("text_metadata")[field], _most_found(table)
    bounds = sorted([(likelihood(g.near, table, most), -i) for i, g in enumerate(guesses)], reverse=True)
    best: tuple[float, int] | None = None
    for bound, place in bounds:
        if bound < least or (best is not None and bound < best[0]):
            break
        rated = likelihood(guesses[-place].evidence, table), place
        best = rated if best is None else max(best, rated)
    if best is not None and best[0] >= least:
        guess = guesses[-best[1]]
        yield Claim(field, guess.value, source, round(best[0], 3), (guess.start, guess.end))


def _most_found(table: Mapping[str, float]) -> float:
    """The most that a search of the text can add to a guess, in log odds; a little more, since sums are rounded."""
    return sum(max(0.0, *(table.get(name, 0.0) for name in names)) for names in SEARCHED) + 1e-9


def _span(view: View, start: int, end: int) -> tuple[int, int]:
    spans = view.to_document(start, end)
    return spans[0][0], spans[-1][1]
