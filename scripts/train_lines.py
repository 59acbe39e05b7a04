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
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from _boosting import to_json
from _line_losses import Calibration, calibrations
from _line_table import FOLDS, Table, cached, line_weights

from cleaner.classify.lines.evidence import GONE
from cleaner.classify.lines.features import FEATURES
from cleaner.classify.lines.guard import GUARDED_BY, Guard, demands, passed
from cleaner.classify.lines.sequence import PASSED, SEQUENCE, sequence

# The demands leave what is found at a given loss as it was, and move the loss away from lists and headings. What is
# asked in texts that look clean halves the share of bodies of WCXB that one look changes, .029 -> .015 in folds, and
# finds the same share of the residue of scrapers, .63.
GUARD = Guard(near=2, few=2, several=2, clean=0.8, demand=2.0, around=2, between=1.0, opening=2.0, linked=0.3)
DECIDED = 3.0  # log odds either way at which the first look is not looked over: the second never overturned them
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
