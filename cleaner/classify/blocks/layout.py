"""A page's blocks with their totals: of each element, the main container, template groups."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cleaner.dom import Node, PageBlock
from cleaner.packs.scripts import UNSPACED

MANY = 5_000  # blocks, from which on what is known of them is kept small, which takes time
_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_PROSE_CHARS = 80
_HEAD = 1000  # characters of a block whose words are looked at
# Marks of the kind of page in its markup: a pattern, and whether the number of its matches counts.
_MARKS = {
    "news": '"NewsArticle"',
    "posting": '"BlogPosting"',
    "article": '"Article"',
    "product": '"Product"',
    "forum": "DiscussionForum",
    "items": '"ItemList"',
    "og_article": 'content="article"',
    "og_website": 'content="website"',
    "author": '"author"',
    "published": "article:published_time",
    "price": "price",
    "single": "single-post",
}
_COUNTED = {"articles": "<article", "times": "<time", "codes": "<code", "comments": 'class="comment'}
MARKS = (*_MARKS, *_COUNTED)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the page states about itself.

    Args:
        titles: its headline, in all its forms.
        stated: those of them that are in its head and not in its text.
        description: its own summary.
        body: the article's text for search engines; often truncated.
        marks: the marks of its kind in its markup, each with its number (0 or 1 where that does not matter).
        is_fragment: whether it has no head, because somebody has cut it out of a page.
        url: where it came from; empty if that is not known.
    """

    titles: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()
    description: str = ""
    body: str = ""
    marks: Mapping[str, int] = field(default_factory=dict)
    is_fragment: bool = False
    url: str = ""


def marks(html: str) -> dict[str, int]:
    """The marks of the kind of page in the markup `html`."""
    found = {name: int(text in html) for name, text in _MARKS.items()}
    return found | {name: html.count(text) for name, text in _COUNTED.items()}


@dataclass(slots=True)
class Total:
    """The totals of an element: characters, linked characters, characters of prose, blocks."""

    chars: int = 0
    linked: int = 0
    prose: int = 0
    blocks: int = 0


def _words(blocks: Sequence[PageBlock]) -> list[list[str]]:
    """The words at the beginning of each block, in small letters."""
    words = (_WORD.findall(b.text[:_HEAD].lower()) for b in blocks)
    if len(blocks) < MANY:
        return list(words)
    known: dict[str, str] = {}  # a word that stands in many blocks is held once
    return [[known.setdefault(word, word) for word in own] for own in words]


def _word_count(text: str, words: Sequence[str]) -> int:
    """The number of words of a block, of which `words` are the first; without spaces two characters are a word."""
    count = len(words) if len(text) <= _HEAD else len(_WORD.findall(text))
    unspaced = 0 if text.isascii() else len(_UNSPACED.findall(text)) // 2
    return max(1, count, unspaced)


class Layout:
    """A page's blocks, counted.

    Args:
        blocks: the text blocks in order; at least one.
        facts: what the page says of itself.
    """

    def __init__(self, blocks: Sequence[PageBlock], facts: Facts) -> None:
        self.blocks = blocks
        self.facts = facts
        self.sizes = [len(b.text) for b in blocks]
        self.density = [b.linked / n for b, n in zip(blocks, self.sizes, strict=True)]
        self.prose = [
            n if n >= _PROSE_CHARS and d < 0.4 and b.kind != "caption" else 0
            for b, n, d in zip(blocks, self.sizes, self.density, strict=True)
        ]
        self.words = _words(blocks)
        self.word_counts = [_word_count(b.text, w) for b, w in zip(blocks, self.words, strict=True)]
        self.all_chars = sum(self.sizes)
        self.all_prose = sum(self.prose) or 1
        self.totals: dict[Node, Total] = {}
        self._count()
        self.upward = sorted(self.totals, key=lambda n: -n.depth)
        self._add_up()
        self.main = self._deepest_with(0.5)
        self.core = self._deepest_with(0.8)
        self.groups: list[list[int]] = []
        self.group_of: list[int] = []
        self._group()

    def _count(self) -> None:
        for b, n, prose in zip(self.blocks, self.sizes, self.prose, strict=True):
            node: Node | None = b.node
            while node is not None and node not in self.totals:
                self.totals[node] = Total()
                node = node.parent
            own = self.totals[b.node]
            own.chars += n
            own.linked += b.linked
            own.prose += prose
            own.blocks += 1

    def _add_up(self) -> None:
        for node in self.upward:
            if node.parent is not None:
                own, up = self.totals[node], self.totals[node.parent]
                up.chars += own.chars
                up.linked += own.linked
                up.prose += own.prose
                up.blocks += own.blocks

    def _deepest_with(self, share: float) -> Node:
        """The deepest element that holds `share` of the page's prose."""
        need = share * self.all_prose
        best = self.upward[-1]
        for node, total in self.totals.items():
            if total.prose >= need and node.depth > best.depth:
                best = node
        return best

    def _group(self) -> None:
        """Blocks made by one template: same element and same attributes, in like elements."""
        numbers: dict[object, int] = {}
        for i, b in enumerate(self.blocks):
            up = b.node.parent
            key = (b.node.tag, b.node.label, up.tag if up else "", up.label if up else "")
            number = numbers.setdefault(key, len(numbers))
            if number == len(self.groups):
                self.groups.append([])
            self.groups[number].append(i)
            self.group_of.append(number)
