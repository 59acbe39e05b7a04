"""Dates, times and reading times that stand in lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.filters._base import BuiltIn, Example, Mark, corroborated, cut_block, own_hits
from cleaner.filters._entries import live_entries, stamp_lines
from cleaner.filters._lists import block_lists
from cleaner.filters._page import is_article
from cleaner.filters._patterns import pattern_cuts
from cleaner.filters._wrapped import block_goes_on
from cleaner.lines.stamps import TIMESTAMPS, is_clock
from cleaner.model import LIKELY, Claim, Cut, Field, Source
from cleaner.packs import Hit
from cleaner.view import View

_NUMBER = r"\d+"


class Timestamps(BuiltIn):
    """Dates, times and reading times that stand alone in a line; the date becomes the date of publication.

    A sentence that begins with a date stays, and so do dates and times that return in the body: the entries of a
    live blog, of a programme or of a table.
    """

    name = TIMESTAMPS
    kind = "timestamp"
    marks = frozenset[Mark](("stamp",))
    example = Example(
        """
- Published 3 March 2024
- 4 min read

  March 2024 was the wettest month since the town began to measure, in 1871.
"""
    )

    def __call__(self, view: View) -> Iterator[Cut]:
        """The time stamps of `view`, if it is an article; in a forum they are part of the thread."""
        if not is_article(view):
            return
        yield from pattern_cuts(view, self.name, self.kind)
        found, lines, returning = own_hits(view, self.name), view.memo(stamp_lines), view.memo(live_entries)
        dates = {i for i in lines if not is_clock(view.texts[i])}
        goes_on, listed = block_goes_on(view), block_lists(view)
        for i in lines:
            if goes_on[i] or self.name in listed[i]:
                continue
            block, text, hit = view.blocks[i], view.texts[i], found.get(i)
            if hit is not None and hit.match != "line" and not re.search(_NUMBER, text):
                continue
            if i in returning or (hit is None and is_clock(text) and not {i - 1, i + 1} & dates):
                continue
            claims = _claims(text, hit, (block.start, block.end))
            rule, certainty = (hit.rule, hit.certainty) if hit else ("date", LIKELY)
            yield cut_block(block, self.kind, rule, corroborated(view, certainty, self.min_kinds), claims)


def _claims(text: str, hit: Hit | None, span: tuple[int, int]) -> tuple[Claim, ...]:
    from cleaner.lines.date_labels import labelled_dates

    changed = hit is not None and hit.rule == "updated"
    found = labelled_dates(text)
    fields: dict[Field, str] = {}
    for role, stamp in found:
        field: Field = "modified" if role == "modified" or (changed and len(found) == 1) else "published"
        if role != "other":
            fields.setdefault(field, stamp)
    return tuple(Claim(field, stamp, Source("timestamp"), 0.8, span) for field, stamp in fields.items())
