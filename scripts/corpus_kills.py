"""Kill and resume: runs that are killed with signal 9 at random moments, resumed, and compared byte by byte.

    python scripts/corpus_kills.py [--trials 100] [--seed 1]

Each trial kills its run up to four times, then lets it finish; the folder must be equal, byte for byte, to that of a
run that nobody disturbed, and no process may be left of a killed run. Exits with 1 if that fails once.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from _articles import write_jsonl

from tests._corpus import tree
from tests.test_corpus_workers import children, wait_until_gone

KILLS = 4


def main() -> int:
    """Run the trials; give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--trials", type=int, default=100)
    parser.add_argument("--documents", type=int, default=600)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--format", default="jsonl")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    random = Random(args.seed)
    wrong = kills = orphans = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_jsonl(folder / "in", 3, args.documents // 3, packed=True)
        begun = time.monotonic()
        _start(folder, folder / "expected", args).wait()
        usual = time.monotonic() - begun
        expected = tree(folder / "expected")
        for trial in range(args.trials):
            target = folder / "out"
            shutil.rmtree(target, ignore_errors=True)
            killed, left = _disturbed(folder, target, args, random, usual)
            code = _start(folder, target, args).wait()
            same = code == 0 and tree(target) == expected
            kills, orphans, wrong = kills + killed, orphans + left, wrong + (not same)
            print(f"trial {trial + 1}: {killed} kills, {left} orphans, {'equal' if same else 'DIFFERENT'}", flush=True)
    print(f"{args.trials} trials, {kills} kills, {orphans} orphans, {args.trials - wrong} byte-equal")
    return 1 if wrong or orphans else 0


def _start(folder: Path, target: Path, args: argparse.Namespace) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "cleaner", "run", str(folder / "in"), str(target), "--isolated", "--quiet"]
    options = ["--jobs", str(args.jobs), "--shard-size", "40", "--format", args.format]
    return subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL, cwd=ROOT)


def _disturbed(folder: Path, target: Path, args: argparse.Namespace, random: Random, usual: float) -> tuple[int, int]:
    """Start the run and kill it, some times over; give the kills and the orphans that stayed."""
    killed = orphans = 0
    for _ in range(random.randint(1, KILLS)):
        process = _start(folder, target, args)
        try:
            process.wait(random.uniform(0.0, usual))
            break
        except subprocess.TimeoutExpired:
            below = children(process.pid)
            process.kill()
            process.wait()
            killed += 1
            orphans += len(wait_until_gone(below, 5))
    return killed, orphans


if __name__ == "__main__":
    sys.exit(main())
