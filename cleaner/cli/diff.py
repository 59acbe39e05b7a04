"""`cleaner diff`: the articles that two runs clean differently."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from cleaner._io.missing import check_parent
from cleaner._io.show import emit_drawn, say
from cleaner._io.terminal import COLOURS, wants_colour
from cleaner.cli._common import Parser
from cleaner.cli._outputs import read_output
from cleaner.cli.explain import write_page


def parser() -> Parser:
    """The options of the command."""
    description = "Compare two outputs of the same articles, made with two presets, configs or versions."
    made = Parser("cleaner diff", description, "exit codes: 0 no difference, 1 some, 2 error")
    made.add_argument("a", metavar="A", type=Path, help="a folder that `cleaner run` wrote, or a JSONL file")
    made.add_argument("b", metavar="B", type=Path, help="the one to compare it with")
    made.add_argument("--html", metavar="OUT", type=Path, help="write a page there: one file, no script, no network")
    made.add_argument("--limit", metavar="N", type=int, default=200, help="documents to show in full (200)")
    made.add_argument("--color", choices=COLOURS, default="auto", help="auto (default), always or never")
    return made


def main(argv: Sequence[str]) -> int:
    """Compare the two outputs named in `argv`; return the exit code."""
    args = parser().parse_args(argv)
    if args.limit < 1:
        parser().error("--limit must be 1 or more")
    if args.html is not None:
        check_parent(args.html)
    from cleaner.report.comparison.corpus import compare_outputs

    comparison = compare_outputs(read_output(args.a), read_output(args.b), shown=args.limit)
    if args.html is not None:
        from cleaner.report.comparison.page import diff_page

        write_page(diff_page(comparison, str(args.a), str(args.b)), args.html)
        say(f"wrote {args.html}")
    else:
        from cleaner.report.comparison.terminal import diff_view

        colour = wants_colour(sys.stdout, args.color)
        emit_drawn(diff_view(comparison, str(args.a), str(args.b), colour=colour))
    return 1 if comparison.differs else 0
