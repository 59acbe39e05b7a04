"""The labelled lines that the classifier of plain text learns from, as arrays. Needs numpy; only for training."""

from __future__ import annotations

import gzip
import json
import random
import re
import zlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import numpy as np

from cleaner.classify.lines.features import FEATURES, depth, surface
from cleaner.model import Document, Removal
from cleaner.read.text import read_text
from cleaner.view import View

KEEP, RESIDUE, MIXED, NONE = 0, 1, 2, -1
_LABELS = {"keep": KEEP, "residue": RESIDUE, "mixed": MIXED}
BODIES = ("fundus", "readability", "newspaper4k", "magic_html", "wcxb_article")
_FLATTENED = ("bs4_get_text", "bs4_article", "bs4_p", "newspaper4k", "trafilatura")  # by " ".join
_CASELESS = {c: chr(0x915 + i % 33) for i, c in enumerate([*range(97, 123), *range(0xDF, 0xF7), *range(0xF8, 0x100)])}


@dataclass(frozen=True, slots=True)
class Text:
    """One text to learn from.

    Args:
        part: folder of the corpus that it comes from.
        id: its id there.
        scraper: what made it; ``gold`` for a clean body.
        variant: ``raw``, ``cleaned`` (most residue gone, as a second round sees it), ``caseless``
            (letters replaced by ones without case), ``flat`` (on one line, its blocks found again), ``flat-cleaned``,
            ``markdown``, ``markdown-cleaned``, ``gold`` or ``flat-gold``.
        domain: web domain of the page; texts of one domain are never on both sides of a split.
    """

    part: str
    id: str
    scraper: str
    variant: str
    domain: str


Measured = tuple[Text, np.ndarray, np.ndarray, np.ndarray]


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for line in f:
            yield json.loads(line)


def chance(key: str, one_in: int) -> bool:
    """Whether `key` is among one in `one_in`; the same in every run."""
    return zlib.crc32(key.encode()) % one_in == 0


def labels(document: Document, row: dict[str, Any]) -> list[int]:
    """The label of each block of `document`, made of the text of a noisy row."""
    by_line = {label["i"]: _LABELS[label["label"]] for label in row["labels"]}
    found, at, line = [], 0, 0
    for block in document.blocks:
        line += document.text.count("\n", at, block.start)
        at = block.start
        found.append(by_line.get(line, NONE))
    return found


def _cleaned(document: Document, given: Sequence[int], rng: random.Random) -> tuple[View, list[int]]:
    left = rng.choice([0, 0, 0.03, 0.15])
    gone = [(x == RESIDUE and rng.random() >= left) or (x == MIXED and rng.random() < 0.3) for x in given]
    pairs = list(zip(document.blocks, given, gone, strict=True))
    cuts = [Removal(b.start, b.end, "", "boilerplate", "", "") for b, _, cut in pairs if cut]
    return View(document, cuts), [x for _, x, cut in pairs if not cut]


def _measured(text: Text, view: View, given: Sequence[int]) -> Measured:
    n = len(view.blocks)
    measures = {**surface(view), **depth(view, range(n))}
    columns = [measures[name] for name in FEATURES]
    wide = [np.full(n, c, np.float32) if isinstance(c, int | float) else np.asarray(c, np.float32) for c in columns]
    chars = np.array([b.end - b.start for b in view.blocks], np.int32)
    return text, np.column_stack(wide), np.array(given, np.int8), chars


def _of_row(job: tuple[str, str, dict[str, Any]]) -> list[Measured]:
    part, domain, row = job
    id_, scraper = row["id"], row["scraper"]
    document = read_text(row["text"])
    given = labels(document, row)
    found = [_measured(Text(part, id_, scraper, "raw", domain), View(document), given)]
    small = part == "dev"
    if RESIDUE in given and (small or chance(id_ + "cleaned", 4)):
        view, left = _cleaned(document, given, random.Random(zlib.crc32(id_.encode())))
        if left:
            found.append(_measured(Text(part, id_, scraper, "cleaned", domain), view, left))
    if chance(id_ + "caseless", 6 if small else 25):
        caseless = View(read_text(row["text"].lower().translate(_CASELESS)))
        if len(caseless.blocks) == len(given):
            found.append(_measured(Text(part, id_, scraper, "caseless", domain), caseless, given))
    if scraper in _FLATTENED and (small or chance(id_ + "flat", 3)):
        flat, given = _flat([document.text[b.start : b.end] for b in document.blocks], given, id_)
        found.append(_measured(Text(part, id_, scraper, "flat", domain), View(flat), given))
        if RESIDUE in given and chance(id_ + "cleaned", 2):
            view, left = _cleaned(flat, given, random.Random(zlib.crc32(id_.encode())))
            if left:
                found.append(_measured(Text(part, id_, scraper, "flat-cleaned", domain), view, left))
    return found


def _flat(lines: Sequence[str], given: Sequence[int], key: str) -> tuple[Document, list[int]]:
    """`lines` on one line as scrapers leave them, a third of them glued, and the labels of the blocks found again."""
    gap = "" if chance(key + "glued", 3) else " "
    document = read_text(gap.join(lines), repairs="none", shape="flat")
    ends = list(accumulate(len(line) + len(gap) for line in lines))
    found = []
    for block in document.blocks:
        chars: Counter[int] = Counter()
        for i in range(bisect_right(ends, block.start), len(lines)):
            start = ends[i] - len(lines[i]) - len(gap)
            if start >= block.end:
                break
            chars[given[i]] += min(block.end, ends[i]) - max(block.start, start)
        found.append(_label_of(chars))
    return document, found


def _of_markdown(job: tuple[str, str, dict[str, Any]]) -> list[Measured]:
    """A page as Markdown: its lines are not labelled, but what of a block's words the body has tells."""
    part, domain, row = job
    document = read_text(row["text"], repairs="none", shape="markdown")
    body = _runs(row["gold"]) | _runs(row.get("summary") or "")
    given = []
    for block in document.blocks:
        runs = _runs(block.of(document.text))
        share = len(runs & body) / len(runs) if runs else -1.0
        given.append(NONE if share < 0 else KEEP if share > 0.7 else RESIDUE if share < 0.1 else MIXED)
    if not document.blocks:
        return []
    found = [_measured(Text(part, row["id"], row["scraper"], "markdown", domain), View(document), given)]
    if RESIDUE in given and chance(row["id"] + "cleaned", 3):
        view, left = _cleaned(document, given, random.Random(zlib.crc32(row["id"].encode())))
        if left:
            found.append(_measured(Text(part, row["id"], row["scraper"], "markdown-cleaned", domain), view, left))
    return found


def _runs(text: str | list[str]) -> set[tuple[str, ...]]:
    """The runs of three words in `text`; of a shorter text the whole."""
    words = re.findall(r"\w+", (text if isinstance(text, str) else " ".join(text)).casefold())
    return {tuple(words[i : i + 3]) for i in range(max(1, len(words) - 2))} if words else set()


def _label_of(chars: Counter[int]) -> int:
    """The label of a block that may hold parts of several lines: body unless hardly any of it is."""
    size = chars.total()
    if chars[MIXED] + chars[NONE] > 0.5 * size:
        return MIXED
    if chars[KEEP] >= 0.5 * size:
        return KEEP
    return RESIDUE if chars[RESIDUE] >= 0.8 * size else MIXED


def _of_page(job: tuple[str, str, dict[str, Any]]) -> list[Measured]:
    part, domain, page = job
    body = [p for p in page["gold"]["body"] if p.strip()]
    found = []
    for name, gap in (("gold", "\n\n"), ("gold-tight", "\n")):
        view = View(read_text(gap.join(body)))
        if view.blocks:
            found.append(_measured(Text(part, page["id"], name, "gold", domain), view, [KEEP] * len(view.blocks)))
    if body:
        flat, given = _flat([p.strip() for p in body], [KEEP] * len(body), page["id"])
        found.append(_measured(Text(part, page["id"], "gold-flat", "flat-gold", domain), View(flat), given))
    return found


def measure(corpus: Path, parts: Sequence[str], jobs: int) -> Iterator[Measured]:
    """All texts of `parts` (folders of `corpus`), measured."""
    with Pool(jobs) as pool:
        for part in parts:
            pages = {p["id"]: p for p in rows(corpus / part / "pages.jsonl.gz")}
            noisy = rows(corpus / part / "noisy.jsonl.gz")
            for found in pool.imap(_of_row, ((part, pages[r["page"]]["domain"], r) for r in noisy), 16):
                yield from found
            shaped = (r for r in rows(corpus / part / "shapes.jsonl.gz") if r["shape"] == "markdown")
            few = (r for r in shaped if part == "dev" or chance(r["id"] + "markdown", 4))
            for found in pool.imap(_of_markdown, ((part, pages[r["page"]]["domain"], r) for r in few), 16):
                yield from found
            whole = (p for p in pages.values() if p["source"] in BODIES and p["gold"].get("body"))
            for found in pool.imap(_of_page, ((part, p["domain"], p) for p in whole), 16):
                yield from found
