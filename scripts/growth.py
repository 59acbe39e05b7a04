"""How the cost of cleaning grows with the size of the input, over families of hostile and odd documents.

    python scripts/growth.py                                 # all families, to 2 MB, in a process each
    python scripts/growth.py --sizes 100,200 "html: *"       # some of them, to 200 kB
    python scripts/growth.py --sizes 10000 "text: the same sentence, lines"

For each family: CPU seconds of the process at each size, the worst growth per doubling of the size (2 is linear), and
the peak of its memory in MB, Python and the loaded packs included. What takes too long is taken once more, the better
time counts, and the family goes no further if it still does. Exit code 1 if a family grows by more than --bound per
doubling, takes more than --seconds at 200 kB, more than --large-seconds or --large-megabytes at 10 MB, or gives its
text back unclean because the budget (``limits.seconds``) was used up. From which size on a family comes back whole
for its many blocks (``limits.blocks``) stands at the end of its line; that is no failure.
"""

from __future__ import annotations

import argparse
import json
import math
import multiprocessing
import resource
from fnmatch import fnmatchcase
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from _families import FAMILIES

import cleaner
from cleaner.model import TOO_MANY_BLOCKS

_TOO_SHORT = 0.1  # CPU seconds; below, the noise of the clock makes the growth
_BUDGETS = {"out-of-time", "metadata-out-of-time"}


def main() -> int:
    """Run the command; 1 if a family is beyond the bounds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=["*"], help="names or patterns of families")
    parser.add_argument("--sizes", type=_sizes, default="100,200,500,1000,2000", metavar="KB,KB")
    parser.add_argument("--bound", type=float, default=2.3, help="the most that cost may grow when the size doubles")
    parser.add_argument("--seconds", type=float, default=2.0, help="the most that 200 kB may take")
    parser.add_argument("--large-seconds", type=float, default=10.0, help="the most that 10 MB may take")
    parser.add_argument("--large-megabytes", type=float, default=500.0, help="the most that 10 MB may need")
    parser.add_argument("--patience", type=int, default=60, help="CPU seconds after which one run is given up")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    names = [name for name in FAMILIES if any(fnmatchcase(name, pattern) for pattern in args.names)]
    rows, beyond = {}, []
    for name in names:
        row = rows[name] = _measured(name, args)
        if row["beyond"]:
            beyond.append(name)
        times = " ".join(f"{s:7.2f}" for s in row["seconds"].values())
        print(f"{name:40} {times} | x{row['growth']:.2f} {row['megabytes']:5.0f} MB  {_notes(row)}", flush=True)
    if args.json:
        args.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    print(f"{len(names)} families, {len(beyond)} beyond the bounds: {', '.join(beyond) or 'none'}")
    return int(bool(beyond))


def _notes(row: dict[str, Any]) -> str:
    whole = f"whole from {row['whole']} kB" if row["whole"] else ""
    return "; ".join(filter(None, (row["beyond"], whole)))


def _sizes(listed: str) -> list[int]:
    return sorted(map(int, listed.split(",")))


def _measured(name: str, args: argparse.Namespace) -> dict[str, Any]:
    """CPU seconds by size in kB, the worst growth, the peak of memory, and which bound it is beyond."""
    row: dict[str, Any] = {"seconds": {}, "growth": 0.0, "megabytes": 0.0, "beyond": "", "whole": 0}
    before: tuple[int, float] | None = None
    for size in args.sizes:
        took, peak, failed, whole = _once(name, size, args.patience)
        row["whole"] = row["whole"] or (size if whole else 0)
        if not failed and _too_much(before, size, took, peak, args):
            again, *_ = _once(name, size, args.patience)
            took = min(took, again or took)
            if before and _growth(before, (size, took)) > args.bound:  # or the time before was too good
                before = before[0], max(before[1], _once(name, before[0], args.patience)[0])
        row["seconds"][str(size)] = took
        row["megabytes"] = peak
        if before and before[1] >= _TOO_SHORT:
            row["growth"] = max(row["growth"], _growth(before, (size, took)))
        row["beyond"] = failed or _too_much(before, size, took, peak, args)
        if row["beyond"]:
            break
        before = size, took
    return row


def _growth(before: tuple[int, float], after: tuple[int, float]) -> float:
    """By how much the cost grows when the size doubles."""
    doublings = math.log2(after[0] / before[0])
    return math.pow(max(after[1], 1e-6) / max(before[1], 1e-6), 1 / doublings)


def _too_much(before: tuple[int, float] | None, size: int, took: float, peak: float, args: argparse.Namespace) -> str:
    """Which bound is passed, in words; empty if none is."""
    if before and before[1] >= _TOO_SHORT and _growth(before, (size, took)) > args.bound:
        return f"x{_growth(before, (size, took)):.2f} from {before[0]} to {size} kB"
    if size <= 200 and took > args.seconds * size / 200:
        return f"{took:.1f} s at {size} kB"
    if size >= 10_000 and took > args.large_seconds * size / 10_000:
        return f"{took:.1f} s at {size} kB"
    if size >= 10_000 and peak > args.large_megabytes * size / 10_000:
        return f"{peak:.0f} MB at {size} kB"
    return ""


def _once(name: str, size: int, patience: int) -> tuple[float, float, str, bool]:
    """CPU seconds, MB, what went wrong, and whether there were too many blocks: `size` kB in a process of its own."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=_run, args=(name, size, patience, theirs))
    process.start()
    theirs.close()
    try:
        took, peak, flags = ours.recv()
    except EOFError:  # the kernel ended it: out of CPU time, or of memory
        return 0.0, 0.0, f"died at {size} kB, after {patience} s or of something else", False
    finally:
        process.join()
        ours.close()
    unclean = _BUDGETS & set(flags)
    failed = f"{', '.join(sorted(unclean))} at {size} kB" if unclean else ""
    return took, peak, failed, TOO_MANY_BLOCKS in flags


def _run(name: str, size: int, patience: int, to: Connection) -> None:
    kind, make = FAMILIES[name]
    source = make(size * 1000)
    cleaner.clean("It rained all night.\n\nBy noon it was over.", kind=kind)  # what is loaded once does not count
    begun = _seconds()
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(begun + patience), resource.RLIM_INFINITY))
    result = cleaner.clean(source, kind=kind)
    result.to_json()
    took = _seconds() - begun
    to.send((took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, [flag.code for flag in result.flags]))


def _seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    raise SystemExit(main())
