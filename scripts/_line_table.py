"""What the classifier of plain text learns from, as one table, and what each line of it weighs. Only for training."""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
from _line_views import KEEP, RESIDUE, Text
from _text_lines import measure

FOLDS = 5
ONE_IN = {"dev": 1, "wcxb": 4}  # a page has up to eleven texts, much alike: some of them are enough to learn from
PARTS = {"dev": 1.0, "wcxb": 0.5, "wild": 1.0, "made": 0.1}
VARIANTS = {
    "raw": 1.0, "raw-cleaned": 0.5, "caseless": 0.3, "gold": 2.0, "flat": 0.7, "flat-cleaned": 0.3, "flat-gold": 1.2,
    "planted": 1.2, "planted-alone": 0.6, "flat-planted": 0.8, "flat-planted-alone": 0.3, "form": 1.2, "flat-form": 0.8,
    "raw-alone": 0.3, "raw-site": 0.3, "flat-site": 0.15,
    "markdown": 0.6, "markdown-cleaned": 0.2, "wrapped": 0.4, "wrapped-cleaned": 0.2,
}  # fmt: skip
WILD = {"lines": 2.0, "one-line": 2.0, "flattened": 1.0}  # the best teachers
WILD_STATES = {"cleaned": 0.5, "site": 0.5, "alone": 0.3}  # of that


@dataclass(frozen=True)
class Table:
    """All lines of all texts, one after the other."""

    texts: list[Text]
    starts: np.ndarray
    x: np.ndarray
    y: np.ndarray
    chars: np.ndarray

    @property
    def owner(self) -> np.ndarray:
        """The index of each line's text."""
        return np.repeat(np.arange(len(self.texts)), np.diff(self.starts))

    @property
    def fold(self) -> np.ndarray:
        """The fold of each line; a domain is wholly in one."""
        folds = np.array([fold_of(t.domain) for t in self.texts])
        return np.asarray(folds[self.owner])


def fold_of(domain: str) -> int:
    """The fold that a web domain is tested in."""
    return zlib.crc32(domain.encode()) % FOLDS


def load(corpus: Path) -> Table:
    """Measure the corpus."""
    texts, xs, ys, chars = [], [], [], []
    for text, x, y, n in measure(corpus, tuple(ONE_IN), 2, ONE_IN):
        texts.append(text)
        xs.append(x)
        ys.append(y)
        chars.append(n)
    starts = np.cumsum([0, *map(len, ys)])
    return Table(texts, starts, np.concatenate(xs), np.concatenate(ys), np.concatenate(chars))


def cached(corpus: Path, cache: Path | None) -> Table:
    """The measured corpus, from the file `cache` if it is there, else made and kept there."""
    if cache and cache.exists():
        with np.load(cache) as z:
            texts = [Text(*t) for t in json.loads(str(z["texts"]))]
            return Table(texts, z["starts"], z["x"], z["y"], z["chars"])
    table = load(corpus)
    if cache:
        kept = json.dumps([astuple(t) for t in table.texts])
        np.savez(cache, texts=np.array(kept), starts=table.starts, x=table.x, y=table.y, chars=table.chars)
    return table


def text_weight(text: Text) -> float:
    """What all texts of the kind of `text` weigh together."""
    if text.part != "wild":
        return PARTS[text.part] * VARIANTS[text.variant]
    return PARTS["wild"] * WILD[text.scraper] * WILD_STATES.get(text.variant.rpartition("-")[2], 1.0)


def line_weights(table: Table) -> np.ndarray:
    """What each line weighs: kinds of texts as said above, texts of a kind alike, in a text mostly by length."""
    kinds = defaultdict(list)
    for i, t in enumerate(table.texts):
        variant = t.variant if t.part != "wild" else t.variant.rpartition("-")[2] if "-" in t.variant else ""
        kinds[t.part, variant, t.scraper].append(i)
    of_text = np.zeros(len(table.texts))
    for members in kinds.values():
        of_text[members] = text_weight(table.texts[members[0]]) / len(members)
    owner = table.owner
    counts = (table.y == KEEP) | (table.y == RESIDUE)
    lines = np.maximum(1, np.bincount(owner, counts, len(table.texts)))
    chars = np.maximum(1, np.bincount(owner, counts * table.chars, len(table.texts)))
    weights = of_text[owner] * counts * (0.3 / lines[owner] + 0.7 * table.chars / chars[owner])
    return np.asarray(weights / weights[weights > 0].mean())
