"""Train the classifier of plain text: `python scripts/train_lines.py --corpus DIR [--folds DIR]`.

DIR holds the folders ``dev`` and ``wcxb`` of the scraper clean-up corpus (noisy.jsonl.gz with labelled lines,
pages.jsonl.gz with gold bodies). Needs lightgbm and numpy. The weights are trained on everything; how certain a
score is, is measured on models that never saw the text's web domain. ``--folds`` keeps those models too.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import defaultdict
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from _boosting import to_json
from _text_lines import KEEP, RESIDUE, Text, chance, measure

from cleaner.classify.lines.features import FEATURES
from cleaner.classify.lines.guard import GUARDED_BY, demands, passed
from cleaner.classify.lines.model import DECIDED
from cleaner.classify.lines.sequence import PASSED, SEQUENCE, sequence

PARTS = {"dev": 1.0, "wcxb": 0.4}
VARIANTS = {
    "raw": 1.0, "cleaned": 0.5, "caseless": 0.3, "gold": 2.5, "flat": 0.7, "flat-cleaned": 0.3, "flat-gold": 1.2,
    "markdown": 0.7, "markdown-cleaned": 0.2,
}  # fmt: skip
ONE_IN = {"dev": 1, "wcxb": 2}  # a page has up to eleven texts, much alike: some of them are enough to learn from
FOLDS = 5
MARGIN = 1.4  # new sites, and the rounds after the first, lose more than one look shows
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
FIRST = {**COMMON, "num_leaves": 8, "learning_rate": 0.25, "min_data_in_leaf": 300, "feature_fraction": 0.6}
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
    for text, x, y, n in measure(corpus, tuple(PARTS), 2):
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


def line_weights(table: Table) -> np.ndarray:
    """What each line weighs: parts, variants and scrapers as said above, texts alike, in a text mostly by length."""
    groups = defaultdict(list)
    for i, t in enumerate(table.texts):
        if t.variant in ("gold", "flat-gold") or chance(t.id, ONE_IN[t.part]):
            groups[t.part, t.variant, t.scraper].append(i)
    of_text = np.zeros(len(table.texts))
    for (part, variant, _), members in groups.items():
        of_text[members] = PARTS[part] * VARIANTS[variant] / len(members)
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


def second_look(table: Table, scores: np.ndarray) -> np.ndarray:
    """The columns of the second look, text by text."""
    wide = np.zeros((len(scores), len(SEQUENCE)), np.float32)
    for a, b in zip(table.starts, table.starts[1:], strict=False):
        columns = sequence(scores[a:b].tolist(), table.chars[a:b].tolist())
        for j, column in enumerate(columns):
            wide[a:b, j] = column
    return wide


def loss(table: Table, cut: np.ndarray, variant: str) -> float:
    """Share of body characters lost by cutting the lines `cut`: weighted mean over parts of the mean over scrapers."""
    owner, body = table.owner, (table.y == KEEP) * table.chars
    has, lost = (np.bincount(owner, v, len(table.texts)) for v in (body, body * cut))
    groups: dict[str, dict[str, np.ndarray]] = defaultdict(lambda: defaultdict(lambda: np.zeros(2)))
    for i, t in enumerate(table.texts):
        if t.variant == variant:
            groups[t.part][t.scraper] += (lost[i], has[i])
    shares = [np.mean([a / b for a, b in g.values()]) for g in groups.values()]
    return float(np.average(shares, weights=[PARTS[part] for part in groups]))


def calibrate(table: Table, scores: np.ndarray, variant: str) -> list[list[float]]:
    """Pairs of score and certainty, ascending: what cutting everything at or above the score loses in one variant."""
    pairs: list[list[float]] = []
    for score in np.arange(0, 8.01, 0.1):
        lost = MARGIN * loss(table, scores >= score, variant)
        if lost <= 1 - LEAST:
            pairs.append([round(float(score), 2), round(1 - max(lost, SURE), 6)])
        if lost == 0:
            break
    return pairs


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
        "margin": MARGIN,
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
    rows = len(table.y)
    measures = {name: table.x[:, FEATURES.index(name)].tolist() for name in GUARDED_BY}
    looked_at = ~np.array(passed(measures, rows))
    print(f"{looked_at.mean():.0%} of the lines are looked at")
    scores, firsts = cross_fit(table.x, table, FIRST, FIRST_ROUNDS, looked_at)
    scores[~looked_at] = PASSED
    wide = second_look(table, scores)
    doubtful = np.abs(scores) <= DECIDED
    looked_over, seconds = cross_fit(wide, table, SECOND, SECOND_ROUNDS, doubtful)
    scores = np.where(doubtful, looked_over, scores) - demands(measures, rows)
    pairs = {"lines": calibrate(table, scores, "raw"), "restored": calibrate(table, scores, "flat")}
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
