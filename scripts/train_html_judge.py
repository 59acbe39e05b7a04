"""Train the judge of pages. Needs lightgbm, numpy and a corpus folder (dev/ and wcxb/ with pages and html).

    python scripts/train_html_judge.py --corpus DIR --cache FILE                 # weights from all pages
    python scripts/train_html_judge.py --corpus DIR --cache FILE --folds DIR     # and one file for each fold of domains

A fold's weights have seen no page of the fold's domains; `fold_of` tells which fold a domain belongs to.
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
from hashlib import md5
from math import log
from pathlib import Path
from typing import Any

import lightgbm as lgb
import numpy as np
from _boosting import to_json
from _html_pages import FIRST, Array, GoldPage, fold_of, matrix, read_pages

from cleaner.judge.html_context import score_columns
from cleaner.judge.html_features import LABELS, _labels

WEIGHTS = Path(__file__).parent.parent / "cleaner" / "data" / "models" / "html.json"
FOLDS = 5
PARTS = 4
LEAST_DOMAINS = 6  # a label is weighed if this many domains use it
SMOOTHING = 4.0
SHARED = {
    "objective": "binary", "min_data_in_leaf": 30, "feature_fraction": 0.4, "bagging_fraction": 0.7, "bagging_freq": 1,
    "lambda_l2": 5, "verbose": -1, "num_threads": 1, "use_missing": False, "max_bin": 63, "force_col_wise": True,
    "seed": 1, "deterministic": True,
}  # fmt: skip
FIRST_LOOK = {**SHARED, "num_leaves": 31, "learning_rate": 0.07, "num_iterations": 160}
KIND = {**SHARED, "num_leaves": 7, "learning_rate": 0.05, "num_iterations": 150, "min_data_in_leaf": 10}
SECOND_LOOK = {**SHARED, "num_leaves": 15, "learning_rate": 0.08, "num_iterations": 100, "min_data_in_leaf": 60}
SOURCES = ("wcxb", "fundus", "readability")
ARTICLES = ("wcxb_article", "fundus", "readability")
SURE, LOST = 0.8, 0.7


def label_weights(pages: list[GoldPage]) -> dict[str, float]:
    """How far each label speaks for main content: log odds, every domain counted once."""
    shares: dict[str, dict[str, list[float]]] = {}
    for page in pages:
        for word, (true, all_) in page.labels.items():
            count = shares.setdefault(word, {}).setdefault(page.domain, [0.0, 0.0])
            count[0] += true
            count[1] += all_
    weights = {}
    for word in sorted(shares):
        domains = shares[word]
        if len(domains) >= LEAST_DOMAINS:
            p = (sum(t / a for t, a in domains.values()) + SMOOTHING / 2) / (len(domains) + SMOOTHING)
            weights[word] = round(log(p / (1 - p)), 2)
    return weights


def with_labels(page: GoldPage, weights: dict[str, float]) -> None:
    """Set the page's label columns to those that `weights` make."""
    _labels(page.layout, weights, page.known)


def train(pages: list[GoldPage]) -> dict[str, Any]:
    """A weights file made of `pages`."""
    weights = label_weights(pages)
    # A page's own labels would tell on it: each part of the domains is shown the labels of the others.
    for part in range(PARTS):
        others = label_weights([p for p in pages if fold_of(p.domain + "/labels", PARTS) != part])
        for page in pages:
            if fold_of(page.domain + "/labels", PARTS) == part:
                with_labels(page, others)
    articles = [p for p in pages if p.source in ARTICLES]
    return {
        "labels": weights,
        "sure": SURE,
        "lost": LOST,
        "kind": _kind(pages),
        "article": _looks(articles, helped=False),
        "helped": _looks(articles, helped=True),
        "other": _looks(pages, helped=False),
    }


def _kind(pages: list[GoldPage]) -> dict[str, Any]:
    """Trees that tell articles from other pages."""
    names = [n for n in FIRST if n.startswith("page_")]
    rows = np.array([[p.known[n] for n in names] for p in pages], np.float32)
    truth = np.array([p.source in ARTICLES for p in pages], float)
    return to_json(lgb.train(KIND, lgb.Dataset(rows, truth)), names)


def _looks(pages: list[GoldPage], *, helped: bool) -> dict[str, Any]:
    names = [*FIRST, *LABELS, *(pages[0].helped if helped else ())]
    wide = [matrix(p, {**p.known, **p.helped}, names) for p in pages]
    first = _fit(pages, wide, FIRST_LOOK)
    # The second look learns from chances that the first gave to pages which it had not seen.
    seconds: list[Array] = [np.empty(0)] * len(pages)
    second_names: list[str] = []
    for part in range(PARTS):
        seen = [i for i, p in enumerate(pages) if fold_of(p.domain + "/second", PARTS) != part]
        model = _fit([pages[i] for i in seen], [wide[i] for i in seen], FIRST_LOOK)
        for i in sorted(set(range(len(pages))) - set(seen)):
            page = pages[i]
            chances = [float(c) for c in np.asarray(model.predict(wide[i], num_threads=1))]
            made = {**score_columns(page.layout, page.known, chances), **(page.helped if helped else {})}
            second_names = list(made)
            seconds[i] = matrix(page, made, second_names)
    second = _fit(pages, seconds, SECOND_LOOK)
    return {"first": to_json(first, names), "second": to_json(second, second_names)}


def _fit(pages: list[GoldPage], wide: list[Array], parameters: dict[str, Any]) -> Any:
    rows, truth, weight = [], [], []
    for page, columns in zip(pages, wide, strict=True):
        take, weights = _sample(page)
        rows.append(columns[take])
        truth.append(page.truth[take])  # type: ignore[index]
        weight.append(weights[take])
    data = lgb.Dataset(np.vstack(rows), np.concatenate(truth), weight=np.concatenate(weight))
    return lgb.train(parameters, data)


def _sample(page: GoldPage) -> tuple[Array, Array]:
    """Which blocks to learn from: all that are long or near gold, a third of the others."""
    assert page.truth is not None and page.weight is not None
    near = np.array(page.layout.word_counts) > 12
    for i in np.flatnonzero(page.truth):
        near[max(0, i - 8) : i + 9] = True
    seed = int(md5(page.id.encode(), usedforsecurity=False).hexdigest()[:8], 16)
    drawn = np.random.default_rng(seed).random(len(near)) < 0.3
    return near | drawn, np.where(near, page.weight, page.weight / 0.3)


def main() -> int:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, metavar="DIR")
    parser.add_argument("--cache", type=Path, metavar="FILE", help="keep the pages as read in this file")
    parser.add_argument("--folds", type=Path, metavar="DIR", help="also write the weights of each fold here")
    parser.add_argument(
        "--only-fold", type=int, metavar="N", help="with --folds: this fold, and no weights from all pages"
    )
    parser.add_argument("--jobs", type=int, default=1)
    args = parser.parse_args()
    sys.setrecursionlimit(10_000)
    if args.cache and args.cache.exists():
        pages = pickle.loads(args.cache.read_bytes())
    else:
        pages = read_pages(args.corpus, args.jobs)
        if args.cache:
            args.cache.write_bytes(pickle.dumps(pages))
    gold = [p for p in pages if p.truth is not None and p.source.startswith(SOURCES)]
    if args.folds:
        args.folds.mkdir(parents=True, exist_ok=True)
        for fold in range(FOLDS) if args.only_fold is None else (args.only_fold,):
            spec = train([p for p in gold if fold_of(p.domain, FOLDS) != fold])
            (args.folds / f"fold{fold}.json").write_text(json.dumps(spec), encoding="utf-8")
            print(f"fold {fold} done", file=sys.stderr)
    if args.only_fold is not None:
        return 0
    WEIGHTS.write_text(json.dumps(train(gold), separators=(",", ":")) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
