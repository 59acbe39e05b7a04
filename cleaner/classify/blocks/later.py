"""Articles behind the article: loaded as the reader scrolls, or stacked in an archive, each with its own headline."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from cleaner.classify.blocks.layout import Layout
from cleaner.dom import Node
from cleaner.lines.dates import printed_dates

_WORD = re.compile(r"\w+")
# Share of a heading's words that stand in the page's title: from the first on it is the headline, from the second on
# it may be a form of it.
_SAME, _ALIKE = 0.75, 0.5
_NAMES = 0.5  # the same of the labels of elements that one template made
_BEFORE, _BEHIND = 2, 4  # blocks about a headline, among which its byline and date stand
_LINE_CHARS = 120
_LEAST_CHARS = 150  # of kept text in an article
_STAMPS = frozenset(("author", "authors", "byline", "date", "posted", "published", "time", "timestamp"))


def later_articles(layout: Layout, main: Sequence[bool]) -> frozenset[int]:
    """The kept blocks of articles behind the one that the page is about.

    An article is an element made by the same template as the first one, with a headline in the same place, which is
    not the page's, and a date, byline or address of its own. Parts of one article, entries of a live blog, posts of a
    thread and teasers in the text lack one of these.

    Args:
        layout: the page.
        main: whether each block is kept.
    """
    titles = [set(_WORD.findall(title.lower())) for title in layout.facts.stated]
    heads = [i for i, b in enumerate(layout.blocks) if b.kind == "heading"]
    titled = {i: max([_share(layout.words[i], title) for title in titles], default=0.0) for i in heads}
    first = next((i for i, (kept, prose) in enumerate(zip(main, layout.prose, strict=True)) if kept and prose), 0)
    own = next((i for i in reversed(heads) if i < first and titled[i] >= _SAME), None)
    if own is None:
        return frozenset()
    gone: set[int] = set()
    seen: set[Node] = set()
    for head in heads:
        if head <= own or titled[head] >= _ALIKE:
            continue
        root = _another(*(layout.blocks[i].node for i in (own, first, head)))
        if root is None or root in seen:
            continue
        seen.add(root)
        inside = _inside(layout, root, head)
        if any(main[inside.start : head]) or not _is_signed(layout, head, inside):
            continue
        if sum([layout.sizes[i] for i in inside if main[i]]) >= _LEAST_CHARS:
            gone.update(i for i in inside if main[i])
    return frozenset(gone)


def _share(words: Collection[str], title: Collection[str]) -> float:
    own = set(words)
    return len(own.intersection(title)) / len(own) if own else 0.0


def _another(own: Node, text: Node, head: Node) -> Node | None:
    """The element of the article that the element `head` is the headline of, if it is another than that of `own`.

    Args:
        own: the headline of the first article.
        text: a paragraph of that.
        head: a heading behind it.
    """
    if own.tag != head.tag or set(own.tokens) != set(head.tokens):
        return None
    for first, second in _side_by_side(own, head):
        names, others = set(first.tokens), set(second.tokens)
        made_alike = first.tag == second.tag and len(names & others) >= _NAMES * len(names | others)
        if made_alike and first.holds(text) and _steps(own, first) == _steps(head, second):
            return second
    return None


def _steps(node: Node, root: Node) -> list[str]:
    """The names of the elements from `node` up to `root`."""
    steps = []
    while node is not root and node.parent is not None:
        steps.append(node.tag)
        node = node.parent
    return steps


def _side_by_side(one: Node, other: Node) -> Iterator[tuple[Node, Node]]:
    """The elements around two others that stand side by side, and those in them that are called articles."""
    above = dict(_upward(one))
    for node, below in _upward(other):
        if node in above:
            yield above[node], below
            articles = [_article(one, node), _article(other, node)]
            if articles[0] is not None and articles[1] is not None:
                yield articles[0], articles[1]
            return


def _article(node: Node, end: Node) -> Node | None:
    """The outermost article around `node` that stands in `end`."""
    found = None
    while node is not end and node.parent is not None:
        found = node if node.tag == "article" else found
        node = node.parent
    return found


def _upward(node: Node) -> Iterator[tuple[Node, Node]]:
    """Each element around `node`, and the one in it that leads to `node`."""
    while node.parent is not None:
        yield node.parent, node
        node = node.parent


def _inside(layout: Layout, root: Node, i: int) -> range:
    """The blocks in `root`, of which `i` is one."""
    first, end = i, i + 1
    while first > 0 and root.holds(layout.blocks[first - 1].node):
        first -= 1
    while end < len(layout.blocks) and root.holds(layout.blocks[end].node):
        end += 1
    return range(first, end)


def _is_signed(layout: Layout, head: int, inside: range) -> bool:
    """Whether a headline links to an article of its own, or a date or byline stands beside it."""
    addresses = [i.value for i in layout.blocks[head].inlines if i.kind == "link"]
    if 2 * layout.blocks[head].linked > layout.sizes[head] and any(a and not a.startswith("#") for a in addresses):
        return True
    for i in range(max(inside.start, head - _BEFORE), min(inside.stop, head + _BEHIND + 1)):
        block = layout.blocks[i]
        if i == head or layout.sizes[i] > _LINE_CHARS:
            continue
        if not _STAMPS.isdisjoint(block.node.tokens) or printed_dates(block.text):
            return True
    return False
