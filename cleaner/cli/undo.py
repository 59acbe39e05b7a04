"""`cleaner undo`: restores the files that `cleaner check --fix --journal FILE` rewrote."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from cleaner._io.show import emit_drawn, safe_line, say
from cleaner.cli._common import Parser
from cleaner.files.journal import JournalReader
from cleaner.files.report import counted
from cleaner.files.undo import Fate, Undone, plan, undo

_EPILOG = """What is to be done is listed first. Only regular files inside the folder that the run worked in are
touched; a file that was changed since is left alone.

exit codes: 0 all as before, 1 some files were changed since and left alone, 2 error"""
_PLANNED = {"restored": "to be restored", "deleted": "to be deleted"}


def parser() -> Parser:
    """The options of the command."""
    made = Parser("cleaner undo", "Bring back, byte for byte, the files that a journal lists.", _EPILOG)
    made.add_argument(
        "journal", metavar="FILE", type=Path, help="the journal that `cleaner check --fix --journal` wrote"
    )
    made.add_argument("-n", "--dry-run", action="store_true", help="list what would be done; change nothing")
    made.add_argument("--anywhere", action="store_true", help="also change files outside the folder of the run")
    made.add_argument("-q", "--quiet", action="store_true", help="print only files that could not be restored")
    return made


def main(argv: Sequence[str]) -> int:
    """Undo the changes in the journal named in `argv`; return the exit code."""
    args = parser().parse_args(argv)
    with JournalReader(args.journal) as journal:
        for damage in journal.damage:
            about = f" (about {damage.path}?)" if damage.path else ""
            say(f"{args.journal}: line {damage.number} {damage.problem}; not undone{about}")
        planned = list(plan(journal, anywhere=args.anywhere))
        if not args.quiet or args.dry_run:
            emit_drawn("".join(_listed(one.path, _PLANNED.get(one.fate, one.message)) for one in planned))
        done = planned if args.dry_run else undo(journal, anywhere=args.anywhere)
        counts = _told(done, args)
        damaged = bool(journal.damage)
    return 2 if counts["failed"] or damaged else 1 if counts["changed"] else 0


def _told(done: Iterable[Undone], args: Namespace) -> Counter[Fate]:
    """Report each file, unless it was listed already, and count."""
    counts: Counter[Fate] = Counter()
    for path, fate, message in done:
        counts[fate] += 1
        bad = fate in ("changed", "failed")
        if not args.dry_run and (bad or not args.quiet):
            emit_drawn(_listed(path, message), sys.stderr if bad else sys.stdout)
    if not args.quiet:
        summary = ", ".join(f"{number} {fate}" for fate, number in sorted(counts.items()))
        say(f"{counted(counts.total(), 'file')}: {summary or 'nothing to undo'}{' (dry run)' if args.dry_run else ''}")
    return counts


def _listed(path: Path, message: str) -> str:
    return f"{safe_line(path)}: {safe_line(message)}\n"
