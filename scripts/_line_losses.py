"""What cutting lines at a score loses, and so how certain a score is. Only for training."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import numpy as np
from _line_table import PARTS, Table
from _line_views import KEEP

# What may go wrong at a `max_loss` of 1, by how it is measured: the share of body characters lost in texts of scrapers
# (new sites, and the rounds after the first, lose more than one look shows) and in wild texts, and the share of clean
# bodies that change at all.
SCRAPED, WILD_LOSS, HARMED = 1 / 1.4, 0.4, 14.0
LEAST = 0.98  # less certain cuts are never proposed
SURE = 1e-5  # no certainty is claimed beyond 1 less this

Calibration = dict[str, list[list[float]]]  # for lines as they came, and for restored blocks


def scraped_loss(table: Table, cut: np.ndarray, variant: str) -> float:
    """Share of body characters lost by cutting the lines `cut`: weighted mean over parts of the mean over scrapers."""
    owner, body = table.owner, (table.y == KEEP) * table.chars
    has, lost = (np.bincount(owner, v, len(table.texts)) for v in (body, body * cut))
    groups: dict[str, dict[str, np.ndarray]] = defaultdict(lambda: defaultdict(lambda: np.zeros(2)))
    for i, t in enumerate(table.texts):
        if t.variant == variant and t.part != "wild":
            groups[t.part][t.scraper] += (lost[i], has[i])
    shares = [np.mean([a / b for a, b in g.values()]) for g in groups.values()]
    return float(np.average(shares, weights=[PARTS[part] for part in groups]))


def wild_loss(table: Table, cut: np.ndarray, names: tuple[str, ...]) -> float:
    """Share of body characters of wild texts lost by cutting the lines `cut`."""
    among = np.array([t.scraper in names and "-" not in t.variant for t in table.texts])[table.owner]
    body = (table.y == KEEP) * table.chars * among
    return float((body * cut).sum() / body.sum())


def harmed(table: Table, cut: np.ndarray, variants: tuple[str, ...]) -> float:
    """Share of clean bodies, with known residue among them or not, that lose anything by cutting the lines `cut`."""
    texts = np.array([t.variant in variants for t in table.texts])
    lost = np.bincount(table.owner, cut & (table.y == KEEP), len(table.texts)) > 0
    return float(lost[texts].mean())


def calibrate(scores: np.ndarray, loss: Callable[[np.ndarray], float]) -> list[list[float]]:
    """Pairs of score and certainty, ascending: what is lost by cutting everything at or above the score."""
    pairs: list[list[float]] = []
    for score in np.arange(-1, 8.01, 0.1):
        lost = loss(scores >= score)
        if lost <= 1 - LEAST:
            pairs.append([round(float(score), 2), round(1 - max(lost, SURE), 6)])
        if lost == 0:
            break
    return pairs


def calibrations(table: Table, scores: np.ndarray) -> Calibration:
    """How certain a score is, for lines and for restored blocks: by the worst of what is measured."""

    def lines(cut: np.ndarray) -> float:
        wild = wild_loss(table, cut, ("lines",)) / WILD_LOSS
        return max(scraped_loss(table, cut, "raw") / SCRAPED, wild, harmed(table, cut, ("gold", "planted")) / HARMED)

    def restored(cut: np.ndarray) -> float:
        wild = wild_loss(table, cut, ("one-line", "flattened")) / WILD_LOSS
        return max(
            scraped_loss(table, cut, "flat") / SCRAPED, wild, harmed(table, cut, ("flat-gold", "flat-planted")) / HARMED
        )

    return {"lines": calibrate(scores, lines), "restored": calibrate(scores, restored)}
