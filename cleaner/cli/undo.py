"""`cleaner undo`: bring back the files that `cleaner check --fix --journal FILE` rewrote."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from cleaner.cli._common import Parser, emit
from cleaner.files.journal import Outcome, read_journal, undo
from cleaner.files.report import counted

_EPILOG = "exit codes: 0 all as before, 1 some files were changed since and left alone, 2 error"


def main(argv: Sequence[str]) -> int:
    """Undo what the journal named in `argv` tells of; give the exit code."""
    parser = Parser("cleaner undo", "Bring back, byte for byte, the files that a journal tells of.", _EPILOG)
    parser.add_argument("journal", metavar="FILE", type=Path, help="what `cleaner check --fix --journal` wrote")
    parser.add_argument("-q", "--quiet", action="store_true", help="tell only of files that could not be brought back")
    args = parser.parse_args(argv)
    counts: Counter[Outcome] = Counter()
    for undone in undo(read_journal(args.journal)):
        counts[undone.outcome] += 1
        bad = undone.outcome in ("changed", "failed")
        if bad or not args.quiet:
            emit(f"{undone.path}: {undone.message}\n", sys.stderr if bad else sys.stdout)
    if not args.quiet:
        said = ", ".join(f"{number} {outcome}" for outcome, number in sorted(counts.items()))
        emit(f"cleaner: {counted(counts.total(), 'file')}: {said or 'nothing to undo'}\n", sys.stderr)
    return 2 if counts["failed"] else 1 if counts["changed"] else 0
