"""`cleaner run`: cleans a corpus into shards."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Sequence
from pathlib import Path

from cleaner._io.show import emit, say
from cleaner.cli._common import Parser, add_layout_options, add_pipeline_options, config_from
from cleaner.cli._progress import Display, summary
from cleaner.cli.report import report_on
from cleaner.config import TEXT_FORMS
from cleaner.corpus.engines import ENGINES
from cleaner.corpus.manifest import ChangedError
from cleaner.corpus.readers import READERS
from cleaner.corpus.recipe import OUTPUT_FORMATS, Limits, Recipe
from cleaner.corpus.run import AccountError, run
from cleaner.errors import ConfigError
from cleaner.read import KINDS

_EPILOG = """SRC is a file, a folder or a quoted glob of JSON lines (.jsonl), CSV, Parquet, WARC, text or HTML files;
all but Parquet may be packed (.gz, .zst). DST is a folder. Interrupted, the same command goes on where it was.

exit codes: 0 all documents cleaned, 1 input or output changed meanwhile, 2 usage or input error,
3 some documents rejected (see DST/rejected.jsonl), 130 interrupted"""
_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


def parser() -> Parser:
    """The options of the command."""
    made = Parser("cleaner run", "Clean a corpus; one bad page costs one page.", _EPILOG)
    made.add_argument("source", metavar="SRC", help="what to clean")
    made.add_argument("target", metavar="DST", nargs="?", type=Path, help="where to; not needed for --dry-run")
    _add_input_options(made)
    output = made.add_argument_group("output")
    output.add_argument("--format", choices=OUTPUT_FORMATS, default="jsonl", help="of the shards (default: jsonl)")
    output.add_argument(
        "--safe-csv", action="store_true", help="put ' before CSV cells that begin with =, +, - or @, as formulas do"
    )
    output.add_argument("--removals", action="store_true", help="add the columns removals and repairs")
    output.add_argument("--text", choices=TEXT_FORMS, help="how the body is written (default: plain)")
    add_layout_options(output)
    output.add_argument("--no-metadata", action="store_true", help="leave out the metadata, which saves its cost")
    output.add_argument(
        "--learn-sites", action="store_true", help="first learn what each site repeats on its pages, and cut it"
    )
    output.add_argument("--report", metavar="DIR", type=Path, help="write a report on what was cut; adds removals")
    output.add_argument(
        "--shard-size",
        metavar="N",
        type=int,
        default=Recipe().shard_size,
        help="documents a shard (default: %(default)s)",
    )
    output.add_argument("--dry-run", action="store_true", help="write nothing; print statistics and examples by filter")
    _add_work_options(made)
    add_pipeline_options(made, "article")
    return made


def _add_input_options(parser: Parser) -> None:
    group = parser.add_argument_group("input")
    group.add_argument("--from", dest="input_format", choices=tuple(READERS), help="format, if the names do not tell")
    group.add_argument("--column", metavar="NAME", help="column to clean (default: text, or else html)")
    group.add_argument("--id-column", metavar="NAME", default="id", help="column with the id (default: id)")
    group.add_argument("--url-column", metavar="NAME", default="url", help="column with the address (default: url)")
    group.add_argument("--title-column", metavar="NAME", help="column with the headline, as a feed has it: a hint")
    group.add_argument("--published-column", metavar="NAME", help="column with the date of publication: a hint")
    group.add_argument("--delimiter", metavar="CHAR", help="of CSV files, as ';' or 'tab' (default: detected)")
    group.add_argument("--encoding", metavar="NAME", help="of text, CSV and JSON lines (default: detected)")
    group.add_argument("--kind", choices=KINDS, default="auto", help="what the documents are (default: detected)")
    group.add_argument("--limit", metavar="N", type=int, help="take only the first N documents")
    group.add_argument("--sample", metavar="SHARE", type=float, help="take this share of the documents, 0 to 1")
    group.add_argument(
        "--max-size",
        metavar="SIZE",
        type=_size,
        default=Recipe().max_bytes,
        help=f"reject larger documents (default: {Recipe().max_bytes >> 20}M)",
    )


def _add_work_options(parser: Parser) -> None:
    work = parser.add_argument_group("work")
    work.add_argument("--jobs", metavar="N", type=int, help="worker processes (default: one a processor)")
    work.add_argument(
        "--timeout",
        metavar="SECONDS",
        type=float,
        default=Limits().timeout,
        help="for one document (default: %(default)g)",
    )
    work.add_argument(
        "--memory",
        metavar="SIZE",
        type=_size,
        default=Limits().memory,
        help=f"for one worker (default: {Limits().memory >> 30}G)",
    )
    work.add_argument("--engine", choices=ENGINES, default="local", help="local (default) or ray")
    work.add_argument("--ray-address", metavar="ADDRESS", help="of a Ray cluster that is there already")
    work.add_argument("--quiet", action="store_true", help="print only errors")


def _size(text: str) -> int:
    """Bytes, from a number with K, M or G behind it."""
    number, unit = (text[:-1], text[-1].upper()) if text[-1:].isalpha() else (text, "")
    try:
        return int(float(number) * _UNITS[unit])
    except (KeyError, ValueError, OverflowError):
        raise ArgumentTypeError(f"{text!r} is no size; write it as 512M or 2G") from None


def main(argv: Sequence[str]) -> int:
    """Clean the corpus named in `argv`; return the exit code."""
    args = parser().parse_args(argv)
    if args.target is None and not args.dry_run:
        raise ConfigError("run needs a folder to write into: cleaner run SRC DST (or --dry-run)")
    if args.report is not None:
        _check_report(args)
    display = Display(sys.stderr, quiet=args.quiet)
    try:
        done = run(
            args.source,
            None if args.dry_run else args.target,
            _recipe(args),
            Limits(args.jobs, args.timeout, args.memory),
            engine=args.engine,
            address=args.ray_address,
            on_progress=display.show,
        )
    except (AccountError, ChangedError) as error:
        say(error)
        return 1
    finally:
        display.close()
    if not args.quiet or args.dry_run:
        emit(summary(done, examples=args.dry_run))
    if args.report is not None:
        report_on(args.target, args.report)
    return 3 if done.statistics.documents["rejected"] else 0


def _check_report(args: Namespace) -> None:
    """Refuse before the work options whose output could not be written after it."""
    from cleaner.report.corpus import check_target

    if args.dry_run:
        raise ConfigError("--report needs an output, and --dry-run writes none; leave one of them out")
    check_target(args.report)


def _recipe(args: Namespace) -> Recipe:
    return Recipe(
        config=config_from(args).override(text=args.text),
        input_format=args.input_format,
        output_format=args.format,
        column=args.column,
        id_column=args.id_column,
        url_column=args.url_column,
        title_column=args.title_column,
        published_column=args.published_column,
        delimiter="\t" if args.delimiter in ("tab", "\\t") else args.delimiter,
        encoding=args.encoding,
        kind=args.kind,
        safe_csv=args.safe_csv,
        removals=args.removals or args.report is not None,
        metadata=not args.no_metadata,
        learn_sites=args.learn_sites,
        limit=args.limit,
        sample=args.sample,
        shard_size=args.shard_size,
        max_bytes=args.max_size,
    )
