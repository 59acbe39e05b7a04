"""The choice of trafilatura, block by block."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cleaner.errors import ExtractorError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WORD = re.compile(r"\w+")
_SHINGLE = 4
# Some of its steps take quadratic time: a page of 100 000 paragraphs keeps it busy for minutes.
_MAX_ELEMENTS = 20_000
_MAX_CHARS = 2_000_000


def trafilatura_shares(root: HtmlElement, texts: Sequence[str], *, fallbacks: bool = True) -> list[float]:
    """For each of the blocks `texts` the share (0 to 1) of it that trafilatura has in its text.

    Args:
        root: the parsed page.
        texts: the text of its blocks.
        fallbacks: whether trafilatura may turn to other extractors, which take two thirds of its time.

    Raises:
        ExtractorError: the page is too large for trafilatura, or makes it fail.
    """
    elements = sum(1 for _ in root.iter())
    chars = sum(map(len, texts))
    if elements > _MAX_ELEMENTS or chars > _MAX_CHARS:
        raise ExtractorError(f"a page of {elements} elements and {chars} characters is too large for trafilatura")
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(root, include_comments=False, include_tables=True, fast=not fallbacks)
    except Exception as error:  # it may raise anything
        raise ExtractorError(f"trafilatura failed on this page ({type(error).__name__}: {error})") from error
    text = getattr(found, "text", None)
    return coverage(text if isinstance(text, str) else "", texts)


def coverage(text: str, blocks: Sequence[str]) -> list[float]:
    """The share of each block that stands in `text`, a choice of the blocks in their order."""
    words, lines = _words(blocks), _words(text.split("\n"))
    shares = _by_line(words, lines)
    bag = set(_shingles([w for line in lines for w in line.split()]))
    for i, block in enumerate(words):
        if not shares[i] and (own := _shingles(block.split())):
            shares[i] = sum(map(bag.__contains__, own)) / len(own)
    return shares


def _words(texts: Sequence[str]) -> list[str]:
    """The words of each text, with a blank between two: as one str they take a fifth of the memory."""
    return [" ".join(_WORD.findall(text)) for text in texts]


def _shingles(words: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[i:] for i in range(_SHINGLE)), strict=False))


def _by_line(words: Sequence[str], lines: Sequence[str]) -> list[float]:
    """1 for each block that is a line of the text; of equal blocks the one that comes next."""
    places: dict[str, list[int]] = {}
    for i, block in enumerate(words):
        if block:
            places.setdefault(block, []).append(i)
    shares = [0.0] * len(words)
    last = -1
    for line in lines:
        free = places.get(line)
        if free:
            k = min(bisect_right(free, last), len(free) - 1)
            last = free.pop(k)
            shares[last] = 1.0
    return shares
