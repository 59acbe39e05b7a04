"""What trafilatura would keep of a page, told block by block."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WORD = re.compile(r"\w+")
_SHINGLE = 4


def chosen_by_trafilatura(root: HtmlElement, texts: Sequence[str]) -> list[float]:
    """For each of the blocks `texts` the share (0 to 1) of it that trafilatura has in its text."""
    from trafilatura import bare_extraction

    found = bare_extraction(root, include_comments=False, include_tables=True)
    text = getattr(found, "text", None)
    return coverage(text if isinstance(text, str) else "", texts)


def coverage(text: str, blocks: Sequence[str]) -> list[float]:
    """The share of each block that stands in `text`, a choice of the blocks in their order."""
    words = [_WORD.findall(b) for b in blocks]
    lines = [_WORD.findall(line) for line in text.split("\n")]
    shares = _by_line(words, lines)
    bag = Counter(s for line in lines for s in _shingles(line))
    flat = [w for line in lines for w in line]
    bag |= Counter(_shingles(flat))
    for i, block in enumerate(words):
        if shares[i] or len(block) < _SHINGLE:
            continue
        own = _shingles(block)
        shares[i] = sum(bag[s] > 0 for s in own) / len(own)
    return shares


def _shingles(words: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[i:] for i in range(_SHINGLE)), strict=False))


def _by_line(words: Sequence[list[str]], lines: Sequence[list[str]]) -> list[float]:
    """1 for each block that is a line of the text; of equal blocks the one that comes next."""
    places: dict[tuple[str, ...], list[int]] = {}
    for i, block in enumerate(words):
        if block:
            places.setdefault(tuple(block), []).append(i)
    shares = [0.0] * len(words)
    last = -1
    for line in lines:
        free = [i for i in places.get(tuple(line), ()) if not shares[i]]
        if free:
            at = next((i for i in free if i > last), free[-1])
            shares[at] = 1.0
            last = at
    return shares
