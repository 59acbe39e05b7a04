"""`cleaner report`: pages on what was cut from a corpus, by rule, with examples."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cleaner._io.show import say
from cleaner.cli._common import Parser
from cleaner.cli._outputs import read_output, read_rejected


def parser() -> Parser:
    """The options of the command."""
    made = Parser("cleaner report", "Make pages that show what was cut over a corpus.", "exit codes: 0 done, 2 error")
    made.add_argument("output", metavar="OUT", type=Path, help="a folder that `cleaner run` wrote, or a JSONL file")
    made.add_argument("-o", "--report", metavar="DIR", type=Path, help="the folder to write (default: OUT-report)")
    made.add_argument("--examples", metavar="N", type=int, default=8, help="documents to show of each rule (8)")
    made.add_argument("--open", action="store_true", help="open the report in the browser")
    return made


def main(argv: Sequence[str]) -> int:
    """Write the report on the output named in `argv`; return the exit code."""
    args = parser().parse_args(argv)
    if args.examples < 1:
        parser().error("--examples must be 1 or more")
    out: Path = args.output
    index = report_on(out, args.report or out.with_name(f"{out.name}-report"), args.examples)
    if args.open:
        import webbrowser

        webbrowser.open(index.resolve().as_uri())
    return 0


def report_on(out: Path, target: Path, examples: int = 8) -> Path:
    """Write the report on the output `out` into the folder `target`; return its index page."""
    from cleaner.report.corpus import write_report

    rows, rejected = read_output(out), read_rejected(out)
    index = write_report(rows, target, rejected=rejected, name=out.name, examples=examples)
    say(f"wrote {index}")
    return index
