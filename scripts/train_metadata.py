#!/usr/bin/env python3
"""Learn how far each metadata source can be trusted, from pages with known metadata.

    python scripts/train_metadata.py --corpus DIR [--check] [--only TABLE ...]

DIR holds folders with ``pages.jsonl.gz`` and ``html/`` (see the corpus' own README; it is not part of this project).
Writes cleaner/data/metadata/weights.json, with ``--only`` no other tables of it; ``--check`` only reports the figures
of a cross-validation by domain.
Needs scikit-learn, which the package itself does not.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from measure_text_metadata import split_names, texts

from cleaner.chain import run
from cleaner.lines.byline_lines import byline_guesses
from cleaner.lines.names import without_title
from cleaner.lines.plain import folded
from cleaner.lines.title_lines import Guess, title_guesses
from cleaner.metadata import evidence
from cleaner.metadata.choose import TEXT_AUTHORS, TEXT_TITLE, pick, sites
from cleaner.metadata.evidence import Candidate
from cleaner.metadata.html import from_html
from cleaner.model import Claim
from cleaner.pipeline import Pipeline
from cleaner.read import read

WEIGHTS = Path(__file__).parent.parent / "cleaner" / "data" / "metadata" / "weights.json"
SOURCES = ("fundus", "trafilatura", "wcxb_article", "postlight", "wcxb_predecessor")
ONLY_TITLES = ("wcxb_service", "wcxb_product", "wcxb_collection", "wcxb_documentation", "wcxb_listing")
"""Sources of pages that are no articles."""
WITHOUT_AUTHORS = ("wcxb_article",)
"""Sources that say of a page that it names no author."""
LEAST = 6
"""Candidates in which a piece of evidence must occur to get a weight."""
FOLDS = 5

Sample = tuple[Candidate | Guess, bool, str, str]


def pages(corpus: Path) -> Iterator[tuple[dict[str, Any], tuple[Claim, ...]]]:
    """The corpus' pages with the claims that are made on each."""
    from lxml import html

    for index in sorted(corpus.glob("*/pages.jsonl.gz")):
        with gzip.open(index, "rt", encoding="utf-8") as lines:
            for page in map(json.loads, lines):
                if page["source"] not in (*SOURCES, *ONLY_TITLES):
                    continue
                with gzip.open(index.parent / page["html"], "rt", encoding="utf-8", errors="replace", newline="") as f:
                    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", f.read()).replace("\0", "")
                yield page, from_html(html.document_fromstring(text or "<html></html>"), page["url"])


def samples(found: Sequence[tuple[dict[str, Any], tuple[Claim, ...]]]) -> dict[str, list[Sample]]:
    """For each field its candidates on all pages, whether each is right, and the page's domain."""
    out: dict[str, list[Sample]] = {"title": [], "authors": [], "published": []}
    for page, claims in found:
        gold, domain = page["gold"], page["domain"]
        known = sites(claims)
        others = page["source"] in ONLY_TITLES
        of = {f: [c for c in claims if c.field == f] for f in out}
        if gold.get("title"):
            right = _fold(gold["title"])
            out["title"] += [
                (c, _fold(str(c.backers[0].value)) == right, domain, "others" if others else page["source"])
                for c in evidence.titles(
                    of["title"],
                    known,
                    article=evidence.describes_article(claims),
                    front=evidence.is_front_page(claims),
                )
            ]
        if others:
            continue
        if gold.get("authors") or page["source"] in WITHOUT_AUTHORS:
            names = {
                folded(without_title(n))
                for a in gold.get("authors") or ()
                for n in re.split(r"\s*(?:[;,/|&]|\band\b|\bund\b|\bet\b)\s*", a)
            }
            out["authors"] += [
                (c, c.key in names or folded(_first_name(c)) in names, domain, page["source"])
                for c in evidence.people(of["authors"], known, of["title"])
            ]
        if gold.get("date"):
            out["published"] += [
                (c, c.key == folded(gold["date"]), domain, page["source"])
                for c in evidence.days(of["published"], [c for c in claims if c.field == "modified"])
            ]
    return out


def _first_name(candidate: Candidate) -> str:
    value = candidate.backers[0].value
    return str(value[0]) if isinstance(value, tuple) else str(value)


def _fold(text: str) -> str:
    return folded(text)


def text_samples(corpus: Path) -> dict[str, list[Sample]]:
    """For plain texts the lines that may be the headline or byline, and whether each is."""
    out: dict[str, list[Sample]] = {TEXT_TITLE: [], TEXT_AUTHORS: []}
    recipe = Pipeline.preset("article")
    for row, gold in texts(corpus, None):
        view = run(read(row["text"], kind="text"), recipe.phases, 1 - recipe.max_loss).view
        if gold.get("title"):
            right = folded(gold["title"])
            for guess in title_guesses(view):
                out[TEXT_TITLE].append((guess, folded(str(guess.value)) == right, "", row["source"]))
        if names := {folded(n) for a in gold.get("authors") or () for n in (*split_names(a), a)} - {""}:
            for guess in byline_guesses(view):
                out[TEXT_AUTHORS].append((guess, all(folded(n) in names for n in guess.value), "", row["source"]))
    return out


def learn(data: Sequence[Sample], balanced: bool = True) -> dict[str, float]:
    """A logistic model over the evidence, as one weight for each piece.

    Args:
        data: candidates and whether each is right.
        balanced: whether a source of pages counts by the root of its size, so that a large one does not rule.
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    counts = Counter(e for c, *_ in data for e in c.evidence)
    names = sorted(n for n, k in counts.items() if k >= LEAST)
    column = {n: i for i, n in enumerate(names)}
    x = np.zeros((len(data), len(names)))
    for row, (candidate, *_) in enumerate(data):
        for name in candidate.evidence:
            if name in column:
                x[row, column[name]] = 1
    sizes = Counter(source for *_, source in data)
    share = np.array([sizes[source] ** -0.5 if balanced else 1.0 for *_, source in data])
    share *= len(data) / share.sum()
    model = LogisticRegression(C=0.5, max_iter=5_000).fit(x, [right for _, right, *_ in data], sample_weight=share)
    weights = {n: round(float(w), 2) for n, w in zip(names, model.coef_[0], strict=True)}
    return {"bias": round(float(model.intercept_[0]), 2), **weights}


def fold_of(domain: str) -> int:
    """The fold that a domain belongs to, the same in every run."""
    return hashlib.md5(domain.encode()).digest()[0] % FOLDS


def check(
    found: Sequence[tuple[dict[str, Any], tuple[Claim, ...]]], report: Callable[[dict[str, Any], Any], None]
) -> None:
    """Choose on each page with weights that were learned on other domains only."""
    data = samples(found)
    for fold in range(FOLDS):
        tables = {f: learn([s for s in rows if fold_of(s[2]) != fold]) for f, rows in data.items()}
        for page, claims in found:
            if fold_of(page["domain"]) == fold:
                report(page, pick(claims, tables))


def main() -> None:
    """Read the corpus, learn, and write or report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--only", nargs="+", choices=("title", "authors", "published"), metavar="TABLE")
    args = parser.parse_args()
    found = list(pages(args.corpus))
    if args.check:
        figures: dict[tuple[str, str], list[bool]] = {}

        def report(page: dict[str, Any], metadata: Any) -> None:
            gold = page["gold"]
            if gold.get("title"):
                figures.setdefault((page["source"], "title"), []).append(
                    _fold(gold["title"]) == _fold(metadata.title or "")
                )
            if gold.get("date"):
                figures.setdefault((page["source"], "date"), []).append((metadata.published or "")[:10] == gold["date"])

        check(found, report)
        for (source, field), right in sorted(figures.items()):
            print(f"{source:14} {field:6} {sum(right) / len(right):.3f} of {len(right)}")
        return
    tables = {f: learn(rows) for f, rows in samples(found).items() if f in (args.only or (f,))}
    if args.only:
        tables = json.loads(WEIGHTS.read_text("utf-8")) | tables
    else:
        tables |= {f: learn(rows, balanced=False) for f, rows in text_samples(args.corpus).items()}
    WEIGHTS.write_text(json.dumps(tables, indent=1, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
    print(f"wrote {WEIGHTS}: {', '.join(f'{f} {len(t)}' for f, t in tables.items())} weights")


if __name__ == "__main__":
    main()
