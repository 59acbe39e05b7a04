"""The account of a cleaning: where in the input, as it was given, stands what was taken away or put right, and why."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from cleaner._io.show import shortened
from cleaner.model import Document, Removal
from cleaner.splice import Origin, Span

_NEAR = 100_000  # characters of markup in which the text of a block is looked for
_WORDS = 40  # characters of it that are looked for
_SHOWN = 100  # characters of a removal
_MARKUP = re.compile(r"(?is)<(script|style|head|title)\b.*?</\1\s*>|<!--.*?-->|<[^<>]*>")


def account(document: Document, removals: Sequence[Removal]) -> Iterator[tuple[int, str]]:
    """The line of the input, from 1, of each removal and repair, and what it is, in order.

    Args:
        document: the article as read.
        removals: what was taken away; layout among it is passed over.
    """
    entries: list[tuple[int, str]] = []
    for e, at in zip(document.repairs, repair_places(document), strict=True):
        entries.append((at, f"repair/{e.rule}: {e.before!r} -> {e.replacement!r}"))
    for r, (at, _) in zip(removals, places(document, removals), strict=True):
        if r.kind != "layout":
            reasons = f" ({'; '.join(r.reasons)})" if r.reasons else ""
            entries.append((at, f"{r.filter}/{r.rule}: {shortened(r.text, _SHOWN)}{reasons}"))
    line, seen = 1, 0
    for at, what in sorted(entries, key=lambda one: one[0]):
        line, seen = line + document.original.count("\n", seen, at), at
        yield line, what


def places(document: Document, removals: Sequence[Removal]) -> list[Span]:
    """Where on `document.original` each of `removals` stands; for a page as nearly as can be told."""
    if document.kind == "text":
        origin = Origin(document.repairs)
        return [origin.span(r.start, r.end) for r in removals]
    page = _bare(document.original)
    blocks, found = _blocks(page, document)
    spans: list[Span] = []
    for r in removals:
        i = bisect_right(blocks, r.start) - 1
        at = found[i][0] if i >= 0 else 0
        spans.extend(_found(page, [r.text], at))
    return spans


def repair_places(document: Document) -> list[int]:
    """Where on `document.original` each of its repairs begins; of a page, where the block begins that it is in."""
    if document.kind == "text":
        return [e.start for e in document.repairs]
    starts, found = _blocks(_bare(document.original), document)
    return [found[max(0, bisect_right(starts, at) - 1)][0] for at in Origin(document.repairs).starts]


def _bare(page: str) -> str:
    """`page` with blanks for its markup."""
    return _MARKUP.sub(lambda m: " " * len(m[0]), page)


def _blocks(page: str, document: Document) -> tuple[list[int], list[Span]]:
    """The start of each block of `document`, and where its first words stand in `page`."""
    texts = [document.text[b.start : b.end] for b in document.blocks]
    return [b.start for b in document.blocks], list(_found(page, texts, 0))


def _found(page: str, texts: Sequence[str], at: int) -> Iterator[Span]:
    """Where each of `texts` begins in `page`, behind the one before, and how much of it was found there.

    Markup, line breaks and entities may stand between any two words: as many of the first as can be are looked for.
    """
    for text in texts:
        words = text.strip().split("\n", 1)[0][:_WORDS].strip()
        hit = page.find(words, at, at + _NEAR) if words else -1
        while words and hit < 0:
            words = words.rpartition(" ")[0]
            hit = page.find(words, at, at + _NEAR) if words else -1
        if words:
            yield hit, hit + len(words)
            at = hit + len(words)
        else:
            yield at, at
