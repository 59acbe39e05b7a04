"""`cleaner clean`: articles in, clean text (or JSON) out."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from cleaner._io.atomic import write_whole
from cleaner._io.show import emit, emit_drawn, encodable, safe_line, say, shortened
from cleaner.cli._common import Parser, add_pipeline_options, config_from
from cleaner.errors import InputError
from cleaner.output import FORMATS, render
from cleaner.read import KINDS
from cleaner.result import Result


def _parser() -> Parser:
    parser = Parser("cleaner clean", "Clean scraped articles, plain text or HTML.", "exit codes: 0 done, 2 error")
    parser.add_argument("files", nargs="*", metavar="FILE", help="a file; - or none for standard input")
    parser.add_argument("-o", "--output", metavar="DIR", type=Path, help="write a file each into this folder")
    parser.add_argument("--format", choices=tuple(FORMATS), default="text", help="text (default), json or jsonl")
    parser.add_argument("--metadata", action="store_true", help="put the metadata before the text as front matter")
    parser.add_argument("--unwrap", action="store_true", help="write a paragraph a line, however the text came")
    parser.add_argument("--explain", action="store_true", help="list each removal and repair on standard error")
    parser.add_argument("--kind", choices=KINDS, default="auto", help="what the input is (default: found out)")
    parser.add_argument("--url", help="where the article came from")
    add_pipeline_options(parser, "article")
    return parser


def main(argv: Sequence[str]) -> int:
    """Clean the files named in `argv`; give the exit code."""
    args = _parser().parse_args(argv)
    pipeline = config_from(args).pipeline()
    metadata = args.metadata or args.format != "text"
    _check_output(args)
    failed = False
    for name in args.files or ["-"]:
        try:
            result = pipeline.clean(_source(name), url=args.url, kind=args.kind, metadata=metadata)
            _write(result, name, args)
        except InputError as error:
            say(error)
            failed = True
            continue
        for line in _remarks(result, name, args.explain):
            emit_drawn(safe_line(line) + "\n", sys.stderr)
    return 2 if failed else 0


def _source(name: str) -> bytes | Path:
    return sys.stdin.buffer.read() if name == "-" else Path(name)


def _check_output(args: Namespace) -> None:
    """Refuse, before anything is read, a plan in which one output would overwrite another."""
    if args.output is None:
        return
    seen: dict[Path, str] = {}
    for name in args.files or ["-"]:
        target = _target(name, args)
        if target in seen:
            raise InputError(f"{seen[target]} and {name} would both be written to {target}; clean them apart")
        if name != "-" and target.exists() and target.samefile(name):
            raise InputError(f"{name} would overwrite itself; choose another folder than {args.output}")
        seen[target] = name
    try:
        args.output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{args.output}: cannot be made a folder ({error.strerror})") from None


def _target(name: str, args: Namespace) -> Path:
    stem = "stdin" if name == "-" else Path(name).stem
    folder: Path = args.output
    return folder / f"{stem}{FORMATS[args.format].suffix}"


def _write(result: Result, name: str, args: Namespace) -> None:
    text = render(result, args.format, metadata=args.metadata, layout="paragraphs" if args.unwrap else "input")
    if args.output is None:
        emit(text)
        return
    target = _target(name, args)
    try:
        write_whole(target, encodable(text).encode("utf-8"))
    except OSError as error:
        raise InputError(f"{target}: cannot be written ({error.strerror})") from None


def _remarks(result: Result, name: str, explain: bool) -> Iterator[str]:
    """What standard error should hear: always the flags; with `explain` the removals and repairs too."""
    for flag in result.flags:
        yield f"cleaner: {name}: {flag}"
    if not explain:
        return
    original, text = result.document.original, result.document.text
    for e in result.repairs:
        yield f"{name}:{_line(original, e.start)}: repair/{e.rule}: {e.before!r} -> {e.replacement!r}"
    for r in result.removals:
        if r.kind != "layout":
            reasons = f" ({'; '.join(r.reasons)})" if r.reasons else ""
            yield f"{name}:{_line(text, r.start)}: {r.filter}/{r.rule}: {shortened(r.text, 100)}{reasons}"


def _line(text: str, at: int) -> int:
    """The number of the line, from 1, in which `at` stands."""
    return text.count("\n", 0, at) + 1
