"""Train the classifier of plain text: `python scripts/train_lines.py --corpus DIR [--folds DIR]`.

DIR holds the folders ``dev`` and ``wcxb`` of the scraper clean-up corpus (noisy.jsonl.gz with labelled lines,
shapes.jsonl.gz, pages.jsonl.gz with gold bodies; in ``dev`` also wild.jsonl.gz with residue marked by hand). Needs
lightgbm and numpy. The weights are trained on everything; how certain a score is, is measured on models that never saw
the text's web domain or data set. ``--folds`` keeps those models too.

The classifier stands behind the phrases, so it is trained on what they leave: after a change of the packs or of the
filters in front of it, train it anew.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from _boosting import to_json
from _text_lines import KEEP, RESIDUE, Text, measure

from cleaner.classify.lines.evidence import GONE
from cleaner.classify.lines.features import FEATURES
from cleaner.classify.lines.guard import GUARDED_BY, Guard, demands, passed
from cleaner.classify.lines.sequence import PASSED, SEQUENCE, sequence

ONE_IN = {"dev": 1, "wcxb": 4}  # a page has up to eleven texts, much alike: some of them are enough to learn from
PARTS = {"dev": 1.0, "wcxb": 0.5, "wild": 1.0, "made": 0.3}
VARIANTS = {
    "raw": 1.0, "raw-cleaned": 0.5, "caseless": 0.3, "gold": 2.0, "flat": 0.7, "flat-cleaned": 0.3, "flat-gold": 1.2,
    "planted": 1.2, "flat-planted": 0.8, "form": 1.2, "flat-form": 0.8,
    "raw-site": 0.3, "flat-site": 0.15,
    "markdown": 0.6, "markdown-cleaned": 0.2, "wrapped": 0.4, "wrapped-cleaned": 0.2,
}  # fmt: skip
WILD = {"lines": 2.0, "one-line": 2.0, "flattened": 1.0}  # the best teachers
WILD_CLEANED, WILD_SITE = 0.5, 0.5  # of that
# The demands leave what is found at a given loss as it was, and move the loss away from lists and headings.
GUARD = Guard(near=2, few=2, several=2, clean=0.9, demand=1.0, around=2, between=1.0, opening=2.0, linked=0.3)
DECIDED = 3.0  # log odds either way at which the first look is not looked over: the second never overturned them
FOLDS = 5
# What may go wrong at a `max_loss` of 1, by how it is measured: the share of body characters lost in texts of scrapers
# (new sites, and the rounds after the first, lose more than one look shows) and in wild texts, and the share of clean
# bodies that change at all.
SCRAPED, WILD_LOSS, HARMED = 1 / 1.4, 0.4, 16.0
LEAST = 0.98  # less certain cuts are never proposed
SURE = 1e-5  # no certainty is claimed beyond 1 less this
EXPLAINED = 10
COMMON = {
    "objective": "binary",
    "lambda_l2": 5,
    "max_bin": 63,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 2,
    "verbose": -1,
}
# Less evidence of residue must never make a score higher: see `cleaner.classify.lines.evidence`.
EVIDENCE = (*GONE, "recurrence")
MONOTONE = [0 if name not in EVIDENCE else -1 if name.startswith("to_") else 1 for name in FEATURES]
FIRST = {
    **COMMON, "num_leaves": 8, "learning_rate": 0.25, "min_data_in_leaf": 300, "feature_fraction": 0.6,
    "monotone_constraints": MONOTONE,
}  # fmt: skip
SECOND = {**COMMON, "num_leaves": 8, "learning_rate": 0.2, "min_data_in_leaf": 500, "feature_fraction": 0.6}
FIRST_ROUNDS, SECOND_ROUNDS = 60, 40  # twice as many, more slowly, gave the same


Calibration = dict[str, list[list[float]]]  # for lines as they came, and for restored blocks


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
    of_that = {"cleaned": WILD_CLEANED, "site": WILD_SITE}.get(text.variant.rpartition("-")[2], 1.0)
    return PARTS["wild"] * WILD[text.scraper] * of_that


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


def fit(
    x: np.ndarray, table: Table, rows: np.ndarray, params: dict[str, Any], rounds: int, weights: np.ndarray
) -> lightgbm.Booster:
    """Trees trained on `rows`."""
    rows = rows & (weights > 0)
    data = lightgbm.Dataset(x[rows], table.y[rows], weight=weights[rows])
    return lightgbm.train(params, data, rounds)


def cross_fit(
    x: np.ndarray, table: Table, params: dict[str, Any], rounds: int, among: np.ndarray
) -> tuple[np.ndarray, list[lightgbm.Booster]]:
    """Scores of every line by the model that never saw its domain, and the models, trained on lines `among` all."""
    scores, models, fold, weights = np.zeros(len(table.y)), [], table.fold, line_weights(table)
    for k in range(FOLDS):
        model = fit(x, table, (fold != k) & among, params, rounds, weights)
        scores[fold == k] = model.predict(x[fold == k], raw_score=True)
        models.append(model)
        print(f"fold {k} trained", flush=True)
    return scores, models


def text_by_text(
    table: Table, measures: dict[str, list[float]], ask: Callable[[dict[str, list[float]], int, Guard], Sequence[float]]
) -> np.ndarray:
    """What a function of the guard says of all lines."""
    found = np.zeros(len(table.y), np.float64)
    for a, b in zip(table.starts, table.starts[1:], strict=False):
        found[a:b] = ask({name: column[a:b] for name, column in measures.items()}, int(b - a), GUARD)
    return found


def second_look(table: Table, scores: np.ndarray) -> np.ndarray:
    """The columns of the second look, text by text."""
    wide = np.zeros((len(scores), len(SEQUENCE)), np.float32)
    for a, b in zip(table.starts, table.starts[1:], strict=False):
        columns = sequence(scores[a:b].tolist(), table.chars[a:b].tolist())
        for j, column in enumerate(columns):
            wide[a:b, j] = column
    return wide


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


def effects(model: lightgbm.Booster, x: np.ndarray, names: list[str]) -> dict[str, list[list[float]]]:
    """For the measures that move the score most: ten steps, and what each adds to the score on average."""
    sample = x[:: max(1, len(x) // 8_000)]
    given = np.asarray(model.predict(sample, pred_contrib=True))[:, :-1]
    found = {}
    for j in np.argsort(-np.abs(given).mean(axis=0))[:EXPLAINED]:
        steps = np.unique(np.quantile(sample[:, j], np.arange(0.1, 1, 0.1)))
        place = np.searchsorted(steps, sample[:, j])
        adds = [float(given[place == k, j].mean()) if (place == k).any() else 0.0 for k in range(len(steps) + 1)]
        found[names[j]] = [[float(f"{s:.4g}") for s in steps], [round(a, 2) for a in adds]]
    return found


def save(path: Path, first: lightgbm.Booster, second: lightgbm.Booster, pairs: Calibration, table: Table) -> None:
    """Write a weights file."""
    names = list(FEATURES)
    spec = {
        "about": "Weights of the classifier of plain text, made by scripts/train_lines.py",
        "guard": GUARD._asdict(),
        "decided": DECIDED,
        "calibration": pairs,
        "effects": effects(first, table.x, names),
        "first": to_json(first, names),
        "second": to_json(second, list(SEQUENCE)),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(spec, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"wrote {path}, {path.stat().st_size} bytes")


def main() -> None:
    """Train, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder with dev/ and wcxb/")
    parser.add_argument("--out", type=Path, default=Path("cleaner/data/models/lines.json"))
    parser.add_argument("--folds", type=Path, help="folder for the models of cross-validation: fold0.json ...")
    parser.add_argument("--cache", type=Path, help="file (.npz) that keeps the measured corpus between runs")
    args = parser.parse_args()
    table = cached(args.corpus, args.cache)
    print(f"{len(table.texts)} texts, {len(table.y)} lines")
    measures = {name: table.x[:, FEATURES.index(name)].tolist() for name in GUARDED_BY}
    looked_at = text_by_text(table, measures, passed) == 0
    print(f"{looked_at.mean():.0%} of the lines are looked at")
    scores, firsts = cross_fit(table.x, table, FIRST, FIRST_ROUNDS, looked_at)
    scores[~looked_at] = PASSED
    wide = second_look(table, scores)
    doubtful = np.abs(scores) <= DECIDED
    looked_over, seconds = cross_fit(wide, table, SECOND, SECOND_ROUNDS, doubtful)
    scores = np.where(doubtful, looked_over, scores) - text_by_text(table, measures, demands)
    pairs = calibrations(table, scores)
    print("score, certainty:", pairs)
    if args.folds:
        args.folds.mkdir(parents=True, exist_ok=True)
        np.save(args.folds / "scores.npy", scores)
        for k in range(FOLDS):
            save(args.folds / f"fold{k}.json", firsts[k], seconds[k], pairs, table)
    first = fit(table.x, table, looked_at, FIRST, FIRST_ROUNDS, line_weights(table))
    second = fit(wide, table, doubtful, SECOND, SECOND_ROUNDS, line_weights(table))
    save(args.out, first, second, pairs, table)


if __name__ == "__main__":
    main()
