"""How fast plain text is cleaned next to ftfy: CPU time, one process, ratios within one run.

Usage: python scripts/bench_text.py [--corpus DIR] [--texts N] [--rounds N]

Without a corpus the texts are invented. DIR is the scraper clean-up corpus; then they are what newspaper4k (a few
lines of residue) and get_text over the whole page (mostly residue) made of real pages.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

import ftfy
from _articles import article

from cleaner import Pipeline

SCRAPERS = {"article-like": "newspaper4k", "whole page": "bs4_get_text"}
_SECTIONS = (
    "Home",
    "News",
    "Sport",
    "Weather",
    "Culture",
    "Travel",
    "Opinion",
    "Podcasts",
    "Jobs",
    "Puzzles",
    "Log in",
)


def invented(kind: str, number: int) -> str:
    """Text `number` of a kind: an article with a little residue, or one in a page of menus and teasers."""
    text = article(number)
    if kind == "article-like":
        return text
    menu = "\n".join(f"{section} {i}" if i else section for i in range(6) for section in _SECTIONS)
    teasers = "\n".join(article(number + i, 1).split(".")[0] for i in range(1, 40))
    return f"{menu}\n{text}\nMost read\n{teasers}\n{menu}\nTerms of use\nPrivacy"


def scraped(corpus: Path, scraper: str, texts: int) -> list[str]:
    """What a scraper made of real pages."""
    with gzip.open(corpus / "dev" / "noisy.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = (row for row in map(json.loads, lines) if row["scraper"] == scraper)
        return [row["text"] for row in islice(rows, texts)]


def rate(work: Callable[[str], object], texts: Sequence[str], rounds: int) -> float:
    """Millions of characters a second of CPU time, the best of `rounds`."""
    work(texts[0])
    best = 0.0
    for _ in range(rounds):
        start = time.process_time()
        for text in texts:
            work(text)
        best = max(best, sum(map(len, texts)) / (time.process_time() - start) / 1e6)
    return best


def main() -> None:
    """Print one row a kind of text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="the scraper clean-up corpus")
    parser.add_argument("--texts", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many rounds counts")
    args = parser.parse_args()
    pipeline = Pipeline.preset("article")
    ways: dict[str, Callable[[str], object]] = {
        "ftfy": ftfy.fix_text,
        "article": lambda text: pipeline.clean(text, kind="text"),
        "no metadata": lambda text: pipeline.clean(text, kind="text", metadata=False),
    }
    print(f"{'million characters a second':<30}" + "".join(f"{name:>22}" for name in ways))
    for kind, scraper in SCRAPERS.items():
        texts = (
            scraped(args.corpus, scraper, args.texts)
            if args.corpus
            else [invented(kind, 100 * i) for i in range(args.texts)]
        )
        rates = {name: rate(work, texts, args.rounds) for name, work in ways.items()}
        print(f"{kind:<30}" + "".join(f"{r:>10.2f} ({r / rates['ftfy']:.2f} ftfy)" for r in rates.values()))


if __name__ == "__main__":
    main()
