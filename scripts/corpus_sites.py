"""What a corpus in two passes costs: CPU seconds of each pass and peak memory, on synthetic pages of many sites.

    python scripts/corpus_sites.py [--pages 20000] [--sites 200] [--jobs 2]

Each page is an invented article between lines that its site repeats. The pages of a site come scattered over all
files. The last line says what the same would take for a million pages of 10,000 sites, by simple proportion.
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

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from _articles import article

from cleaner.corpus import Limits, Progress, Recipe, run

_FILES = 8
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


def main() -> int:
    """Measure; give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--sites", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--first-pass", action="store_true", help="end behind the first pass")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = write_pages(folder / "in", args.pages, args.sites)
        begun = cpu()
        learned: list[float] = []

        def on_progress(progress: Progress) -> None:
            if not progress.stage and not learned:
                learned.append(cpu() - begun)
                if args.first_pass:
                    raise KeyboardInterrupt

        limits = Limits(args.jobs)
        with suppress(KeyboardInterrupt):
            run(str(folder / "in"), folder / "out", Recipe(learn_sites=True), limits, on_progress=on_progress)
        second = cpu() - begun - learned[0]
        found = len(json.loads((folder / "out" / "sites.json").read_text()))
        begun = cpu()
        if not args.first_pass:
            run(str(folder / "in"), folder / "once", Recipe(), limits)
        alone = cpu() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    first, times = learned[0], 1_000_000 / args.pages
    print(f"{args.pages:,} pages ({size / 1e6:.0f} MB) of {args.sites:,} sites, {found:,} profiles")
    if args.first_pass:
        print(f"first pass {first:.1f} s CPU; peak memory {peak:.0f} MB")
        return 0
    print(f"first pass {first:.1f} s CPU, second {second:.1f} s ({first / second:.2f}); one pass alone {alone:.1f} s")
    print(f"peak memory of the process that reads and writes: {peak:.0f} MB")
    hours = [seconds * times / 3600 for seconds in (first, second)]
    print(f"a million pages of 10,000 sites: first pass {hours[0]:.1f} h CPU, second {hours[1]:.1f} h")
    return 0


if __name__ == "__main__":
    sys.exit(main())
