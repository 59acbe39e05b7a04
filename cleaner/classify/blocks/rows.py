"""Elements of one make side by side: the posts of a thread, the products of a grid, the teasers of a list."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.dom import Node, PageBlock

_LEAST = 3  # elements, from which on they are a row
_NAMES = 2  # words of their labels that they must share; later ones tell odd from even, and who wrote a post
_PLAIN = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd", "pre", "br", "tbody", "body"))


def rows(blocks: Sequence[PageBlock], least: int = _LEAST) -> list[list[Node]]:
    """The rows of a page, each its elements in order.

    Args:
        blocks: the page's text blocks in order.
        least: how many elements of one parent with one tag and label make a row.
    """
    made: dict[tuple[object, ...], list[Node]] = {}
    seen: set[Node] = set()
    for block in blocks:
        node: Node | None = block.node
        while node is not None and node.parent is not None and node not in seen:
            seen.add(node)
            if node.tag not in _PLAIN:
                made.setdefault((node.parent, node.tag, node.tokens[:_NAMES]), []).append(node)
            node = node.parent
    return [row for row in made.values() if len(row) >= least]
