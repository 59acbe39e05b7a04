"""Pages of a sketch laid out for counting: tokens as numbers, with the places where units and blocks begin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cleaner.lines.sentences import MARKS, last_mark
from cleaner.sites.sketch import SampledPage
from cleaner.sites.tokens import Tokens, key_of, tokens, unit_starts

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
    tokens: Tokens
    ids: list[int]
    units: list[Unit]
    blocks: list[tuple[int, int]]

    def words(self, start: int, end: int) -> str:
        """The text of the tokens from `start` up to `end`."""
        return self.text[self.tokens.span(start, end)]


class _Block(NamedTuple):
    """A block by itself: its tokens, their numbers, and the tokens that its units begin with."""

    tokens: Tokens
    ids: list[int]
    starts: list[int]


class _Blocks(dict[str, _Block]):
    """Blocks by their text: what a site repeats is laid out once."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}  # of keys, in order of first use
        self._ids = _Ids(self._numbers)

    def __missing__(self, text: str) -> _Block:
        own = tokens(text)
        ids = [self._ids[written] for written in own.written]
        for i, slot in own.calendar.items():
            ids[i] = self._numbers.setdefault(slot, len(self._numbers))
        made = self[text] = _Block(own, ids, unit_starts(text, own) if ids else [])
        return made


class _Ids(dict[str, int]):
    """The number of the key of each token as it is written."""

    def __init__(self, numbers: dict[str, int]) -> None:
        self._numbers = numbers

    def __missing__(self, written: str) -> int:
        plain = written.isascii() and written.islower() and written.isalpha()
        key = written if plain else key_of(written)
        number = self[written] = self._numbers.setdefault(key, len(self._numbers))
        return number


def lay_out(pages: Iterable[SampledPage]) -> list[Laid]:
    """Each page, laid out."""
    known = _Blocks()
    return [_laid(page.blocks, known) for page in pages]


def _laid(blocks: Sequence[str], known: _Blocks) -> Laid:
    written: list[str] = []
    starts: list[int] = []
    calendar: dict[int, str] = {}
    ids: list[int] = []
    made: list[Unit] = []
    spans: list[tuple[int, int]] = []
    at = 0
    for text in blocks:
        block = known[text]
        first = len(ids)
        if block.ids:
            ends = [*block.starts[1:], len(block.ids)]
            made += [Unit(first + a, first + b, len(spans)) for a, b in zip(block.starts, ends, strict=True)]
            written += block.tokens.written
            starts += [at + start for start in block.tokens.starts]
            calendar |= {first + i: slot for i, slot in block.tokens.calendar.items()}
            ids += block.ids
            spans.append((first, len(ids)))
        at += len(text) + 1
    return Laid("\n".join(blocks), Tokens(written, starts, calendar), ids, made, spans)


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
        place = page.tokens.span(span.start, span.end)
        a, b = place.start, place.stop
        before, after = page.text[max(0, a - _CONTEXT) : a], page.text[b : b + _CONTEXT]
        middle = page.text[a:b]
        if b - a > 2 * _CONTEXT:
            middle = f"{middle[:_CONTEXT]} … {middle[-_CONTEXT:]}"
        return " ".join(f"{before}[[{middle}]]{after}".split())
