"""Items of the body's own lists and records that match a phrase by chance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaner.lines.prose import block_prose
from cleaner.lines.stamps import block_stamps
from cleaner.packs import block_hits
from cleaner.packs.patterns import block_patterns
from cleaner.view import View

_IN_LISTS = frozenset({"bylines", "captions", "comments", "cookies", "legal", "media", "menu", "share", "timestamps"})
_IN_RECORDS = frozenset({"bylines", "timestamps"})
_NOWHERE: frozenset[str] = frozenset()
_BULLETS = "-*+•‣▪◦–"
_ITEM = rf"[{_BULLETS}]\s+\S|\d{{1,3}}[.)]\s+\S"
_FIELD, _FIELD_CHARS = r"[^\W\d_][^:：.!?\n]{1,24}[:：]\s*[^\s/].*", 120
_FEWEST = 3  # items
_MOST = 0.34  # share of the items that match a phrase, above which a list is residue itself


def block_lists(view: View) -> tuple[frozenset[str], ...]:
    """The filters whose phrases mean nothing in each block of `view`: an item of a list of the body.

    Two in three items of such a list match no phrase. "Supports Unsplash" is a credit below a photo, and a
    feature in a list of features. A record is a list too: "Author: Jane Roe" stands there beside "Pages: …".
    """
    return view.memo(_block_lists)


def _block_lists(view: View) -> tuple[frozenset[str], ...]:
    found = [_NOWHERE] * len(view.texts)
    prose = [i for i, is_prose in enumerate(block_prose(view)) if is_prose]
    if not prose:
        return tuple(found)
    hits, patterns, stamps = block_hits(view), block_patterns(view), block_stamps(view)
    items = [a or b.kind == "list_item" for a, b in zip(view.each(_are_items), view.blocks, strict=True)]
    runs = [*((run, _IN_RECORDS) for run in _runs(view.each(_are_fields))), *((run, _IN_LISTS) for run in _runs(items))]
    for run, filters in runs:
        if run.start < prose[0]:
            continue
        known = sum(bool(hits[i] or patterns[i] or stamps[i]) for i in run)
        if known <= _MOST * len(run) and not any(view.gone_between[i] for i in range(run.start + 1, run.stop)):
            found[run.start : run.stop] = [filters] * len(run)
    return tuple(found)


def _runs(are: Sequence[bool]) -> Iterator[range]:
    """Where three or more stand together, as ranges of blocks."""
    if are.count(True) < _FEWEST:  # nearly always
        return
    start = None
    for i, one in enumerate((*are, False)):
        if one:
            start = i if start is None else start
            continue
        if start is not None and i - start >= _FEWEST:
            yield range(start, i)
        start = None


def _are_items(texts: Sequence[str]) -> list[bool]:
    # Few lines begin so, and to ask for a pattern takes longer.
    return [(c in _BULLETS or c.isdecimal()) and re.match(_ITEM, text) is not None for text in texts for c in text[:1]]


def _are_fields(texts: Sequence[str]) -> list[bool]:
    return [len(text) <= _FIELD_CHARS and re.match(_FIELD, text) is not None for text in texts]
