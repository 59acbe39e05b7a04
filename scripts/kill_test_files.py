"""Kill `cleaner check --fix` at random moments, and see whether any file is torn or lost.

    python scripts/kill_test_files.py --kills 300

Each run is a fork of this process, so that the kills hit the work and not the start. After each kill every file
must hold its old or its new content, whole; at the end one run that nobody kills must finish the work and sweep
what the killed ones left behind, and the journal of them all must bring every file back.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from cleaner.cli import main as cleaner

_JOURNAL = "journal.jsonl"
_LINES = "It rained all night, the warden said.\n\nAdvertisement\n\nBy noon the river was over its banks.\n"


@dataclass(frozen=True)
class Figures:
    """What the kills did.

    Args:
        kills: how many runs were killed or tried to be.
        finished: how many had ended before the kill.
        torn: how many times a file held neither its old nor its new content.
        lost: how many times a file was not there.
        strays: how many temporary files the killed runs left behind.
        strays_left: how many of them were still there at the end.
        not_undone: how many files the journal did not bring back.
    """

    kills: int
    finished: int
    torn: int
    lost: int
    strays: int
    strays_left: int
    not_undone: int


def kill_runs(folder: Path, kills: int, files: int, seed: int) -> Figures:
    """Kill `kills` runs over `files` files in `folder`."""
    pick = random.Random(seed)
    old = {
        folder / f"{i:03}.txt": (f"Story {i} began in the rain, long ago.\n\n" + _LINES * 4).encode()
        for i in range(files)
    }
    new, seconds = _undisturbed(folder, old)
    (folder / _JOURNAL).unlink()
    torn = lost = finished = 0
    seen: set[str] = set()
    for kill in range(kills):
        if kill % 4 == 0:
            for path, content in old.items():
                path.write_bytes(content)
        finished += _killed(folder, pick.uniform(0, seconds / 2 if kill % 4 else seconds))
        for path in old:
            if not path.exists():
                lost += 1
            elif path.read_bytes() not in (old[path], new[path]):
                torn += 1
        seen |= {p.name for p in folder.glob(".cleaner-*")}
    _wait(_start(folder))
    lost += sum(path.read_bytes() != new[path] for path in old)
    _wait(_fork(["undo", str(folder / _JOURNAL)]))
    not_undone = sum(path.read_bytes() != content for path, content in old.items())
    return Figures(kills, finished, torn, lost, len(seen), len(list(folder.glob(".cleaner-*"))), not_undone)


def _undisturbed(folder: Path, old: dict[Path, bytes]) -> tuple[dict[Path, bytes], float]:
    """What the files become if nobody kills the run, and how long that takes."""
    for path, content in old.items():
        path.write_bytes(content)
    started = time.perf_counter()
    _wait(_start(folder))
    seconds = time.perf_counter() - started
    new = {path: path.read_bytes() for path in old}
    if any(new[path] == content for path, content in old.items()):
        raise SystemExit("the files were not rewritten; there is nothing to kill")
    return new, seconds


def _killed(folder: Path, after: float) -> bool:
    """Start a run and kill it `after` so many seconds; say whether it had ended by then."""
    process = _start(folder)
    time.sleep(after)
    ended, _ = os.waitpid(process, os.WNOHANG)
    if ended:
        return True
    os.kill(process, signal.SIGKILL)
    _wait(process)
    return False


def _start(folder: Path) -> int:
    return _fork(["check", "--fix", "--isolated", "--jobs", "1", "--journal", str(folder / _JOURNAL), str(folder)])


def _fork(arguments: list[str]) -> int:
    process = os.fork()
    if process == 0:
        code = 1
        try:
            with Path(os.devnull).open("w") as nowhere:
                os.dup2(nowhere.fileno(), 1)
                os.dup2(nowhere.fileno(), 2)
            code = cleaner(arguments)
        finally:
            os._exit(code)
    return process


def _wait(process: int) -> None:
    os.waitpid(process, 0)


def main() -> int:
    """Kill, count, print; the exit code is 1 if anything was torn, lost or left."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--files", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = kill_runs(Path(folder), args.kills, args.files, args.seed)
    print(figures)
    return 1 if figures.torn or figures.lost or figures.strays_left or figures.not_undone else 0


if __name__ == "__main__":
    sys.exit(main())
