"""Measure what knowing other pages of a site is worth: a curve over their number.

Needs a folder with two files of JSON lines, compressed with gzip: ``wild.jsonl.gz`` (texts: `text`, `site` and
`spans` with `start`, `end`, `soft`, marked by hand; what is in no span is body) and ``companions.jsonl.gz`` (other
texts of the same sites: `site`, `text`).

    python scripts/measure_sites.py FOLDER
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

import cleaner

COUNTS = (0, 1, 2, 5, 10, 20, 50, 100, 500)
GONE = 0.8  # share of a piece's letters that must go
HARM = 3  # words of body whose loss is a harm


def main(argv: list[str]) -> int:
    """Print the curve for the data in the folder that `argv` names."""
    folder = Path(argv[0])
    companions: dict[str, list[str]] = defaultdict(list)
    for row in _rows(folder / "companions.jsonl.gz"):
        companions[row["site"]].append(row["text"])
    texts = [row for row in _rows(folder / "wild.jsonl.gz") if len(companions.get(row["site"], ())) >= 10]
    print(f"{len(texts)} texts of {len({row['site'] for row in texts})} sites with ten other texts or more")
    print("| other pages | pieces gone | dirty texts right | tidy texts unharmed | body kept |\n|---|---|---|---|---|")
    for count in COUNTS:
        pipelines: dict[str, cleaner.Pipeline] = {}
        figures = []
        for row in texts:
            site = row["site"]
            if site not in pipelines:
                some = sorted(companions[site], key=lambda t: blake2b(t.encode()).digest())[:count]
                pipelines[site] = cleaner.Pipeline.preset("article").with_site(cleaner.learn(some))
            figures.append(measured(pipelines[site], row))
        print(_line(count, figures))
    return 0


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def measured(pipeline: cleaner.Pipeline, row: dict[str, Any]) -> tuple[list[bool], int, int]:
    """Which pieces of a text are gone, how many words of its body are, and how many it had."""
    text = row["text"]
    gone = bytearray(len(text))
    result = pipeline.clean(text, kind="text", metadata=False)
    if result.document.text == text:
        for r in result.removals:
            gone[r.start : r.end] = b"\1" * (r.end - r.start)
    body = bytearray(b"\1" * len(text))
    pieces = []
    for span in row["spans"]:
        letters = [i for i in range(span["start"], span["end"]) if text[i].isalnum()]
        body[span["start"] : span["end"]] = bytes(span["end"] - span["start"])
        if letters and not span["soft"]:
            pieces.append(sum(gone[i] for i in letters) >= GONE * len(letters))
    first = [i for i, c in enumerate(text) if c.isalnum() and body[i] and not (i and text[i - 1].isalnum())]
    return pieces, sum(gone[i] for i in first), len(first)


def _line(count: int, figures: list[tuple[list[bool], int, int]]) -> str:
    pieces = [piece for found, _, _ in figures for piece in found]
    dirty = [all(found) and lost < HARM for found, lost, _ in figures if found]
    tidy = [lost < HARM for found, lost, _ in figures if not found]
    kept = 1 - sum(lost for _, lost, _ in figures) / sum(size for _, _, size in figures)
    shares = (sum(some) / len(some) for some in (pieces, dirty, tidy))
    return f"| {count} | {' | '.join(f'{share:.0%}' for share in shares)} | {kept:.2%} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
