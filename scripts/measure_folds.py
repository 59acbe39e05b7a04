#!/usr/bin/env python3
"""Measure the whole pipeline with classifiers that never saw the web domain they are measured on: figures/folds.json.

    python scripts/measure_folds.py --corpus DIR --lines DIR      # folds of scripts/train_lines.py --folds DIR
    python scripts/measure_folds.py --corpus DIR --blocks DIR     # folds of scripts/train_blocks.py --folds DIR

The corpus holds `score.py` and the folders `dev` and `wcxb`. Phrases, patterns and rules are not held back: they were
written by hand, some of them with these texts open. What was not measured anew stays in the file as it stands.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from _html_pages import fold_of as fold_of_page
from _line_table import fold_of as fold_of_text
from beside import FOLDS

from cleaner import Pipeline
from cleaner.classify.blocks import model as block_model
from cleaner.classify.lines import model as line_model

OUT = Path(__file__).parent / "figures" / "folds.json"
LOSSES = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02)
Row = dict[str, Any]


def score_module(corpus: Path) -> Any:
    """score.py, as a module."""
    spec = importlib.util.spec_from_file_location("score", corpus / "score.py")
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def use_lines(weights: Path) -> None:
    """Let the classifier of plain text be the one in this file."""
    line_model._BUILT_IN = str(weights.resolve())
    line_model.line_classifier.cache_clear()


def use_blocks(weights: Path) -> None:
    """Let the classifier of pages be the one in this file."""
    block_model._BUILT_IN = str(weights.resolve())
    block_model.block_classifier.cache_clear()


def rows(path: Path) -> Iterator[Row]:
    """The rows of a file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


class Adapter:
    """A pipeline as score.py calls it."""

    def __init__(self, pipeline: Pipeline) -> None:
        self.pipeline = pipeline

    def clean(self, text: str) -> str:
        """The clean text."""
        return self.pipeline.clean(text, kind="text", metadata=False).text

    def extract(self, html: str, url: str | None) -> Row:
        """The clean text of a page."""
        return {"text": self.pipeline.clean(html, url=url, kind="html", metadata=False).text}


def of_texts(corpus: Path, folds: Path) -> Row:
    """For each value of `max_loss` what it gives and costs on the texts that scrapers made of the pages of dev."""
    score = score_module(corpus)
    domains = {row["id"]: row["domain"] for row in rows(corpus / "dev" / "pages.jsonl.gz")}
    texts: dict[int, list[Row]] = defaultdict(list)
    for row in rows(corpus / "dev" / "noisy.jsonl.gz"):
        texts[fold_of_text(domains[row["page"]])].append(row)
    found = {}
    for share in LOSSES:
        adapter = score.ADAPTER = Adapter(Pipeline.preset("article").with_max_loss(share))
        by_scraper = defaultdict(list)
        same = bodies = 0
        for fold, some in sorted(texts.items()):
            use_lines(folds / f"fold{fold}.json")
            for row in some:
                by_scraper[row["scraper"]].append(score.noisy_one(row))
            for body in {"\n\n".join(row["gold"]) for row in some}:
                bodies += 1
                same += adapter.clean(body) == body
        mean = score.mean_summary([score.noisy_summary(results) for results in by_scraper.values()])
        losing = mean["docs_losing_5pct"] / mean["docs_with_gold"]
        found[str(share)] = {
            "f1": round(mean["f1_after"], 4), "kept": round(mean["content_kept"], 5), "losing": round(losing, 4),
            "unchanged": round(same / bodies, 4), "texts": mean["docs"], "bodies": bodies,
        }  # fmt: skip
        print(share, found[str(share)], flush=True)
    return found


def of_pages(corpus: Path, folds: Path) -> Row:
    """F1 and exact bodies on pages of news, word F1 on articles of all kinds of sites."""
    score = score_module(corpus)
    score.ADAPTER = Adapter(Pipeline.preset("article"))
    results = defaultdict(list)
    for part, source in (("dev", "fundus"), ("wcxb", "wcxb_article")):
        pages = [row for row in rows(corpus / part / "pages.jsonl.gz") if row["source"] == source]
        for fold in FOLDS:
            use_blocks(folds / f"fold{fold}.json")
            for row in (row for row in pages if fold_of_page(row["domain"], 5) == fold):
                with gzip.open(
                    corpus / part / row["html"], "rt", encoding="utf-8", errors="replace", newline=""
                ) as file:
                    results[source].append(score.html_one({**row, "_html": file.read()}))
    news, articles = results["fundus"], results["wcxb_article"]
    mean: Callable[[list[Row], str], float] = lambda some, key: sum(r[key] for r in some) / len(some)  # noqa: E731
    found = {
        "f1": round(score.prf([r["shingle"] for r in news])["f1"], 4), "exact": round(mean(news, "accuracy"), 4),
        "word_f1": round(mean(articles, "word_f1"), 4), "news": len(news), "articles": len(articles),
    }  # fmt: skip
    print(found)
    return found


def main() -> int:
    """Measure what is asked for and write it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--lines", type=Path, metavar="DIR", help="fold0.json … of the classifier of plain text")
    parser.add_argument("--blocks", type=Path, metavar="DIR", help="fold0.json … of the classifier of pages")
    args = parser.parse_args()
    known = json.loads(OUT.read_text(encoding="utf-8")) if OUT.is_file() else {}
    if args.lines:
        known["text"] = of_texts(args.corpus, args.lines)
    if args.blocks:
        known["pages"] = of_pages(args.corpus, args.blocks)
    OUT.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
