#!/usr/bin/env python3
"""Measure the metadata that is read off plain text: the title and the authors.

    python scripts/measure_text_metadata.py --corpus DIR [--jobs 2] [--show 20] [--half 0]

DIR holds folders with ``pages.jsonl.gz`` (the known metadata) and ``noisy.jsonl.gz`` (text that scrapers made of the
pages); it is not part of this project. Only the texts of scrapers that aim at the article are read. A title counts
where it is a line of the text, an author where a line of at most 120 characters prints the name as a byline: it opens
with "By" or the like, or holds hardly more than the name.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import cleaner
from cleaner.lines.names import has_prefix
from cleaner.lines.plain import folded

SCRAPERS = frozenset({"newspaper4k", "readability", "trafilatura", "goose3", "boilerpy3", "justext", "bs4_p"})
MAX_BYLINE = 120
_AND = re.compile(r"\s*(?:[;,/|&]|\band\b|\bund\b|\bet\b|\by\b)\s*")

Row = dict[str, Any]


def rows(path: Path) -> Iterator[Row]:
    """The objects of a compressed JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def texts(corpus: Path, half: int | None) -> Iterator[tuple[Row, Row]]:
    """Each text with what is known about its page; `half` (0 or 1) takes every other domain."""
    for noisy in sorted(corpus.glob("*/noisy.jsonl.gz")):
        gold = {p["id"]: p for p in rows(noisy.with_name("pages.jsonl.gz"))}
        for row in rows(noisy):
            page = gold[row["page"]]
            if row["scraper"] in SCRAPERS and half in (None, hashlib.md5(page["domain"].encode()).digest()[0] % 2):
                yield row, page["gold"]


def split_names(names: str) -> list[str]:
    """The names in a string such as ``A, B and C``."""
    return _AND.split(names)


def is_byline(line: str, names: set[str]) -> bool:
    """Whether a line prints one of `names` as author: it opens as bylines do, or the name is half of it."""
    key = folded(line)
    longest = max((len(n) for n in names if n in key), default=0)
    return bool(longest) and (has_prefix(line) or longest >= len(key) / 2)


def compared(pair: tuple[Row, Row]) -> Row:
    """What was found in one text, and what is right."""
    row, gold = pair
    metadata = cleaner.clean(row["text"], kind="text").metadata
    lines = [line for line in row["text"].split("\n") if line.strip()]
    title = folded(gold.get("title") or "")
    names = {folded(n) for a in gold.get("authors") or () for n in (*split_names(a), a)} - {""}
    printed = [line for line in lines if len(line) <= MAX_BYLINE and is_byline(line, names)]
    got = {folded(n) for n in metadata.authors}
    return {
        "id": row["id"],
        "lines": lines[:4],
        "title there": bool(title) and any(folded(line) == title for line in lines),
        "title": metadata.title,
        "title right": folded(metadata.title or "") == title,
        "authors there": bool(printed),
        "said by": any(has_prefix(line) for line in printed),
        "authors": metadata.authors,
        "authors right": bool(got) and got <= names,
        "authors known": bool(names),
        "authors wrong": sorted(n for n in got if n not in names and not any(n in k or k in n for k in names)),
        "gold": (gold.get("title"), gold.get("authors")),
    }


def main() -> None:
    """Read the texts and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--half", type=int, choices=(0, 1), help="only this half of the domains")
    parser.add_argument("--show", type=int, default=0, help="print so many failures of each kind")
    args = parser.parse_args()
    with Pool(args.jobs) as pool:
        found = pool.map(compared, texts(args.corpus, args.half), chunksize=16)
    counts = Counter(key for f in found for key, value in f.items() if value is True)
    both = Counter(k for f in found for k in ("title", "authors") if f[f"{k} there"] and f[f"{k} right"])
    said = [f for f in found if f["said by"]]
    given = sum(bool(f["title"]) for f in found)
    named = [f for f in found if f["authors"] and f["authors known"]]
    wrong = [f for f in found if f["authors known"] and f["authors wrong"]]
    print(f"texts {len(found)}")
    print(f"title: right in {both['title']} of {counts['title there']} texts that have it as a line, given in {given}")
    print(
        f"authors: all right in {both['authors']} of {counts['authors there']} texts that name them; given in "
        f"{len(named)}"
    )
    print(
        f'authors: all right in {sum(f["authors right"] for f in said)} of {len(said)} texts that name them behind "By"'
    )
    print(f"authors: one that is wrong in {len(wrong)} of {counts['authors known']} texts with known authors")
    for kind in ("title", "authors"):
        missed = [f for f in found if f[f"{kind} there"] and not f[f"{kind} right"]]
        for f in missed[:: max(1, len(missed) // args.show)] if args.show else ():
            print(f"missed {kind}: {f['id']} got {f[kind]!r} wanted {f['gold']} in {[x[:80] for x in f['lines']]}")
    for f in wrong[:: max(1, len(wrong) // args.show)] if args.show else ():
        print(f"wrong: {f['id']} got {f['authors']} wanted {f['gold'][1]} in {[x[:80] for x in f['lines']]}")


if __name__ == "__main__":
    main()
