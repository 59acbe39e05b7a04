"""Time `cleaner check`: its start on one small clean file, and 1 000 files of 4 kB against ftfy alone.

    python scripts/bench_files.py

All figures are CPU time. The start is given over that of a bare Python, the least of several runs. For the 1 000 files
ftfy runs in one process, over texts that are in memory already; `cleaner check` is a command: it starts, walks the
folder, reads, decodes, repairs and looks for residue, and tells what it found.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_SENTENCES = (
    "It rained all night in the valley, {} said, and the river rose by two metres before the morning.",
    "Nobody on board had slept, least of all {}, who had been on the bridge since the evening before.",
    "“We do not know when the road will open again,” {} told a meeting in the school hall on Tuesday.",
    "The council voted eleven to four to close the old bridge, which {} crosses with 3,000 others every day.",
    "Zoë Müller, who runs the café beside the weir with {}, had carried what she could upstairs by five o’clock.",
    "By noon, according to {}, the water stood as high as the window sills of the houses along the quay.",
    "The insurers have asked for photographs, but {} has been waiting for an answer since the spring of 2019.",
)
_PEOPLE = (
    "the warden",
    "the captain",
    "the mayor",
    "Omar Haddad",
    "her brother",
    "a neighbour",
    "Hanna Lind",
    "the clerk",
)
_RESIDUE = ("Advertisement", "Share this article", "Sign up for our newsletter")


# As an installed package has it: its bytecode is kept.
_CACHE = tempfile.TemporaryDirectory()
_ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
_ENVIRONMENT["PYTHONPYCACHEPREFIX"] = _CACHE.name


def article(number: int, size: int, *, dirty: bool) -> str:
    """An article of about `size` characters; every fifth paragraph of a dirty one is residue."""
    pick = random.Random(number)
    paragraphs: list[str] = []
    length = 0
    while length < size:
        if dirty and len(paragraphs) % 5 == 3:
            paragraphs.append(pick.choice(_RESIDUE))
        else:
            sentences = (s.format(pick.choice(_PEOPLE)) for s in pick.sample(_SENTENCES, pick.randint(2, 3)))
            paragraphs.append(" ".join(sentences))
        length += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs) + "\n"


def cpu_ms(command: list[str], runs: int) -> float:
    """The least CPU time of `runs` runs of a command, in milliseconds."""
    return min(_cpu(command) for _ in range(runs)) * 1000


def _cpu(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_ENVIRONMENT, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def start(folder: Path, runs: int) -> None:
    """Print what one small clean file costs."""
    path = folder / "small.txt"
    path.write_text(article(1, 500, dirty=False), encoding="utf-8")
    bare = cpu_ms([sys.executable, "-c", "pass"], runs)
    check = cpu_ms([sys.executable, "-m", "cleaner", "check", str(path)], runs)
    print(f"start: bare Python {bare:.0f} ms, cleaner check {check:.0f} ms, {check - bare:.0f} ms over (CPU)")


def many(folder: Path, files: int, size: int, *, dirty: bool) -> bool:
    """Print what many files cost; say whether cleaner was faster than ftfy."""
    import ftfy

    texts = [article(i, size, dirty=dirty) for i in range(files)]
    for i, text in enumerate(texts):
        (folder / f"{i:04}.txt").write_text(text, encoding="utf-8")
    started = time.process_time()
    for text in texts:
        ftfy.fix_text(text)
    alone = time.process_time() - started
    command = [sys.executable, "-m", "cleaner", "check", "--isolated", "-q", "--jobs", "1", str(folder)]
    check = _cpu(command)
    kind = "dirty" if dirty else "clean"
    print(f"{files} {kind} files: ftfy {alone:.2f} s, cleaner check {check:.2f} s (CPU)")
    return check < alone


def main() -> int:
    """Print the figures; the exit code is 1 if ftfy alone was faster."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--size", type=int, default=4000, help="characters of each file")
    parser.add_argument("--runs", type=int, default=10)
    args = parser.parse_args()
    faster = []
    with tempfile.TemporaryDirectory() as folder:
        start(Path(folder), args.runs)
    for dirty in (False, True):
        with tempfile.TemporaryDirectory() as folder:
            faster.append(many(Path(folder), args.files, args.size, dirty=dirty))
    return 0 if all(faster) else 1


if __name__ == "__main__":
    sys.exit(main())
