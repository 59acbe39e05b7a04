"""Pages of a sketch laid out for counting: tokens as numbers, with the places where units and blocks begin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cleaner.lines.sentences import MARKS, last_mark
from cleaner.sites.sketch import SampledPage
from cleaner.sites.tokens import Token, tokens, unit_starts

_CONTEXT = 40
_PAUSES = frozenset(",;")


class Unit(NamedTuple):
    """A sentence or label: its tokens are `start` to `end` of its page's; `block` is its block's place on the page."""

    start: int
    end: int
    block: int


class Span(NamedTuple):
    """Tokens `start` to `end` of page `page`."""

    page: int
    start: int
    end: int


class Laid(NamedTuple):
    """A page, laid out.

    Args:
        text: its blocks, one a line.
        tokens: its tokens, with their places in `text`.
        ids: the number of each token's key.
        units: its units, in order.
        blocks: the tokens of each block that has any, as spans.
    """

    text: str
    tokens: list[Token]
    ids: list[int]
    units: list[Unit]
    blocks: list[tuple[int, int]]


class Keys(dict[str, int]):
    """A number for each key, in order of first use."""

    def __missing__(self, key: str) -> int:
        number = self[key] = len(self)
        return number


def lay_out(pages: Iterable[SampledPage], keys: Keys) -> list[Laid]:
    """Each page, laid out."""
    return [_laid(page.blocks, keys) for page in pages]


def _laid(blocks: Sequence[str], keys: Keys) -> Laid:
    text = "\n".join(blocks)
    found: list[Token] = []
    made: list[Unit] = []
    spans: list[tuple[int, int]] = []
    at = 0
    for block in blocks:
        first = len(found)
        if own := tokens(text, at, at + len(block)):
            starts = unit_starts(block, own, at)
            ends = [*starts[1:], len(own)]
            made += [Unit(first + a, first + b, len(spans)) for a, b in zip(starts, ends, strict=True)]
            found += own
            spans.append((first, len(found)))
        at += len(block) + 1
    return Laid(text, found, [keys[t.key] for t in found], made, spans)


def is_sentence(text: str) -> bool:
    """Whether `text` ends as a sentence, or a part of one, does."""
    return (mark := last_mark(text)) in MARKS or mark in _PAUSES


class Pages(NamedTuple):
    """The pages of a site as laid out.

    Args:
        laid: each page.
        story: the number of each page's story; versions of one page share it.
        days: the ISO day on which each was published, as far as is known.
    """

    laid: list[Laid]
    story: list[int]
    days: Sequence[str | None]

    def example(self, span: Span) -> str:
        """A place with its context, in one line."""
        page = self.laid[span.page]
        a, b = page.tokens[span.start].start, page.tokens[span.end - 1].end
        before, after = page.text[max(0, a - _CONTEXT) : a], page.text[b : b + _CONTEXT]
        middle = page.text[a:b]
        if b - a > 2 * _CONTEXT:
            middle = f"{middle[:_CONTEXT]} … {middle[-_CONTEXT:]}"
        return " ".join(f"{before}[[{middle}]]{after}".split())
