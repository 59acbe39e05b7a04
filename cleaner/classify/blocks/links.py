"""Measures of where links lead, and of the like elements around a block: what tells teasers from paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import log

from cleaner.classify.blocks.layout import Layout
from cleaner.classify.blocks.rows import rows
from cleaner.dom import Node, PageBlock
from cleaner.trees import Column

LINKS = (
    "density-1", "head_density", "linked_2", "slug", "slug-1", "slug+1", "row_count", "row_size", "row_slugs",
    "row_share",
)  # fmt: skip
# What addresses of stories hold and those of sections do not: words joined by hyphens, a long number, a date.
_STORY = re.compile(r"(?i)(?<![a-z0-9])[a-z0-9]++(?:[-_][a-z0-9]++){3}|\d{6}|/\d{4}/\d\d?/")
_ADDRESS = 500  # characters of an address that are looked at
_WHOLE = 0.5  # share of a block in links, from which on it is a link
_UNDER = 3  # blocks below a heading that stand under it


def addresses(block: PageBlock) -> list[str]:
    """Where the links of a block lead."""
    return [inline.value for inline in block.inlines if inline.kind == "link"]


def leads_to_story(block: PageBlock) -> bool:
    """Whether a link of `block` leads to what may be an article."""
    return any(_STORY.search(address[:_ADDRESS]) for address in addresses(block))


def link_columns(layout: Layout) -> dict[str, Column]:
    """The columns `LINKS`.

    Args:
        layout: the page.
    """
    made: dict[str, Column] = {"density-1": [-1.0, *layout.density[:-1]]}
    made["head_density"] = _above(layout)
    grand = [(one.parent or one) for one in [b.node.parent or b.node for b in layout.blocks]]
    made["linked_2"] = [layout.totals[node].linked / (layout.totals[node].chars or 1) for node in grand]
    slugs = [
        (1.0 if density >= _WHOLE else 0.5) if block.linked and leads_to_story(block) else 0.0
        for block, density in zip(layout.blocks, layout.density, strict=True)
    ]
    made |= {"slug": slugs, "slug-1": [-1.0, *slugs[:-1]], "slug+1": [*slugs[1:], -1.0]}
    found = _rows(layout, slugs)
    return made | dict(zip(LINKS[-4:], map(list, zip(*found, strict=True)), strict=True))


def _above(layout: Layout) -> list[float]:
    """How much of the heading right above each block is a link; -1 if there is none."""
    found: list[float] = []
    density, since = -1.0, _UNDER
    for block, own in zip(layout.blocks, layout.density, strict=True):
        since += 1
        found.append(density if since <= _UNDER else -1.0)
        if block.kind == "heading":
            density, since = own, 0
    return found


def _rows(layout: Layout, slugs: Sequence[float]) -> list[tuple[float, ...]]:
    """For each block its row of like elements: their number and size, the share with a story, and of the page."""
    like = rows(layout.blocks, 2)
    row_of = {node: row for row, nodes in enumerate(like) for node in nodes}
    sizes, told = [0] * len(like), [set[Node]() for _ in like]
    held: list[set[Node]] = [set() for _ in like]
    innermost: list[int | None] = []
    for block, slug in zip(layout.blocks, slugs, strict=True):
        around: list[Node] = []
        node: Node | None = block.node
        while node is not None:
            if node in row_of:
                around.append(node)
            node = node.parent
        innermost.append(row_of[around[0]] if around else None)
        for node in around:
            row = row_of[node]
            sizes[row] += len(block.text)
            held[row].add(node)
            if slug == 1.0:
                told[row].add(node)
    measures = [
        (log(1 + len(h)), log(1 + size / max(1, len(h))), len(t) / max(1, len(h)), size / layout.all_chars)
        for size, h, t in zip(sizes, held, told, strict=True)
    ]
    return [(0.0, 0.0, 0.0, 0.0) if row is None else measures[row] for row in innermost]
