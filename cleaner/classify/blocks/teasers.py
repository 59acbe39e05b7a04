"""Teasers of other articles among the paragraphs of one: rows of cards, and lists of links to stories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cleaner.classify.blocks.links import addresses, leads_to_story
from cleaner.classify.blocks.rows import rows
from cleaner.dom import Node, PageBlock
from cleaner.hosts import host_of
from cleaner.packs.scripts import is_unspaced_char

_LEAST = 2  # teasers
_MOST = 0.7  # share of a row's elements, or of a list's items, that must be teasers
_CHARS = 20  # of a headline that is linked as a whole
_CARD = 600  # characters of the longest teaser
_WHOLE = 0.8  # share of a headline's characters in links
_LINKED = 0.6  # share of a list's
_NEXT = 20  # blocks around those that are kept
_ITEM = 25  # characters of a list's items, on average
_PART = 0.25  # of the kept words
_LISTS = frozenset(("ul", "ol"))


def teasers(
    blocks: Sequence[PageBlock],
    main: Sequence[bool],
    probabilities: Sequence[float],
    words: Sequence[int],
    thresholds: Mapping[str, float],
    url: str = "",
) -> frozenset[int]:
    """The kept blocks that tease other articles, with the heading above them if nothing else stands under it.

    None if they are a good part of what is kept: the page may be about them.

    Args:
        blocks: the page's text blocks in order.
        main: whether each is kept.
        probabilities: how likely (0 to 1) each is main content.
        words: how many words each has.
        thresholds: the mean probability below which a ``row`` of cards or a ``list`` of links is no body.
        url: the page's address; what leads to other sites is a source, and no teaser.
    """
    found: set[int] = set()
    if not _may_tease(blocks, main):
        return frozenset()
    own = host_of(url)
    for kind, group in (*_cards(blocks, main), *_lists(blocks, main)):
        if own and any(_leads_away(a, own) for i in group for a in addresses(blocks[i])):
            continue
        size = sum([words[i] for i in group])
        if sum([words[i] * probabilities[i] for i in group]) < thresholds[kind] * size:
            found.update(group)
    teasing = frozenset(i for i in found | _headings(blocks, main, found) if main[i])
    kept = sum([n for n, is_main in zip(words, main, strict=True) if is_main])
    return teasing if sum([words[i] for i in teasing]) <= _PART * kept else frozenset()


def _may_tease(blocks: Sequence[PageBlock], main: Sequence[bool]) -> bool:
    """Whether a headline that is a link stands among the kept blocks, or next to them; on most pages none does."""
    kept = [i for i, is_main in enumerate(main) if is_main]
    return bool(kept) and any(map(_is_linked, blocks[max(0, kept[0] - _NEXT) : kept[-1] + _NEXT]))


def _is_linked(block: PageBlock) -> bool:
    return block.linked >= _LINKED * len(block.text) and _width(block.text) >= _CHARS


def _cards(blocks: Sequence[PageBlock], main: Sequence[bool]) -> Iterator[tuple[str, list[int]]]:
    """The blocks of each row of elements that hold little more than a linked headline."""
    row_of = {node: row for row, nodes in enumerate(rows(blocks, _LEAST)) for node in nodes}
    cards: dict[Node, list[int]] = {}
    for i, block in enumerate(blocks):
        node: Node | None = block.node
        while node is not None and node not in row_of:
            node = node.parent
        if node is not None:
            cards.setdefault(node, []).append(i)
    found: dict[int, list[list[int]]] = {}
    for node, card in cards.items():
        found.setdefault(row_of[node], []).append(card)
    for row in found.values():
        teasing = [card for card in row if _is_card([blocks[i] for i in card])]
        if len(teasing) >= max(_LEAST, _MOST * len(row)) and any(main[i] for card in teasing for i in card):
            yield "row", [i for card in teasing for i in card]


def _is_card(card: Sequence[PageBlock]) -> bool:
    return sum([len(b.text) for b in card]) <= _CARD and any(
        _width(b.text) >= _CHARS and b.linked >= _WHOLE * len(b.text) and any(a[:1] != "#" for a in addresses(b))
        for b in card
    )


def _lists(blocks: Sequence[PageBlock], main: Sequence[bool]) -> Iterator[tuple[str, list[int]]]:
    """The items of each list of links to stories."""
    lists: dict[Node, list[int]] = {}
    for i, block in enumerate(blocks):
        node: Node | None = block.node if block.kind == "list_item" else None
        while node is not None and node.tag not in _LISTS:
            node = node.parent
        if node is not None:
            lists.setdefault(node, []).append(i)
    for items in lists.values():
        size = sum([len(blocks[i].text) for i in items])
        stories = sum([leads_to_story(blocks[i]) for i in items])
        linked = sum([blocks[i].linked for i in items])
        if (
            any(main[i] for i in items)
            and stories >= max(_LEAST, _WHOLE * len(items))
            and linked >= _LINKED * size
            and sum([_width(blocks[i].text) for i in items]) >= _ITEM * len(items)
        ):
            yield "list", items


def _width(text: str) -> int:
    """The characters of `text`; where no spaces stand between words one says as much as two elsewhere."""
    return len(text) if text.isascii() else len(text) + sum(map(is_unspaced_char, text))


def _leads_away(address: str, own: str) -> bool:
    host = host_of(address) if "//" in address else ""
    return bool(host) and f".{host}" not in f".{own}" and f".{own}" not in f".{host}"


def _headings(blocks: Sequence[PageBlock], main: Sequence[bool], teasing: set[int]) -> set[int]:
    """The headings above `teasing` blocks under which nothing else is kept."""
    kept = [i for i, is_main in enumerate(main) if is_main]
    found: set[int] = set()
    heading, empty, teased = -1, False, False
    for i in kept:
        if blocks[i].kind == "heading" and i not in teasing:
            if teased and empty:
                found.add(heading)
            heading, empty, teased = i, True, False
        elif i in teasing:
            teased = True
        else:
            empty = False
    return found | ({heading} if teased and empty else set())
