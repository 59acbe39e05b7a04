"""Measures of a block's characters and phrases, of its copies, and of the articles around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from cleaner.classify.blocks.layout import Layout
from cleaner.dom import Node, handed_down
from cleaner.packs import look_up
from cleaner.trees import Column

_HEAD = 300  # characters of a block that are looked at
_SIGNS = frozenset("{}[]<>=;_|\\/#@&%$^~*")
_ADDRESS = re.compile(r"https?:|www\.|\w@\w")
_MOST = 9.0
_SHINGLE = 4  # words
_FAR = 30.0
_PHRASES = {
    name: float(i)
    for i, name in enumerate(
        ("ads", "share", "prompts", "comments", "cookies", "related", "tails", "media", "tags", "menu", "legal",
         "bylines", "timestamps", "captions"), 1)
}  # fmt: skip
_OTHERS = ("related", "tails")  # filters whose phrases stand above a list of other articles
_LONG = 8  # words from which on the text of a block is searched elsewhere


def texture(page: Layout) -> dict[str, Column]:
    """Columns: the share of capitals, digits and signs; how much was said before or will be; which article it is in."""
    made: dict[str, Column] = {}
    rows = [_characters(b.text[:_HEAD]) for b in page.blocks]
    made.update(zip(("capital", "digit", "sign", "addresses", "word"), map(list, zip(*rows, strict=True)), strict=True))
    made["said_before"] = _said(page.words)
    made["said_later"] = _said(page.words[::-1])[::-1]
    made["links"] = [float(min(20, sum([i.kind == "link" for i in b.inlines]))) for b in page.blocks]
    made["bold"] = [round(b.bold / n, 3) for b, n in zip(page.blocks, page.sizes, strict=True)]
    made.update(_articles(page))
    made.update(_phrases(page))
    return made


def _class_of(char: str) -> str:
    return (
        "A" if char.isupper() else "a" if char.isalpha() else "0" if char.isdigit() else "/" if char in _SIGNS else " "
    )


_CLASSES = "".join(map(_class_of, map(chr, range(128)))).encode() + bytes(128)  # of ASCII characters


def _characters(text: str) -> tuple[float, ...]:
    size = len(text)
    ascii_only = text.encode("ascii", "ignore")
    classes = ascii_only.translate(_CLASSES)
    capitals, digits, signs = classes.count(b"A"), classes.count(b"0"), classes.count(b"/")
    letters = capitals + classes.count(b"a")
    if len(ascii_only) < size:
        for c in set(text):
            if c > "\x7f":
                if c.isalpha():
                    letters += text.count(c)
                    capitals += text.count(c) if c.isupper() else 0
                elif c.isdigit():
                    digits += text.count(c)
    words = text.count(" ") + 1
    return (
        round(capitals / (letters or 1), 3), round(digits / size, 3), round(signs / size, 3),
        min(_MOST, len(_ADDRESS.findall(text)) if "http" in text or "www." in text or "@" in text else 0),
        round(min(40.0, size / words), 2),
    )  # fmt: skip


def _said(blocks: Sequence[Sequence[str]]) -> list[float]:
    """The share of each long block's shingles that stand in the blocks before it, in any order; -1 for short ones."""
    seen: set[tuple[str, ...]] = set()
    shares: list[float] = []
    for words in blocks:
        if len(words) < _LONG:
            shares.append(-1.0)
            continue
        own = list(zip(*(islice(words, k, None) for k in range(_SHINGLE)), strict=False))
        shares.append(round(sum(map(seen.__contains__, own)) / len(own), 3))
        seen.update(own)
    return shares


def _phrases(page: Layout) -> dict[str, Column]:
    """The phrases in a block, and the distance to the last heading of other articles."""
    kinds, certain, since = [], [], []
    last = _FAR
    for block, (_, hits) in zip(page.blocks, look_up([b.text for b in page.blocks]), strict=True):
        best = max(hits, key=lambda hit: hit.certainty, default=None)
        kinds.append(0.0 if best is None else float(_PHRASES.get(best.filter, len(_PHRASES) + 1)))
        certain.append(0.0 if best is None else best.certainty + (best.match == "line"))
        since.append(last)
        opens = any(hit.match == "line" and hit.filter in _OTHERS for hit in hits)
        last = 0.0 if opens else min(_FAR, last + 1) if block.kind != "heading" else last
    return {"phrase": kinds, "phrase_certainty": certain, "since_others": since}


def _articles(page: Layout) -> dict[str, Column]:
    """The number of the ``<article>`` element around a block, and of the headlines above it."""
    numbers: dict[Node, int] = {}
    outermost: dict[Node | None, Node | None] = {None: None}
    number, headlines, h1 = [], [], 0.0
    for block in page.blocks:
        outer = handed_down(block.node, outermost, _outermost_article)
        number.append(0.0 if outer is None else min(_MOST, numbers.setdefault(outer, len(numbers) + 1)))
        headlines.append(min(_MOST, h1))
        h1 += block.node.tag == "h1"
    return {"article_number": number, "headlines_above": headlines, "article_count": float(min(20, len(numbers)))}


def _outermost_article(around: Node | None, node: Node) -> Node | None:
    return node if around is None and node.tag == "article" else around
