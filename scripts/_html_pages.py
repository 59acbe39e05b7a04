"""Pages with gold as the classifier of blocks sees them. For training: needs a corpus folder and numpy."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import md5
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import numpy as np

from cleaner.classify.blocks.context import coverage_columns
from cleaner.classify.blocks.facts import page_facts
from cleaner.classify.blocks.features import Columns, columns
from cleaner.classify.blocks.labels import label_words, page_labels
from cleaner.classify.blocks.layout import Facts, Layout
from cleaner.classify.blocks.trafilatura import coverage, trafilatura_shares
from cleaner.dom import Node, PageBlock
from cleaner.metadata.html import from_html
from cleaner.page.blocks import page_blocks
from cleaner.page.tree import parse

Array = np.ndarray[Any, Any]
PARTS = ("dev", "wcxb", "extra")
_UP = 6  # elements above a block whose labels are counted for it
_PAGE_WEIGHT = 30.0
_STANDFIRST_WEIGHT = 0.3


@dataclass
class GoldPage:
    """One page: its blocks, what trafilatura took, and which blocks gold has."""

    id: str
    source: str
    domain: str
    gold: dict[str, Any]
    blocks: list[PageBlock]
    facts: Facts
    shares: list[float]
    layout: Layout
    known: Columns
    helped: Columns
    truth: Array | None = None
    weight: Array | None = None
    labels: dict[str, list[float]] = field(default_factory=dict)

    @property
    def has_body(self) -> bool:
        """Whether gold has the whole body, so that every block is known."""
        return bool(self.gold.get("body"))

    @property
    def words(self) -> set[str]:
        """All labels of the page."""
        return page_labels(self.layout)


def fold_of(domain: str, folds: int) -> int:
    """The fold of a web domain, the same in every run."""
    return int(md5(domain.encode(), usedforsecurity=False).hexdigest(), 16) % folds


def read_pages(corpus: Path, jobs: int) -> list[GoldPage]:
    """All pages of the corpus folder's parts of which any text can be read."""
    rows = [(str(corpus / part), row) for part in PARTS for row in _rows(corpus / part / "pages.jsonl.gz")]
    pages = []
    with Pool(jobs) as pool:
        for i, page in enumerate(pool.imap(_read, rows, chunksize=8), 1):
            print(f"\r{i} of {len(rows)} pages read", end="", file=sys.stderr)
            if page is not None:
                pages.append(page)
    print(file=sys.stderr)
    return pages


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _read(task: tuple[str, dict[str, Any]]) -> GoldPage | None:
    sys.setrecursionlimit(10_000)  # pickling elements goes up through their parents
    folder, row = task
    with gzip.open(Path(folder) / row["html"], "rt", encoding="utf-8", errors="replace", newline="") as file:
        original = file.read()
    root = parse(original).root
    blocks = page_blocks(root) if root is not None else []
    if root is None or not blocks:
        return None
    facts = page_facts(original, from_html(root, row["url"]))
    texts = [b.text for b in blocks]
    shares = trafilatura_shares(root, texts, fallbacks=False)
    layout = Layout(blocks, facts)
    page = GoldPage(
        row["id"], row["source"], row["domain"], row["gold"], blocks, facts, shares, layout, columns(layout),
        coverage_columns(layout, shares),
    )  # fmt: skip
    _mark(page, texts)
    return page


def _mark(page: GoldPage, texts: list[str]) -> None:
    """Set which blocks gold has, and what each weighs: the root of its words, every page the same."""
    if not page.has_body:
        return
    truth = np.array(coverage("\n".join(page.gold["body"]), texts)) >= 0.5
    weight = np.sqrt(np.maximum(1, np.array(page.layout.word_counts, float)))
    if page.gold.get("summary"):  # scorers take a page with and without it
        standfirst = np.array(coverage("\n".join(page.gold["summary"]), texts)) >= 0.5
        weight[standfirst & ~truth] *= _STANDFIRST_WEIGHT
        truth |= standfirst
    page.truth = truth.astype(float)
    page.weight = weight / weight.sum() * _PAGE_WEIGHT
    page.labels = _count_labels(page)


def _count_labels(page: GoldPage) -> dict[str, list[float]]:
    """For each label the weight of the blocks under it that gold has, and of all blocks under it."""
    assert page.truth is not None and page.weight is not None
    under: dict[Node, set[str]] = {}
    counts: dict[str, list[float]] = {}
    for block, true, weight in zip(page.blocks, page.truth, page.weight, strict=True):
        if block.node not in under:
            found: set[str] = set()
            node: Node | None = block.node
            for _ in range(_UP):
                if node is not None:
                    found.update(label_words(node))
                    node = node.parent
            under[block.node] = found
        for word in under[block.node]:
            count = counts.setdefault(word, [0.0, 0.0])
            count[0] += weight * true
            count[1] += weight
    return counts


def matrix(page: GoldPage, made: Columns, names: list[str] | tuple[str, ...]) -> Array:
    """The columns `names` of `made` side by side, one row a block."""
    n = len(page.blocks)
    wide = [np.full(n, c) if isinstance(c, int | float) else c for c in (made[name] for name in names)]
    return np.array(wide, np.float32).T


FIRST = list(columns(Layout([PageBlock("x", "paragraph", Node("p", None))], Facts())))
