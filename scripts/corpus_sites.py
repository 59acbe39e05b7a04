"""What a corpus in two passes costs: CPU seconds, peak memory and disk of each pass, on synthetic pages of many sites.

    python scripts/corpus_sites.py [--pages 20000] [--sites 200] [--jobs 2] [--second 5000]

Each page is an invented article between lines that its site repeats. The pages of a site come scattered over all
files. With ``--second`` the second pass ends after so many pages, and what all would take is told by proportion.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import sys
import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path
from random import Random
from time import monotonic

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from _articles import article

from cleaner.corpus import Limits, Progress, Recipe, run

_FILES = 16
_LINES = (
    "The {0} Courier has been printed on the quay since the great flood.",
    "By {1}, Staff Writer of the {0} Courier",
    "Get the {0} Courier on your doorstep for ${2} a month.",
    "{0} Courier Media, Quay Street 4. All the news that floats.",
)
_NAMES = ("Hanna Lind", "Omar Haddad", "Ida Moor", "Piet Vos", "Mia Berg", "Jon Hale")


def write_pages(folder: Path, pages: int, sites: int) -> int:
    """Write the pages; give their size in bytes."""
    folder.mkdir()
    random, size = Random(7), 0
    with ExitStack() as stack:
        streams = [stack.enter_context(gzip.open(folder / f"{i}.jsonl.gz", "wt", 1)) for i in range(_FILES)]
        for number in range(pages):
            site = random.randrange(sites)
            name = f"Harbour{site}"
            lines = [line.format(name, random.choice(_NAMES), random.choice((4, 5, 9))) for line in _LINES]
            text = "\n\n".join([*lines[:2], article(number, 6), *lines[2:]])
            url = f"https://www.{name.lower()}.example/{number}"
            size += len(text)
            streams[number * _FILES // pages].write(json.dumps({"id": f"{number}", "url": url, "text": text}) + "\n")
    return size


def cpu() -> float:
    """CPU seconds of this process and of those that it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def peaks() -> str:
    """The peak memory of this process and of the largest worker so far."""
    own, worker = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return f"peak memory {own:.0f} MB, of a worker {worker:.0f} MB"


class Watch:
    """Notes what each pass has cost when it ends, and ends the second one after `most` pages."""

    def __init__(self, target: Path, most: int | None) -> None:
        self.begun, self.started, self.target, self.most = cpu(), monotonic(), target, most
        self.waiting = self.pages = 0
        self.first = 0.0

    def __call__(self, progress: Progress) -> None:
        """Take the progress of a run."""
        if progress.stage:
            self.waiting = sum(path.stat().st_size for path in (self.target / "_run" / "sites").iterdir())
            print(
                f"  {progress.read / progress.bytes:.0%} of the first pass, {monotonic() - self.started:.0f} s",
                flush=True,
            )
            return
        if not self.first:
            self.first = cpu() - self.begun
            wall = monotonic() - self.started
            print(f"first pass {self.first:.1f} s CPU, {wall:.0f} s; {peaks()}", flush=True)
            print(f"  {self.waiting / 1e6:.1f} MB waited on disk for their site's turn", flush=True)
        self.pages = progress.documents
        if self.most is not None and self.pages >= self.most:
            raise KeyboardInterrupt


def main() -> int:
    """Measure; give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--sites", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--second", type=int, help="pages after which the second pass ends")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = write_pages(folder / "in", args.pages, args.sites)
        print(f"{args.pages:,} pages ({size / 1e6:.0f} MB) of {args.sites:,} sites", flush=True)
        watch = Watch(folder / "out", args.second)
        with suppress(KeyboardInterrupt):
            run(str(folder / "in"), folder / "out", Recipe(learn_sites=True), Limits(args.jobs), on_progress=watch)
        second = (cpu() - watch.begun - watch.first) * args.pages / max(1, watch.pages)
        profiles = [path.stat().st_size for path in (folder / "out" / "sites").iterdir()]
    print(f"{len(profiles):,} profiles, {sum(profiles) / len(profiles):,.0f} bytes each; {peaks()}")
    part = "" if watch.pages == args.pages else f" (measured on {watch.pages:,} pages)"
    print(f"second pass {second:.1f} s CPU{part}; the first takes {watch.first / second:.3f} of that")
    return 0


if __name__ == "__main__":
    sys.exit(main())
