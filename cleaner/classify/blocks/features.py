"""The first measures of the classifier of pages, as columns: a value for each block, or one for the page."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Sequence, Set
from itertools import accumulate
from math import log

from cleaner.classify.blocks.layout import MANY, MARKS, Layout
from cleaner.classify.blocks.links import link_columns
from cleaner.classify.blocks.texture import texture
from cleaner.dom import Node, handed_down
from cleaner.trees import Column

Columns = dict[str, Column]

_WORD = re.compile(r"\w+")
_FAR = 20.0
_AROUND = ("article", "main", "ul", "blockquote", "aside")
_COMMENTS = frozenset(("comment", "comments", "commentlist", "disqus", "replies", "respond"))
_WINDOW = 3  # blocks on either side
_HEAD = 120  # characters of a block by which its shape is measured


def columns(layout: Layout) -> Columns:
    """Every measure of the page's blocks that needs no weights.

    Args:
        layout: the page.
    """
    made: Columns = {}
    for part in (_own, _places, _elements, _containers, _groups, _claims, _page):
        part(layout, made)
        pack(made, len(layout.blocks))
    made.update(texture(layout))
    made.update(link_columns(layout))
    pack(made, len(layout.blocks))
    return made


def pack(columns: Columns, rows: int) -> None:
    """Put the columns of a large page into arrays, which hold a number in a fourth of the memory of a list."""
    for name, values in columns.items() if rows >= MANY else ():
        if isinstance(values, list):
            columns[name] = array("d", values)


def shifted(values: Sequence[float], by: int, blank: float) -> list[float]:
    """For each place the value `by` places further on, or `blank` beyond either end."""
    if by > 0:
        return [*values[by:], *[blank] * min(by, len(values))]
    return [*[blank] * min(-by, len(values)), *values[:by]]


_SHAPE = ("end", "first", "capitals", "breaks")


def _own(page: Layout, made: Columns) -> None:
    blocks = page.blocks
    made["size"] = size = [log(n) for n in page.sizes]
    made["density"] = page.density
    _put(made, _SHAPE, [_shape(b.text) for b in blocks])
    made["heading"] = [_LEVELS.get(b.node.tag, 7) for b in blocks]
    for kind in ("caption", "code"):
        made[f"is_{kind}"] = [b.kind == kind for b in blocks]
    made["tag_div"] = [b.node.tag == "div" for b in blocks]
    made["hidden"] = [b.node.hidden for b in blocks]
    for k in (-1, 1):
        made[f"size{k:+d}"] = shifted(size, k, -1.0)
    made["density+1"] = shifted(page.density, 1, -1.0)


_LEVELS = {f"h{i}": i for i in range(1, 7)}
_ENDS = {**dict.fromkeys('.!?。!?…”"»“)', 2), **dict.fromkeys(":;,-–", 1)}


def _shape(text: str) -> tuple[float, ...]:
    words = text[:_HEAD].split(None, 12)[:12]
    c = text[0]
    first = 2 if c.isupper() else 1 if c.islower() else 0 if c.isdigit() else 3
    capitals = sum([w[0].isupper() for w in words]) / (len(words) or 1)
    return (_ENDS.get(text[-1], 0), first, capitals, min(9, text.count("\n")))


def _places(page: Layout, made: Columns) -> None:
    n = len(page.blocks)
    made["from_end"] = [log(n - i) for i in range(n)]
    sums = list(accumulate(page.prose, initial=0))
    chars = list(accumulate(page.sizes, initial=0))
    made["prose_before"] = [s / page.all_prose for s in sums[:-1]]
    made["until_prose"] = _since(page.prose[::-1])[::-1]
    long = [p > 250 for p in page.prose]
    made["until_long"] = _since(long[::-1])[::-1]
    made["since_heading"] = _since([b.kind == "heading" for b in page.blocks])
    spans = [(max(0, i - _WINDOW), min(n, i + _WINDOW + 1)) for i in range(n)]
    made["window"] = [(sums[b] - sums[a]) / (chars[b] - chars[a]) for a, b in spans]


def _since(flags: Iterable[object]) -> list[float]:
    """The number of blocks since the last flagged one before each."""
    out, last = [], _FAR
    for flag in flags:
        out.append(last)
        last = 0.0 if flag else min(_FAR, last + 1)
    return out


def _by_node(page: Layout, compute: Callable[[Node], tuple[float, ...]]) -> list[tuple[float, ...]]:
    memo: dict[Node, tuple[float, ...]] = {}
    for b in page.blocks:
        if b.node not in memo:
            memo[b.node] = compute(b.node)
    return [memo[b.node] for b in page.blocks]


def _put(made: Columns, names: Sequence[str], rows: Sequence[tuple[float, ...]]) -> None:
    made.update(zip(names, map(list, zip(*rows, strict=True)), strict=True))


def _elements(page: Layout, made: Columns) -> None:
    """The distance to each significant element above a block, and the depth of the block."""
    memo: dict[Node | None, tuple[float, ...]] = {None: (_FAR,) * (len(_AROUND) + 1)}

    def below(around: tuple[float, ...], node: Node) -> tuple[float, ...]:
        steps = [d + 1 if d < _FAR else _FAR for d in around]
        if (tag := "ul" if node.tag == "ol" else node.tag) in _AROUND:
            steps[_AROUND.index(tag)] = 0.0
        if node.label and not _COMMENTS.isdisjoint(node.tokens):
            steps[-1] = 0.0
        return tuple(steps)

    _put(
        made, [f"up_{name}" for name in (*_AROUND, "comments")], [handed_down(b.node, memo, below) for b in page.blocks]
    )
    made["depth"] = [b.node.depth for b in page.blocks]


_HELD = (
    "chars_1",
    "linked_1",
    "share_1",
    "blocks_1",
    "chars_2",
    "share_2",
    "chars_3",
    "linked_3",
    "share_3",
    "purity_3",
)
_BRANCHES = {
    "main": ("off", "down", "chars", "linked", "purity"),
    "core": ("off", "chars", "linked", "blocks", "purity"),
}


def _containers(page: Layout, made: Columns) -> None:
    """The contents of the elements around a block, and its relation to the main container."""
    memo: dict[Node, tuple[float, ...]] = {}

    def held(node: Node) -> tuple[float, ...]:
        if node not in memo:
            t = page.totals[node]
            size = t.chars or 1
            memo[node] = (
                log(1 + t.chars),
                t.linked / size,
                t.prose / page.all_prose,
                min(t.blocks, 50),
                t.prose / size,
            )
        return memo[node]

    def around(node: Node) -> tuple[float, ...]:
        one = node.parent or node
        two = one.parent or one
        chars, _, share, _, _ = held(two)
        upper = held(two.parent or two)
        return (*held(one)[:4], chars, share, *upper[:3], upper[4])

    _put(made, _HELD, _by_node(page, around))
    for name, main in (("main", page.main), ("core", page.core)):
        branches = dict(zip(_BRANCH, zip(*_branches(page, main), strict=True), strict=True))
        for what in _BRANCHES[name]:
            made[f"{name}_{what}"] = list(branches[what])


_BRANCH = ("off", "down", "chars", "linked", "blocks", "purity")


def _branches(page: Layout, main: Node) -> list[tuple[float, ...]]:
    """For each block its distance from `main`, and the contents of the branch where it leaves main's line."""
    line: dict[Node, int] = {}
    node: Node | None = main
    while node is not None:
        line[node] = main.depth - node.depth
        node = node.parent

    def branch(node: Node) -> tuple[float, ...]:
        below = at = node
        while at not in line and at.parent is not None:
            below, at = at, at.parent
        t = page.totals[below]
        size = t.chars or 1
        off, down = line[at], node.depth - at.depth
        return (off, down, log(1 + t.chars), t.linked / size, min(50, t.blocks), t.prose / size)

    return _by_node(page, branch)


def _groups(page: Layout, made: Columns) -> None:
    """Measures of the group of blocks made by the same template, and how often a text is repeated."""
    rows = []
    for members in page.groups:
        size = sum([page.sizes[i] for i in members])
        prose = sum([page.prose[i] for i in members])
        linked = sum([page.blocks[i].linked for i in members])
        span = (members[-1] - members[0] + 1) / len(page.blocks)
        count = len(members)
        rows.append((log(count), log(size / count), linked / size, prose / page.all_prose, prose / size, span))
    names = [f"group_{x}" for x in ("count", "size", "linked", "share", "purity", "span")]
    _put(made, names, [rows[g] for g in page.group_of])
    seen: dict[str, int] = {}
    for b in page.blocks:
        seen[b.text] = seen.get(b.text, 0) + 1
    made["copies"] = [float(min(5, seen[b.text])) for b in page.blocks]


def _claims(page: Layout, made: Columns) -> None:
    """How the blocks agree with the headline, summary and body that the page claims."""
    titles = [set(_WORD.findall(t.lower())) for t in page.facts.titles]
    alike = []
    for words in page.words:
        own = set(words) if len(words) <= 40 else set()
        alike.append(max([len(own & t) / len(own | t) for t in titles], default=0.0) if own else 0.0)
    made["title"] = alike
    best = max(range(len(alike)), key=lambda i: (round(alike[i], 1), -i))
    if alike[best] < 0.3:
        made["from_title"] = -99.0
    else:
        made["from_title"] = [log(1 + i - best) if i >= best else -log(1 + best - i) for i in range(len(alike))]
    for name, text in (("summary", page.facts.description), ("body", page.facts.body)):
        tokens = _WORD.findall(text.lower())
        bag = frozenset(zip(tokens, tokens[1:], tokens[2:], strict=False))
        made[name] = [_covered(words, bag) for words in page.words] if bag else -1.0


def _covered(words: Sequence[str], bag: Set[tuple[str, str, str]]) -> float:
    if len(words) < 3:
        return -0.5
    return sum([s in bag for s in zip(words, words[1:], words[2:], strict=False)]) / (len(words) - 2)


def _page(page: Layout, made: Columns) -> None:
    chars = page.all_chars
    made["page_blocks"] = log(len(page.blocks))
    made["page_chars"] = log(chars)
    made["page_prose"] = log(page.all_prose)
    made["page_purity"] = page.all_prose / chars
    made["page_linked"] = sum([b.linked for b in page.blocks]) / chars
    made["page_longest"] = log(1 + max(page.prose))
    for kind in ("heading", "table", "list_item"):
        sizes = [n for b, n in zip(page.blocks, page.sizes, strict=True) if b.kind == kind]
        made[f"page_{kind}"] = sum(sizes) / chars
        made[f"page_{kind}s"] = log(1 + len(sizes))
    made["page_main"] = page.totals[page.main].prose / page.all_prose
    made["page_body"] = float(bool(page.facts.body))
    for name in MARKS:
        made[f"page_{name}"] = log(1 + page.facts.marks.get(name, 0))
