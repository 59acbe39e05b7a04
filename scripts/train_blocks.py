"""Train the classifier of pages. Needs lightgbm, numpy and a corpus folder (dev, wcxb and extra with pages and html).

    python scripts/train_blocks.py --corpus DIR --cache FILE                 # weights from all pages
    python scripts/train_blocks.py --corpus DIR --cache FILE --folds DIR     # and one file for each fold of domains

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

from cleaner.classify.blocks.context import score_columns
from cleaner.classify.blocks.labels import LABELS, PAGE_LABELS, label_columns, page_label_columns
from cleaner.classify.blocks.links import LINKS

WEIGHTS = Path(__file__).parent.parent / "cleaner" / "data" / "models" / "blocks.json"
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
# Pages with the whole body, and those that are articles. Of the rest only the kind is learned: of their bodies only
# phrases are known, or they are typed with titles mixed in, or made by another extractor. Learning the blocks that
# hold a phrase too costs exact pages, for phrases are often taken from standfirsts.
SOURCES = ("wcxb", "fundus", "readability")
ARTICLES = ("wcxb_article", "fundus", "readability")
KIND_ONLY = ("trafilatura", "magic_html", "newspaper4k", "postlight", "snacktory")
OF_NO_KNOWN_KIND = ("wcxb_predecessor",)
LEAST_TELLING = 0.2  # log odds
SURE, LOST, FRAGMENT = 0.8, 0.7, 0.1
UNITS = {"table": 0.35, "table_inside": 0.1, "list": 0.35, "list_inside": 0.25, "heading": 0.2}


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


def kind_weights(pages: list[GoldPage]) -> dict[str, float]:
    """How far each label speaks for an article: log odds, every domain counted once for each kind that it has."""
    domains: dict[str, tuple[set[str], set[str]]] = {}
    every: tuple[set[str], set[str]] = (set(), set())
    for page in pages:
        kind = _is_article(page)
        every[kind].add(page.domain)
        for word in page.words:
            domains.setdefault(word, (set(), set()))[kind].add(page.domain)
    others, articles = map(len, every)
    weights = {}
    for word in sorted(domains):
        other, article = map(len, domains[word])
        if other + article >= LEAST_DOMAINS:
            share = (article + SMOOTHING / 2) / (articles + SMOOTHING)
            base = (other + SMOOTHING / 2 * others / articles) / (others + SMOOTHING)
            if abs(weight := log(share / base)) >= LEAST_TELLING:
                weights[word] = round(weight, 2)
    return weights


def _is_article(page: GoldPage) -> bool:
    return page.source in (*ARTICLES, *KIND_ONLY)


def _parts(pages: list[GoldPage]) -> list[tuple[list[GoldPage], list[GoldPage]]]:
    """Each part of the domains, and the pages of the others: a page's own labels would tell on it."""
    split: list[tuple[list[GoldPage], list[GoldPage]]] = [([], []) for _ in range(PARTS)]
    for page in pages:
        own = fold_of(page.domain + "/labels", PARTS)
        for part, (mine, others) in enumerate(split):
            (mine if part == own else others).append(page)
    return split


def train(pages: list[GoldPage]) -> dict[str, Any]:
    """A weights file made of `pages`."""
    whole = [p for p in pages if p.has_body and p.source.startswith(SOURCES)]
    articles = [p for p in whole if p.source in ARTICLES]
    known = [p for p in pages if p.source not in OF_NO_KNOWN_KIND]
    made: dict[str, Any] = {"sure": SURE, "lost": LOST, "fragment": FRAGMENT, "units": UNITS, "kind": _kind(known)}
    made["labels"] = {"kind": kind_weights(known), "all": label_weights(whole), "article": label_weights(articles)}
    # Where links lead tells teasers in articles; of other pages it was not measured.
    made["other"] = _looks(whole, helped=False, without=LINKS)
    made["article"] = _looks(articles, helped=False)
    made["helped"] = _looks(articles, helped=True)
    return made


def _kind(pages: list[GoldPage]) -> dict[str, Any]:
    """Trees that tell articles from other pages."""
    names = [*(n for n in FIRST if n.startswith("page_")), *PAGE_LABELS]
    rows, truth = [], []
    for mine, others in _parts(pages):
        weights = kind_weights(others)
        for p in mine:
            seen = {**p.known, **page_label_columns(p.layout, weights)}
            rows.append([seen[n] for n in names])
            truth.append(_is_article(p))
    return to_json(lgb.train(KIND, lgb.Dataset(np.array(rows, np.float32), np.array(truth, float))), names)


def _looks(pages: list[GoldPage], *, helped: bool, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """Both looks at `pages`, `without` some of the columns."""
    for mine, others in _parts(pages):
        weights = label_weights(others)
        for page in mine:
            page.known |= label_columns(page.layout, weights)
    names = [*(n for n in FIRST if n not in without), *LABELS, *(pages[0].helped if helped else ())]
    wide = [matrix(p, {**p.known, **p.helped}, names) for p in pages]
    first = _fit(pages, wide, FIRST_LOOK)
    # The second look learns from probabilities that the first gave to pages which it had not seen.
    seconds: list[Array] = [np.empty(0)] * len(pages)
    second_names: list[str] = []
    for part in range(PARTS):
        seen = [i for i, p in enumerate(pages) if fold_of(p.domain + "/second", PARTS) != part]
        model = _fit([pages[i] for i in seen], [wide[i] for i in seen], FIRST_LOOK)
        for i in sorted(set(range(len(pages))) - set(seen)):
            page = pages[i]
            probabilities = [float(c) for c in np.asarray(model.predict(wide[i], num_threads=1))]
            made = {**score_columns(page.layout, page.known, probabilities), **(page.helped if helped else {})}
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
    """Which blocks to learn from: all that are long or near gold, and a third of the others."""
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
    pages = [p for p in pages if p.source.startswith((*SOURCES, *KIND_ONLY))]
    if args.folds:
        args.folds.mkdir(parents=True, exist_ok=True)
        for fold in range(FOLDS) if args.only_fold is None else (args.only_fold,):
            spec = train([p for p in pages if fold_of(p.domain, FOLDS) != fold])
            (args.folds / f"fold{fold}.json").write_text(json.dumps(spec), encoding="utf-8")
            print(f"fold {fold} done", file=sys.stderr)
    if args.only_fold is not None:
        return 0
    WEIGHTS.write_text(json.dumps(train(pages), separators=(",", ":")) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
