"""`cleaner check`: reports what would be cut from files, and on request rewrites them."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from cleaner._io.show import emit, emit_drawn, say
from cleaner._io.terminal import wants_colour
from cleaner.cli._common import Parser, add_pipeline_options, config_from
from cleaner.config import Config
from cleaner.config.files import FileSettings
from cleaner.errors import ConfigError, InputError
from cleaner.files.examine import Examined, Examiner
from cleaner.files.fix import FileResult, carry_out, sweep_folders
from cleaner.files.formats import FORMATS, NEED_FIELD, suffix_of
from cleaner.files.ignore import FilePipelines
from cleaner.files.output_formats import OUTPUT_FORMATS, report
from cleaner.files.progress import Progress
from cleaner.files.report import Style, Totals, counted
from cleaner.files.run import examine_files
from cleaner.files.walk import Exclusion, Walk, exclusion, left_out, project_files

if TYPE_CHECKING:
    from cleaner.files.journal import Journal

_EPILOG = "exit codes: 0 clean or all carried out, 1 something found, 2 usage, configuration or input error"


def parser() -> Parser:
    """The options of the command."""
    made = Parser("cleaner check", "Find what would be cut from files in place; carry it out with --fix.", _EPILOG)
    add = made.add_argument
    add("paths", nargs="*", metavar="PATH", help="files and folders (default: this folder); - for standard input")
    do = made.add_mutually_exclusive_group()
    do.add_argument("--fix", action="store_true", help="rewrite the files in place")
    do.add_argument("--diff", action="store_true", help="print what --fix would change; write nothing")
    do.add_argument("--write-baseline", metavar="FILE", type=Path, help="record all findings as known; exit with 0")
    add("--exit-non-zero-on-fix", action="store_true", help="exit with 1 if --fix changed something")
    add("--write-text", action="store_true", help="write the text of each HTML file beside it, as .txt")
    add("--journal", metavar="FILE", type=Path, help="record the changes in FILE, for `cleaner undo FILE`")
    add("--break-hard-links", action="store_true", help="rewrite files that have several names, too")
    _add_choice(made)
    _add_output(made)
    add_pipeline_options(made, "safe")
    return made


def _add_choice(parser: Parser) -> None:
    add = parser.add_argument_group("which files").add_argument
    add(
        "--exclude", metavar="PATTERN", action="append", default=[], help="leave out, as in .gitignore; may be repeated"
    )
    add("--force-exclude", action="store_true", help="leave out what is excluded even if it is named")
    add("--no-gitignore", action="store_true", help="check what .gitignore leaves out, too")
    add("--field", metavar="NAME", help="the field of JSONL, CSV and TSV files that holds the article")
    add("--encoding", metavar="NAME", help="of files without a byte order mark (default: detected)")
    add("--stdin-filename", metavar="PATH", help="the name of standard input, for its format and settings")
    add("--jobs", metavar="N", type=int, default=0, help="processes (default: as many as make sense)")


def _add_output(parser: Parser) -> None:
    add = parser.add_argument_group("output").add_argument
    add("--output-format", choices=OUTPUT_FORMATS, default="text", help="of the findings (default: text)")
    add("--statistics", action="store_true", help="print the number of findings of each rule instead of the findings")
    add("--inline-ignores", action="store_true", help="obey lines such as <!-- cleaner: ignore --> in texts")
    add("--baseline", metavar="FILE", type=Path, help="the findings in FILE are known; leave them alone")
    add("-q", "--quiet", action="store_true", help="print only findings and errors")
    add("-v", "--verbose", action="store_true", help="also list what was fixed")


def main(argv: Sequence[str]) -> int:
    """Check the files named in `argv`; return the exit code."""
    args = parser().parse_args(argv)
    _check_usage(args)
    config = config_from(args)
    settings = config.files
    base = Path() if config.source is None else config.source.parent
    lists = ((base, settings.exclude), (Path(), args.exclude))
    excluded = (project_files(), *(exclusion(folder, patterns) for folder, patterns in lists if patterns))
    args.force_exclude = args.force_exclude or settings.force_exclude
    examiner = _examiner(args, config, settings, base)
    if config.layout == "paragraphs" and (args.fix or args.diff) and not args.quiet:
        say("the setting layout is for text that is written anew; files in place keep their lines")
    from_stdin = args.stdin_filename is not None or args.paths == ["-"]
    if from_stdin:
        return _check_stdin(args, examiner, excluded)
    paths = list(_walk(args, settings, excluded).files(args.paths or ["."]))
    if args.journal is not None:  # an older one may lie among the files
        own = os.path.realpath(args.journal)
        paths = [path for path in paths if os.path.realpath(path) != own]
    with _journal(args.journal, args.paths or ["."]) as journal:
        return _Run(args, journal).check(examiner, paths)


def _check_usage(args: Namespace) -> None:
    """Refuse options that make no sense together."""
    stdin = args.stdin_filename is not None or "-" in args.paths
    refused = (
        (stdin and any(p != "-" for p in args.paths), "standard input and files cannot be checked together"),
        (stdin and (args.write_baseline or args.write_text), "standard input has no place beside which to write"),
        (args.statistics and args.output_format not in ("text", "json"), "--statistics goes with text or json"),
        (args.journal and not (args.fix or args.write_text), "--journal goes with --fix"),
        (args.diff and args.output_format != "text", "--diff is a format of its own"),
        (args.jobs < 0, "--jobs must not be negative"),
    )
    for wrong, message in refused:
        if wrong:
            raise ConfigError(message)


def _examiner(args: Namespace, config: Config, settings: FileSettings, base: Path) -> Examiner:
    everything = config.override(ignore=()).pipeline("safe")  # what is ignored can differ between files
    per_file = tuple((exclusion(base, [pattern]), names) for pattern, names in settings.per_file_ignores)
    pipelines = FilePipelines(everything, (*settings.ignore, *config.ignore), per_file)
    encoding = settings.encoding
    if args.encoding is not None:
        from cleaner.config.files import check_encoding

        encoding = check_encoding(args.encoding, "--encoding")
    known = args.baseline or (base / settings.baseline if settings.baseline else None)
    baseline = {}
    if known is not None and args.write_baseline is None:
        from cleaner.files.baseline import load_baseline

        baseline = load_baseline(known)
    rewrite = bool(args.fix or args.diff)
    return Examiner(
        pipelines,
        field=args.field or settings.field,
        encoding=encoding,
        baseline=baseline,
        rewrite=rewrite,
        pages=args.write_text,
        inline=args.inline_ignores or settings.inline_ignores,
    )


def _walk(args: Namespace, settings: FileSettings, excluded: tuple[Exclusion, ...]) -> Walk:
    fields = bool(args.field or settings.field)
    suffixes = frozenset(s for s in FORMATS if fields or s not in NEED_FIELD)
    gitignore = settings.gitignore and not args.no_gitignore
    return Walk(suffixes, excluded, gitignore, args.force_exclude, None if args.quiet else partial(_say_left_out, args))


def _say_left_out(args: Namespace, path: str) -> None:
    """Report a file that was not checked although it seems to have been."""
    if path in args.paths:
        say(f"{path}: left out, as the settings say")
    elif suffix_of(path) in NEED_FIELD:
        say(f"{path}: left out; name the field that holds the article with --field")


def _journal(path: Path | None, names: Sequence[str]) -> AbstractContextManager[Journal | None]:
    if path is None:
        return nullcontext()
    from cleaner.files.journal import Journal
    from cleaner.files.walk import common_folder

    return Journal(path, common_folder(names))


class _Run:
    """One run over files: prints the findings, fixes them on request, and counts."""

    def __init__(self, args: Namespace, journal: Journal | None = None, out: TextIO | None = None) -> None:
        self._args, self._journal, self._out = args, journal, out
        self._report = report(args.output_format)
        self._style = Style(wants_colour(sys.stdout), args.verbose)
        self._totals = Totals()

    def check(self, examiner: Examiner, paths: Sequence[str]) -> int:
        """Check the files `paths`; return the exit code."""
        args = self._args
        if args.fix or args.write_text:
            for stray in sweep_folders(paths):
                self._note(f"deleted {stray}, left by a run that was killed")
        progress = Progress(sys.stderr, len(paths), wanted=not args.quiet)
        kept: list[Examined] = []
        try:
            for examined in examine_files(examiner, paths, args.jobs):
                outcome = self._outcome(examined)
                progress.clear()
                self.tell(outcome)
                if args.write_baseline is not None:
                    kept.append(examined)
                progress.step()
        except KeyboardInterrupt:
            progress.clear()
            done = f"{self._totals.files} of {counted(len(paths), 'file')} done, {self._totals.written} written"
            say(f"stopped: {done}; the others are as they were")
            raise
        progress.clear()
        if args.write_baseline is not None:
            return self._write_baseline(kept)
        return self.end()

    def tell(self, outcome: FileResult) -> None:
        """Print the report of one file, and count it."""
        args, examined = self._args, outcome.examined
        self._totals.add(outcome)
        if args.diff and examined.splices:
            from cleaner.files.diff import unified_diff

            emit(unified_diff(examined.path, examined.text, examined.splices), self._out)
        elif args.write_baseline is None:
            lines = list(self._report.file(outcome, self._style))
            if not (args.diff or (args.statistics and args.output_format == "text")):
                emit_drawn("".join(lines), self._out)
        for problem in (outcome.error, examined.refusal and f"not rewritten: {examined.refusal}"):
            if problem:
                say(f"{examined.path}: {problem}")
        for flag in examined.flags:
            self._note(f"{examined.path}: {flag}")

    def end(self) -> int:
        """Print the final report; return the exit code."""
        args, totals = self._args, self._totals
        if not args.diff:
            emit_drawn("".join(self._report.end(totals, args.statistics)), self._out)
        self._note(totals.summary() if totals.files else "there are no files to check")
        if totals.errors:
            return 2
        return 1 if totals.left or (args.exit_non_zero_on_fix and totals.written) else 0

    def _outcome(self, examined: Examined) -> FileResult:
        if self._args.fix or self._args.write_text:
            return carry_out(examined, journal=self._journal, break_hard_links=self._args.break_hard_links)
        return FileResult(examined, error=examined.error)

    def _write_baseline(self, kept: list[Examined]) -> int:
        from cleaner.files.baseline import write_baseline

        total = write_baseline(self._args.write_baseline, [e for e in kept if e.error is None])
        self._note(f"{counted(total, 'finding')} noted as known in {self._args.write_baseline}")
        return 2 if self._totals.errors else 0

    def _note(self, message: str) -> None:
        if not self._args.quiet:
            say(message)


def _check_stdin(args: Namespace, examiner: Examiner, excluded: tuple[Exclusion, ...]) -> int:
    """Check standard input; with --fix write it, changed or not, to standard output."""
    name = args.stdin_filename or "stdin.txt"
    data = sys.stdin.buffer.read()
    if args.force_exclude and left_out(excluded, name):
        examined = Examined(name)
    else:
        try:
            examined = examiner.examine(name, data)
        except InputError as error:
            examined = Examined(name, error=str(error))
    fixed = args.fix and examined.after is not None
    if args.fix:
        sys.stdout.buffer.write(data if examined.after is None else examined.after)
    run = _Run(args, out=sys.stderr if args.fix else None)
    outcome = FileResult(examined, name if fixed else None, examined.error, settled=fixed)
    run.tell(outcome)
    return run.end()
