#!/usr/bin/env python3
"""Run the full quality gate on a corpus and refuse a fall below the committed figures.

    python scripts/quality.py --corpus DIR              # compare with scripts/figures.json; exit 1 on a fall
    python scripts/quality.py --corpus DIR --update     # write the figures of this run

DIR holds `score.py`, `adapters/cleaner_adapter.py` and the data folders that score.py reads; it is not part of this
project. The figures are in-sample: the classifiers that ship are trained on these pages. They guard against a fall; the
cross-validation of the training scripts says what to expect on unseen sites.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

FIGURES = Path(__file__).parent / "figures.json"
TOLERANCE = 0.001
ABOUT = (
    "In-sample: the classifiers are trained on these pages. Figures guard against a fall; unseen sites fare less well."
)
RUNS = {"dev noisy": ("noisy", "dev"), "dev html": ("html", "dev"), "dev mojibake": ("mojibake", "dev")}


def measure(corpus: Path, arm: str, data: str) -> dict[str, float]:
    """The figures of one arm, flat, each the better the higher."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, str(corpus / "score.py"), "--adapter", str(corpus / "adapters/cleaner_adapter.py")]
        command += ["--arm", arm, "--data", str(corpus / data), "--json", str(report)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return dict(_figures(arm, json.loads(report.read_text(encoding="utf-8"))[arm]))


def _figures(arm: str, report: dict[str, Any]) -> list[tuple[str, float]]:
    if arm == "noisy":
        mean = report["mean_of_scrapers"]
        rows = [(f"F1 {name}", row["f1_after"]) for name, row in report["scrapers"].items()]
        safe = 1 - mean["docs_losing_5pct"] / mean["docs_with_gold"]
        return [("F1", mean["f1_after"]), ("kept", mean["content_kept"]), ("texts not losing 5%", safe), *rows]
    if arm == "mojibake":
        kinds = [(f"exact {kind}", row["exact"][1]) for kind, row in report.items() if "exact" in row]
        return [*kinds, ("clean unchanged", 1 - report["ALL CLEAN"]["changed"][1])]
    found = []
    for source, row in report.items():
        found += [(f"{source} {key}", row[key]) for key in ("f1", "word_f1", "accuracy") if key in row]
        found += [(f"{source} phrase", row["phrase"]["f1"])] if "phrase" in row else []
        found += [(f"{source} {key}", row[key]["first"]) for key in ("title", "date") if key in row]
        found += [(f"{source} {key}", row[key]["f1"]) for key in ("authors", "captions") if key in row]
    return found


def main() -> int:
    """Measure, compare or update; give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="the folder that holds score.py and its data")
    parser.add_argument("--update", action="store_true", help="write the figures of this run")
    args = parser.parse_args()
    if not (args.corpus / "score.py").is_file():
        parser.error(f"{args.corpus} holds no score.py; name the corpus folder")
    measured = {name: measure(args.corpus, *run) for name, run in RUNS.items()}
    if args.update:
        rounded = {name: {k: round(v, 4) for k, v in figures.items()} for name, figures in measured.items()}
        FIGURES.write_text(json.dumps({"about": ABOUT, **rounded}, indent=1) + "\n", encoding="utf-8")
        return 0
    falls = 0
    committed = json.loads(FIGURES.read_text(encoding="utf-8"))
    print(committed.pop("about"))
    for name, figures in committed.items():
        for key, before in figures.items():
            now = measured[name].get(key, 0.0)
            fell = now < before - TOLERANCE
            falls += fell
            print(f"{name:<14} {key:<32} {before:.4f} -> {now:.4f}{'  FELL' if fell else ''}")
    return 1 if falls else 0


if __name__ == "__main__":
    sys.exit(main())
