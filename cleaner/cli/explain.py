"""`cleaner explain`: what was cut from an article and why, in the terminal or as a page."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from cleaner._io.atomic import write_whole
from cleaner._io.missing import check_parent
from cleaner._io.show import emit_drawn, say
from cleaner._io.terminal import COLOURS, wants_colour
from cleaner.cli._common import Parser, add_pipeline_options, config_from
from cleaner.errors import InputError
from cleaner.files.articles import kind_of
from cleaner.files.documents import AS_DOCUMENT, pipeline_for
from cleaner.files.sources import find_source, read_source
from cleaner.read import KINDS
from cleaner.result import Result


def parser() -> Parser:
    """The options of the command."""
    made = Parser("cleaner explain", "Show what is cut from an article, and why.", "exit codes: 0 done, 2 error")
    made.add_argument("file", nargs="?", default="-", metavar="FILE", help="a file; - or none for standard input")
    made.add_argument("--html", metavar="OUT", type=Path, help="write a page there: one file, no script, no network")
    made.add_argument("--open", action="store_true", help="open the page in the browser")
    made.add_argument("--color", choices=COLOURS, default="auto", help="auto (default), always or never")
    made.add_argument("--kind", choices=KINDS, default="auto", help="what the input is (default: detected)")
    made.add_argument("--url", help="where the article came from")
    add_pipeline_options(made, "article")
    return made


def main(argv: Sequence[str]) -> int:
    """Explain the cleaning of the file named in `argv`; return the exit code."""
    args = parser().parse_args(argv)
    if args.html is not None:
        check_parent(args.html)
    config, source = config_from(args), find_source(args.file)
    data, kind, articles = read_source(source), kind_of(source, args.kind), config.pipeline()
    pipeline = pipeline_for(source.name, data, kind, articles=articles, documents=config.pipeline_for_documents())
    if pipeline is not articles:
        say(f"{source.name}: {AS_DOCUMENT}")
    result = pipeline.clean(data, url=args.url, kind=kind)
    name = "standard input" if args.file == "-" else args.file
    if args.html is None and not args.open:
        _print(result, name, args.color)
        return 0
    target = args.html or _temporary()
    from cleaner.report.audit import audit_page

    write_page(audit_page(result, name), target)
    if args.open:
        import webbrowser

        webbrowser.open(target.resolve().as_uri())
    say(f"wrote {target}")
    return 0


def _print(result: Result, name: str, choice: str) -> None:
    from cleaner.report.terminal import terminal_view

    width = None
    if sys.stdout.isatty():
        from shutil import get_terminal_size

        width = get_terminal_size().columns
    emit_drawn(terminal_view(result, name, colour=wants_colour(sys.stdout, choice), width=width))


def write_page(page: str, target: Path) -> None:
    """Write `page` as UTF-8; raises `InputError`."""
    try:
        write_whole(target, page.encode("utf-8"))
    except OSError as error:
        raise InputError(f"{target}: cannot be written ({error.strerror})") from None


def _temporary() -> Path:
    """A temporary file for a page that is only viewed."""
    from tempfile import NamedTemporaryFile

    with NamedTemporaryFile(prefix="cleaner-", suffix=".html", delete=False) as made:
        return Path(made.name)
