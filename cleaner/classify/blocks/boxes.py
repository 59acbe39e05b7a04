"""Boxes of an article that the page itself calls something else: comments, a biography, a disclaimer."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.dom import Node, PageBlock, handed_down

# Words of a class or id; a box is one of these that holds all words of a line.
_NAMES = tuple(
    frozenset(line.split())
    for line in (
        "comments", "author bio", "author box", "author info", "author card", "about author", "author description",
        "disclaimer", "disclosure",
    )
)  # fmt: skip
_FIRST = frozenset(word for words in _NAMES for word in words)
_PART = 0.3  # of the kept words; what holds more is the body, whatever its name


def boxes(blocks: Sequence[PageBlock], main: Sequence[bool], words: Sequence[int]) -> frozenset[int]:
    """The kept blocks in such boxes.

    Args:
        blocks: the page's text blocks in order.
        main: whether each is kept.
        words: how many words each has.
    """
    box_of: dict[Node | None, Node | None] = {None: None}
    found: dict[Node, list[int]] = {}
    for i, block in enumerate(blocks):
        if main[i] and (around := handed_down(block.node, box_of, _outermost)) is not None:
            found.setdefault(around, []).append(i)
    most = _PART * sum([n for n, is_main in zip(words, main, strict=True) if is_main]) if found else 0.0
    return frozenset(i for own in found.values() if sum([words[i] for i in own]) <= most for i in own)


def _outermost(around: Node | None, node: Node) -> Node | None:
    return around or (node if _is_named(node) else None)


def _is_named(node: Node) -> bool:
    if not node.label or _FIRST.isdisjoint(node.tokens):
        return False
    return any(name.issubset(node.tokens) for name in _NAMES)
