"""Time stamps that belong to the body: those of the entries of a live blog, a programme or a table."""

from __future__ import annotations

import re
from collections import Counter

from cleaner.filters._base import own_hits
from cleaner.lines.prose import block_prose
from cleaner.lines.stamps import STAMP_CHARS, TIMESTAMPS, block_stamps, is_clock
from cleaner.view import View

_ALIKE = 3  # dates of one make from which on they return
_CLOCKS = 2  # the same for times of day, which head no article
_NUMBER, _WORD = r"\d+", r"[^\W\d_]+"


def stamp_lines(view: View) -> tuple[int, ...]:
    """The blocks of `view` that are time stamps, by their form or by a phrase."""
    found, stamps = own_hits(view, TIMESTAMPS), block_stamps(view)
    return tuple(i for i, text in enumerate(view.texts) if (stamps[i] or i in found) and len(text) <= STAMP_CHARS)


def live_entries(view: View) -> frozenset[int]:
    """The time stamps of `view` that return in the body: times of day, and dates that differ in their numbers only."""
    prose = [i for i, is_prose in enumerate(block_prose(view)) if is_prose]
    if not prose:
        return frozenset()
    stamps = [i for i in view.memo(stamp_lines) if prose[0] < i < prose[-1]]
    clocks = [i for i in range(prose[0], prose[-1]) if is_clock(view.texts[i])]
    makes = {i: re.sub(_WORD, "a", re.sub(_NUMBER, "0", view.texts[i])) for i in stamps}
    counts = Counter(makes.values())
    alike = [i for i, make in makes.items() if counts[make] >= _ALIKE]
    return frozenset((*alike, *(clocks if len(clocks) >= _CLOCKS else ())))
