"""The poison matrix: documents that kill, crash, hang or swell their worker, 1 in 200 of each kind.

    python scripts/corpus_poison.py [--documents 2000] [--jobs 1 2] [--engine local ray]

Each kind alone, then all of them together. Every run must reject exactly the poisoned documents, and give for all
others what a run over unpoisoned documents gives. Exits with 1 if one does not.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from _articles import records

from cleaner.config import Config
from cleaner.corpus import Limits, Recipe, run
from tests.poison import POISONS, poisoned

RATE = 200


def main() -> int:
    """Run the matrix; give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--engine", nargs="+", default=["local"])
    parser.add_argument("--timeout", type=float, default=10.0)
    args = parser.parse_args()
    good = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        expected = _clean(folder, args)
        print(f"{'poison':<12}{'engine':<8}{'jobs':>5}{'in':>7}{'out':>7}{'rejected':>10}{'seconds':>9}  result")
        for kinds in [*([kind] for kind in POISONS), list(POISONS)]:
            for engine in args.engine:
                for jobs in args.jobs:
                    good &= _trial(folder, kinds, engine, jobs, expected, args)
    return 0 if good else 1


def _clean(folder: Path, args: argparse.Namespace) -> dict[str, str]:
    """The output lines of a run without poison, by id."""
    source = folder / "clean.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in records(args.documents)))
    run(str(source), folder / "clean", limits=Limits(2))
    return _lines(folder / "clean")


def _lines(target: Path) -> dict[str, str]:
    found = {}
    for path in sorted(target.glob("part-*")):
        for line in path.read_text().splitlines():
            found[json.loads(line)["id"]] = line
    return found


def _trial(
    folder: Path, kinds: list[str], engine: str, jobs: int, expected: dict[str, str], args: argparse.Namespace
) -> bool:
    label = kinds[0] if len(kinds) == 1 else "all"
    source, target = folder / "in.jsonl", folder / f"out-{label}-{engine}-{jobs}"
    bad = set()
    with source.open("w") as stream:
        for i, row in enumerate(records(args.documents)):
            which = (i % RATE - 5) / 20
            if which in range(len(kinds)):
                row["text"] = poisoned(row["text"], kinds[int(which)])
                bad.add(row["id"])
            stream.write(json.dumps(row) + "\n")
    begun = time.monotonic()
    recipe = Recipe(config=Config(filters=("tests.poison:Poison",)))
    done = run(str(source), target, recipe, Limits(jobs, timeout=args.timeout, memory=512 << 20), engine=engine)
    seconds = time.monotonic() - begun
    d = done.statistics.documents
    entries = [json.loads(line) for line in (target / "rejected.jsonl").read_text().splitlines()]
    rejected = {entry["id"] for entry in entries}
    wanted = {name: line for name, line in expected.items() if name not in bad}
    right = rejected == bad and _lines(target) == wanted and d["in"] == d["out"] + d["rejected"] == args.documents
    figures = f"{d['in']:>7}{d['out']:>7}{d['rejected']:>10}{seconds:>9.1f}"
    print(f"{label:<12}{engine:<8}{jobs:>5}{figures}  {'exact' if right else 'WRONG'}", flush=True)
    for entry in entries:
        if entry["id"] not in bad:
            print(f"    wrongly rejected: {entry}", flush=True)
    return right


if __name__ == "__main__":
    sys.exit(main())
