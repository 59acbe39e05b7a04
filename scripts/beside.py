#!/usr/bin/env python3
"""Score other tools and ours on the same texts and pages, into figures/beside.json; `measured.py` makes tables of it.

    python scripts/beside.py --corpus DIR                     # every tool whose package is installed
    python scripts/beside.py --corpus DIR --only cleaner      # its figures anew, the others as they stand

DIR holds `score.py`, `adapters/` with a file for each tool, and the folders `dev` and `wcxb`; it is not part of this
project. Pages are those of the web domains in `FOLDS`, for which the validation of scripts/train_blocks.py has figures
of classifiers that never saw them. What `cleaner` scores here is in-sample: the classifiers that ship have seen them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from _html_pages import fold_of

BESIDE = Path(__file__).parent / "figures" / "beside.json"
FOLDS = (0, 1, 2, 3)  # of five
ARMS = ("text", "pages", "wild", "broken")


class Tool(NamedTuple):
    """Another tool: its adapter, the distribution to name the version of, its package, and what it is for."""

    adapter: str
    distribution: str
    package: str
    arms: tuple[str, ...]


TOOLS = {
    "as scraped": Tool("identity", "", "json", ("text", "wild", "broken")),
    "cleaner": Tool("cleaner_adapter", "scrapewash", "cleaner", ARMS),
    "trafilatura": Tool("trafilatura_peer", "trafilatura", "trafilatura", ("text", "pages", "wild")),
    "newspaper4k": Tool("newspaper4k_peer", "newspaper4k", "newspaper", ("pages",)),
    "jusText": Tool("justext_peer", "jusText", "justext", ("text", "pages", "wild")),
    "ftfy": Tool("ftfy_plain_peer", "ftfy", "ftfy", ("broken",)),
    "C4 rules": Tool("c4_peer", "", "json", ("text", "wild")),
}


def scored(corpus: Path, tool: Tool, arm: str, data: Path, *options: str) -> dict[str, Any]:
    """What score.py reports of one tool on one arm."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, str(corpus / "score.py"), "--adapter", str(corpus / f"adapters/{tool.adapter}.py")]
        command += ["--arm", arm, "--data", str(data), "--json", str(report), "--jobs", "1", *options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))[arm]
        return found


def on_text(corpus: Path, tool: Tool, _: Path) -> dict[str, float]:
    """F1 and loss on texts that scrapers made of pages."""
    mean = scored(corpus, tool, "noisy", corpus / "dev")["mean_of_scrapers"]
    losing = mean["docs_losing_5pct"] / mean["docs_with_gold"]
    return {"f1": mean["f1_after"], "kept": mean["content_kept"], "losing": losing, "texts": mean["docs"]}


def on_pages(corpus: Path, tool: Tool, folds: Path) -> dict[str, float]:
    """F1 and exact bodies on pages of news, word F1 on articles of all kinds of sites."""
    news = scored(corpus, tool, "html", folds / "dev", "--source", "fundus")["fundus"]
    articles = scored(corpus, tool, "html", folds / "wcxb", "--source", "wcxb_article")["wcxb_article"]
    return {"f1": news["f1"], "exact": news["accuracy"], "word_f1": articles["word_f1"]}


def on_wild(corpus: Path, tool: Tool, _: Path) -> dict[str, Any]:
    """Pieces of residue gone and texts right, on texts of public data sets."""
    report = scored(corpus, tool, "wild", corpus / "dev")
    row = report["all"]
    names = {"gone": "pieces_gone", "right": "dirty_right", "unharmed": "tidy_unharmed", "kept": "body_kept"}
    kinds = {f"kind {name}": kind for name, kind in report["kinds"].items()}
    return {ours: row[theirs] for ours, theirs in names.items()} | {"texts": row["docs"], **kinds}


def on_broken(corpus: Path, tool: Tool, _: Path) -> dict[str, float]:
    """Texts with broken characters put right, and whole texts changed."""
    report = scored(corpus, tool, "mojibake", corpus / "dev")
    return {"exact": report["ALL CORRUPTED"]["exact"][1], "changed": report["ALL CLEAN"]["changed"][1]}


MEASURES = {"text": on_text, "pages": on_pages, "wild": on_wild, "broken": on_broken}


def of_folds(corpus: Path, into: Path) -> dict[str, int]:
    """Write `corpus` again with the pages of `FOLDS` only; give the numbers of pages."""
    numbers = {}
    for part, source in (("dev", "fundus"), ("wcxb", "wcxb_article")):
        (into / part).mkdir()
        (into / part / "html").symlink_to(corpus / part / "html")
        with gzip.open(corpus / part / "pages.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [row for row in map(json.loads, lines) if row["source"] == source]
        rows = [row for row in rows if fold_of(row["domain"], 5) in FOLDS]
        with gzip.open(into / part / "pages.jsonl.gz", "wt", encoding="utf-8") as out:
            out.writelines(json.dumps(row) + "\n" for row in rows)
        numbers[source] = len(rows)
    return numbers


def main() -> int:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="the folder that holds score.py and its data")
    parser.add_argument("--only", action="append", metavar="TOOL", help="measure this tool; may be repeated")
    parser.add_argument("--arm", action="append", choices=ARMS, help="measure on this; may be repeated")
    args = parser.parse_args()
    corpus = args.corpus.resolve()
    known = json.loads(BESIDE.read_text(encoding="utf-8")) if BESIDE.is_file() else {}
    with tempfile.TemporaryDirectory() as folder:
        known["pages_measured"] = of_folds(corpus, Path(folder))
        for name, tool in TOOLS.items():
            if (args.only and name not in args.only) or find_spec(tool.package) is None:
                continue
            if tool.distribution:
                known.setdefault("versions", {})[name] = version(tool.distribution)
            for arm in [arm for arm in tool.arms if arm in (args.arm or ARMS)]:
                figures = MEASURES[arm](corpus, tool, Path(folder))
                kinds = {k.removeprefix("kind "): figures.pop(k) for k in list(figures) if k.startswith("kind ")}
                if name == "cleaner" and kinds:
                    known["wild_kinds"], known["wild_texts"] = kinds, figures["texts"]
                known.setdefault(arm, {})[name] = {key: round(value, 4) for key, value in figures.items()}
                print(name, arm, known[arm][name], flush=True)
                BESIDE.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
