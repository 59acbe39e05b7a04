"""When it was published, as a line of its own, and how long it takes to read."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.filters._base import BuiltIn, Example, cut_block, in_company, own_hits
from cleaner.filters._opening import is_article
from cleaner.filters._stamps import STAMP_CHARS, TIMESTAMPS, block_stamps
from cleaner.model import LIKELY, Claim, Cut, Field
from cleaner.packs import Hit
from cleaner.view import View


class Timestamps(BuiltIn):
    """Dates, times and reading times that stand alone in a line; the date becomes the date of publication.

    A sentence that begins with a date stays.
    """

    name = TIMESTAMPS
    kind = "timestamp"
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
        found, stamps = own_hits(view, self.name), block_stamps(view)
        for i in [i for i, stamp in enumerate(stamps) if stamp or i in found]:
            block, text, hit = view.blocks[i], view.texts[i], found.get(i)
            if len(text) > STAMP_CHARS:
                continue
            claims = _claims(text, hit, (block.start, block.end))
            rule, certainty = (hit.rule, hit.certainty) if hit else ("date", LIKELY)
            yield cut_block(block, self.kind, rule, in_company(view, certainty, self.company), claims)


def _claims(text: str, hit: Hit | None, span: tuple[int, int]) -> tuple[Claim, ...]:
    from cleaner.lines.dates import iso

    date = iso(text)
    if date is None:
        return ()
    field: Field = "modified" if hit is not None and hit.rule == "updated" else "published"
    return (Claim(field, date, "timestamp", 0.8, span),)
