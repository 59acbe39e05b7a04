"""The labelled lines that the judge of plain text learns from, as arrays. Needs numpy; only for training."""

from __future__ import annotations

import gzip
import json
import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
_CASELESS = {c: chr(0x915 + i % 33) for i, c in enumerate([*range(97, 123), *range(0xDF, 0xF7), *range(0xF8, 0x100)])}


@dataclass(frozen=True, slots=True)
class Text:
    """One text to learn from.

    Args:
        part: folder of the corpus that it comes from.
        id: its id there.
        scraper: what made it; ``gold`` for a clean body.
        variant: ``raw``, ``cleaned`` (most residue gone, as a second round sees it), ``caseless``
            (letters replaced by ones without case), or ``gold``.
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
    return found


def _of_page(job: tuple[str, str, dict[str, Any]]) -> list[Measured]:
    part, domain, page = job
    body = [p for p in page["gold"]["body"] if p.strip()]
    found = []
    for name, gap in (("gold", "\n\n"), ("gold-tight", "\n")):
        view = View(read_text(gap.join(body)))
        if view.blocks:
            found.append(_measured(Text(part, page["id"], name, "gold", domain), view, [KEEP] * len(view.blocks)))
    return found


def measure(corpus: Path, parts: Sequence[str], jobs: int) -> Iterator[Measured]:
    """All texts of `parts` (folders of `corpus`), measured."""
    with Pool(jobs) as pool:
        for part in parts:
            pages = {p["id"]: p for p in rows(corpus / part / "pages.jsonl.gz")}
            noisy = rows(corpus / part / "noisy.jsonl.gz")
            for found in pool.imap(_of_row, ((part, pages[r["page"]]["domain"], r) for r in noisy), 16):
                yield from found
            whole = (p for p in pages.values() if p["source"] in BODIES and p["gold"].get("body"))
            for found in pool.imap(_of_page, ((part, p["domain"], p) for p in whole), 16):
                yield from found
