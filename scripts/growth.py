"""How the cost of cleaning grows with the size of the input, over families of hostile and odd documents.

    python scripts/growth.py                          # all families, to 800 kB, in a process each
    python scripts/growth.py --most 2000 "html: *"    # some of them, to 2 MB
    python scripts/growth.py --json growth.json

For each family: CPU seconds at each size, the worst growth from one size to its double (2 is linear), and the peak of
the memory in MB. Exit code 1 if a family grows by more than --bound or takes more than --seconds at 200 kB.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import time
from fnmatch import fnmatchcase
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from _families import FAMILIES

import cleaner

_TOO_SHORT = 0.05  # CPU seconds; below, the noise of the clock makes the growth
_PATIENCE = 120  # seconds a family may take at one size


def main() -> int:
    """Run the command; 1 if a family is beyond the bounds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=["*"], help="names or patterns of families")
    parser.add_argument("--least", type=int, default=50, metavar="KB")
    parser.add_argument("--most", type=int, default=800, metavar="KB")
    parser.add_argument("--bound", type=float, default=2.3, help="the most that cost may grow when the size doubles")
    parser.add_argument("--seconds", type=float, default=2.0, help="the most that 200 kB may take")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    sizes = [args.least]
    while sizes[-1] * 2 <= args.most:
        sizes.append(sizes[-1] * 2)
    names = [name for name in FAMILIES if any(fnmatchcase(name, pattern) for pattern in args.names)]
    rows, beyond = {}, []
    for name in names:
        row = measured(name, sizes)
        rows[name] = row
        if row["growth"] > args.bound or row["seconds"].get("200", 0.0) > args.seconds or row["failed"]:
            beyond.append(name)
        times = " ".join(f"{s:7.2f}" for s in row["seconds"].values())
        mark = "  <--" if name in beyond else ""
        print(f"{name:36} {times} | x{row['growth']:.2f} {row['megabytes']:6.0f} MB {row['failed']}{mark}", flush=True)
    if args.json:
        args.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    print(f"{len(names)} families, {len(beyond)} beyond the bounds: {', '.join(beyond) or 'none'}")
    return int(bool(beyond))


def measured(name: str, sizes: list[int]) -> dict[str, Any]:
    """CPU seconds by size in kB, the worst growth, the peak of memory, and what failed."""
    seconds: dict[str, float] = {}
    peak, failed = 0.0, ""
    for size in sizes:
        ours, theirs = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.Process(target=_one, args=(name, size, theirs))
        process.start()
        theirs.close()
        try:
            if not ours.poll(_PATIENCE):
                failed = f"no result in {_PATIENCE} s at {size} kB"
                break
            seconds[str(size)], peak = ours.recv()
        except EOFError:
            failed = f"died at {size} kB"
            break
        finally:
            process.kill()
            process.join()
    pairs = list(zip(seconds.values(), list(seconds.values())[1:], strict=False))
    growth = max([after / before for before, after in pairs if before >= _TOO_SHORT], default=0.0)
    return {"seconds": seconds, "growth": growth, "megabytes": peak, "failed": failed}


def _one(name: str, size: int, to: Connection) -> None:
    kind, make = FAMILIES[name]
    source = make(size * 1000)
    cleaner.clean("It rained all night.\n\nBy noon it was over.", kind=kind)  # what is loaded once does not count
    best = None
    for _ in range(2 if size <= 200 else 1):
        begun = time.process_time()
        cleaner.clean(source, kind=kind).to_json()
        took = time.process_time() - begun
        best = took if best is None else min(best, took)
    to.send((best, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


if __name__ == "__main__":
    raise SystemExit(main())
