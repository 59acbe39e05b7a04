"""The throughput table: the library in a loop, `cleaner run` with one job and two, and Ray, on the same documents.

    python scripts/corpus_throughput.py [--documents 4000] [--ray] [--rounds 3]

The documents are invented (`scripts/_articles.py`). Every line is the best of the rounds, which take turns. Start-up
of workers is in the figures; that of Ray itself is not. The processor time of this process and of its workers
stands beside it: on a busy machine it tells more than the seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from _articles import write_jsonl

from cleaner import Pipeline
from cleaner.corpus import Limits, run
from cleaner.corpus import source as corpus_source


def main() -> int:
    """Measure and print; give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=4000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--ray", action="store_true", help="measure Ray Data too")
    args = parser.parse_args()
    corpus_source.UNIT_BYTES = 1  # a unit a file, so that Ray has something to share out
    if args.ray:
        import ray

        ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    print(f"{'content':<8}{'how':<18}{'seconds':>9}{'docs/s':>9}{'MB/s':>8}{'to the loop':>13}", end="")
    print(f"{'own CPU':>9}{'workers':>9}")
    with tempfile.TemporaryDirectory() as name:
        for html in (False, True):
            number = args.documents // 4 if html else args.documents
            source = write_jsonl(Path(name) / ("html" if html else "text"), 8, number // 8, html=html)
            _measure(source, Path(name), html, args)
    return 0


def _measure(source: Path, folder: Path, html: bool, args: argparse.Namespace) -> None:
    ways: dict[str, Callable[[Path], None]] = {
        "library in a loop": lambda _: _loop(source, html),
        "run, 1 job": lambda target: _run(source, target, 1, "local"),
        "run, 2 jobs": lambda target: _run(source, target, 2, "local"),
    }
    if args.ray:
        ways |= {
            "Ray Data, 1 job": lambda target: _run(source, target, 1, "ray"),
            "Ray Data, 2 jobs": lambda target: _run(source, target, 2, "ray"),
        }
    best = dict.fromkeys(ways, (float("inf"), 0.0, 0.0))
    for turn in range(args.rounds):
        for name, way in ways.items():
            begun, own, below = time.monotonic(), *_processor_time()
            way(folder / f"{source.name}-{turn}-{name}")
            own_now, below_now = _processor_time()
            best[name] = min(best[name], (time.monotonic() - begun, own_now - own, below_now - below))
    documents = args.documents // 4 if html else args.documents
    size = sum(p.stat().st_size for p in source.iterdir()) / 1e6
    for name, (seconds, own, below) in best.items():
        ratio = best["library in a loop"][0] / seconds
        workers = "" if name.startswith("Ray") else f"{below:.1f}"
        kind = "html" if html else "text"
        rate = f"{documents / seconds:>9.0f}{size / seconds:>8.2f}{ratio:>12.2f}x"
        print(f"{kind:<8}{name:<18}{seconds:>9.1f}{rate}{own:>9.1f}{workers:>9}", flush=True)


def _processor_time() -> tuple[float, float]:
    """Seconds of this process and of its children that have ended."""
    times = os.times()
    return times.user + times.system, times.children_user + times.children_system


def _loop(source: Path, html: bool) -> None:
    """What a user would write without `run`: read, clean, keep the same columns, write."""
    pipeline = Pipeline.preset("article")
    out = []
    for path in sorted(source.iterdir()):
        with path.open() as stream:
            for line in stream:
                row = json.loads(line)
                result = pipeline.clean(row["html" if html else "text"], url=row["url"])
                done = {"id": row["id"], "text": result.text, "metadata": result.metadata.to_dict()}
                out.append(json.dumps(done))


def _run(source: Path, target: Path, jobs: int, engine: str) -> None:
    run(str(source), target, limits=Limits(jobs), engine=engine)


if __name__ == "__main__":
    sys.exit(main())
