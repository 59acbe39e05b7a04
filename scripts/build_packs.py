"""Check the language packs and compile them to cleaner/data/packs/compiled*.

    python scripts/build_packs.py                    # after any change to a pack
    python scripts/build_packs.py --corpus DIR       # and say which lines of body text the phrases would hit

DIR holds labelled lines: ``DIR/noisy.jsonl.gz``, one JSON object a line with ``text``, ``page`` and
``labels`` (``i``: number of a line of ``text``, ``label``: keep or residue).
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from cleaner.packs.load import PACKS, to_files
from cleaner.packs.match import Hit, Matcher
from cleaner.packs.pack import compile_packs, problems, read_packs
from cleaner.packs.pattern_files import compile_patterns, pattern_problems, read_patterns, to_file
from cleaner.packs.patterns import FILE


def main() -> int:
    """Run the command; 1 if a pack is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, action="append", default=[], metavar="DIR")
    args = parser.parse_args()
    packs = read_packs(PACKS)
    written = read_patterns(PACKS)
    if found := problems(packs) + pattern_problems(written, packs.known):
        print(*found, sep="\n", file=sys.stderr)
        return 1
    data = compile_packs(packs)
    for name, content in to_files(data).items():
        (PACKS / name).write_bytes(content)
    (PACKS / FILE).write_bytes(to_file(compile_patterns(written)))
    patterns, phrases = sum(len(w.patterns) for w in written), sum(len(r.phrases) for r in packs.rules)
    print(f"{patterns} patterns, {len(data.rules)} rules, {phrases} phrases")
    for folder in args.corpus:
        report(folder / "noisy.jsonl.gz", Matcher(data))
    return 0


def report(path: Path, matcher: Matcher) -> None:
    """Print, by rule, on how many pages it hit residue and body, and the lines of body that it hit."""
    residue: dict[Hit, set[str]] = defaultdict(set)
    body: dict[Hit, dict[str, str]] = defaultdict(dict)
    for page, label, line in labelled_lines(path):
        for hit in matcher.hits(line):
            if label == "keep":
                body[hit].setdefault(page, line)
            elif label == "residue":
                residue[hit].add(page)
    print(f"{path}: {len(residue)} phrases hit residue, {len(body)} hit body")
    for hit, pages in sorted(body.items(), key=lambda b: (-b[0].certainty, -len(b[1]), b[0].phrase)):
        name = f"{hit.certainty:g} {hit.lang} {hit.filter}.{hit.rule} {hit.match} {hit.phrase!r}"
        print(f"{name}: residue on {len(residue[hit])} pages, body on {len(pages)}")
        for page, line in list(pages.items())[:3]:
            print(f"    {page}: {line[:150]!r}")


def labelled_lines(path: Path) -> Iterator[tuple[str, str, str]]:
    """Page, label and text of every labelled line."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            lines = row["text"].split("\n")
            for label in row["labels"]:
                yield row["page"], label["label"], lines[label["i"]].strip()


if __name__ == "__main__":
    raise SystemExit(main())
