"""`cleaner clean`: articles in, clean text (or JSON) out."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from cleaner._io.missing import check_parent
from cleaner._io.show import emit, emit_drawn, encodable, is_closed, safe_line, say
from cleaner.cli._common import Parser, add_layout_options, add_pipeline_options, config_from
from cleaner.errors import InputError
from cleaner.files.articles import Cleaned, Cleaner, clean_all
from cleaner.files.progress import Progress
from cleaner.files.sources import Source, SourceList, find_sources
from cleaner.output import FORMATS
from cleaner.read import KINDS

_EPILOG = """FILE is a file, a folder (its .txt, .md and .html files), a quoted pattern such as 'news/**/*.html', or -
for standard input. Several texts on standard output have a line ==> NAME <== each; several articles as JSON are one
array, as JSON lines a line each, with their names. JSON lines, CSV, Parquet and WARC are for `cleaner run`.

exit codes: 0 done, 2 error (the other files are cleaned all the same)"""
_ONLY_FOR = {"title": ("markdown", "html", "md"), "images": ("markdown", "md")}
_OWN_LAYOUT = ("markdown", "md", "html", "blocks")
_TOGETHER = ("json", "jsonl", "blocks")  # formats of which one file can hold several articles


def parser() -> Parser:
    """The options of the command."""
    made = Parser("cleaner clean", "Clean scraped articles, plain text or HTML.", _EPILOG)
    add = made.add_argument
    add("files", nargs="*", metavar="FILE", help="files, folders, patterns (default: standard input)")
    add("-o", "--output", metavar="FILE|DIR/", help="write one file, or a file each into a folder, structure kept")
    names = ", ".join(FORMATS)
    add("--format", metavar="FORMAT", choices=tuple(FORMATS), default="text", help=f"{names} (default: text)")
    add("--metadata", action="store_true", help="put the metadata before the text as front matter")
    add("--title", action="store_true", help="write the title as the first heading (markdown and html)")
    add("--images", action="store_true", help="keep the images where they stood (markdown)")
    add_layout_options(made)
    add("--explain", action="store_true", help="list each removal and repair on standard error")
    add("--kind", choices=KINDS, default="auto", help="what the input is (default: detected)")
    add("--url", help="where the article came from")
    add("--jobs", metavar="N", type=int, default=0, help="processes (default: as many as make sense)")
    add("-q", "--quiet", action="store_true", help="print only errors, no flags, notes or progress")
    add_pipeline_options(made, "article")
    return made


def main(argv: Sequence[str]) -> int:
    """Clean the files named in `argv`; return the exit code."""
    args = parser().parse_args(argv)
    for option, forms in _ONLY_FOR.items():
        if getattr(args, option) and args.format not in forms:
            raise InputError(f"--{option} is for --format {' and '.join(forms[:2])}, not {args.format}")
    if args.layout == "paragraphs" and args.format in _OWN_LAYOUT:
        raise InputError(f"--layout and --unwrap are for plain text; --format {args.format} has a layout of its own")
    config = config_from(args)
    cleaner = Cleaner(
        config.pipeline(),
        form=args.format,
        metadata=args.metadata,
        title=args.title,
        images=args.images,
        layout=config.layout or "input",
        kind=args.kind,
        url=args.url,
        explain=args.explain,
        documents=config.pipeline_for_documents(),
    )
    if not args.files and sys.stdin.isatty():
        say("reading standard input; end it with Ctrl-D")
    found = find_sources(args.files or ["-"])
    output = _output(args, found)
    for problem in found.problems:
        say(problem)
    failed = bool(found.problems)
    progress = Progress(sys.stderr, len(found.sources), wanted=not args.quiet and args.output is not None)
    for source, cleaned in zip(found.sources, clean_all(cleaner, found.sources, args.jobs), strict=True):
        progress.clear()
        failed |= not _tell(cleaned, output, source, quiet=args.quiet)
        progress.step()
    progress.clear()
    output.end()
    if found.skipped and not args.quiet:
        say(f"left out {_counts(found)}: their names do not say that they are text or HTML")
    return 2 if failed else 0


def _tell(cleaned: Cleaned, output: _Output, source: Source, *, quiet: bool) -> bool:
    """Write the result for `source` and print its remarks; False if it failed."""
    error = cleaned.error
    if cleaned.text is not None:
        try:
            output.add(source, cleaned.text)
        except OSError as problem:
            if isinstance(problem, BrokenPipeError) or output.is_stream:
                raise
            error = f"{output.place(source)}: cannot be written ({problem.strerror or problem})"
    for remark in () if quiet else cleaned.remarks:
        emit_drawn(safe_line(remark) + "\n", sys.stderr)
    if error is not None:
        say(error)
    return error is None


def _counts(found: SourceList) -> str:
    number = found.skipped.total()
    kinds = ", ".join(f"{suffix} {n}" for suffix, n in sorted(found.skipped.items()))
    return f"{number} {'file' if number == 1 else 'files'} ({kinds})"


class _Output:
    """Where the articles go."""

    is_stream = False

    def add(self, source: Source, text: str) -> None:
        """Write the article `text`."""
        raise NotImplementedError

    def end(self) -> None:
        """Write what follows the last article."""

    def place(self, source: Source) -> str:
        """The file that `source` goes to."""
        return source.name


class _Stream(_Output):
    """Standard output."""

    is_stream = True

    def __init__(self, form: str, sources: Sequence[Source]) -> None:
        self._form, self._several = form, len(sources) > 1
        self._first = True

    def add(self, source: Source, text: str) -> None:
        """Write the article, with its name if there are several."""
        if not self._several:
            emit(text)
        elif self._form in _TOGETHER:
            emit("".join(_named(source, text, self._form, first=self._first)))
        else:
            emit_drawn(f"{'' if self._first else chr(10)}==> {safe_line(source.name)} <==\n")
            emit(text)
        self._first = False

    def end(self) -> None:
        """Close the array."""
        if self._several and self._form in ("json", "blocks"):
            emit("[]\n" if self._first else "\n]\n")


class _OneFile(_Output):
    """One file, written at the end."""

    def __init__(self, path: Path, form: str, sources: Sequence[Source]) -> None:
        self._path, self._form, self._several = path, form, len(sources) > 1
        self._pieces: list[str] = []

    def add(self, source: Source, text: str) -> None:
        """Keep the article."""
        self._pieces += _named(source, text, self._form, first=not self._pieces) if self._several else [text]

    def end(self) -> None:
        """Write the file."""
        from cleaner._io.atomic import write_whole

        if self._several and self._form in ("json", "blocks"):
            self._pieces.append("\n]\n" if self._pieces else "[]\n")
        if not self._pieces:  # the one article could not be cleaned
            return
        try:
            write_whole(self._path, encodable("".join(self._pieces)).encode())
        except OSError as error:
            raise InputError(f"{self._path}: cannot be written ({error.strerror or error})") from None


class _Folder(_Output):
    """A file each, in a folder."""

    def __init__(self, folder: Path, form: str, sources: Sequence[Source]) -> None:
        from cleaner.files.targets import plan_targets

        self._targets = dict(zip(sources, plan_targets(sources, folder, FORMATS[form].suffix), strict=True))
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"{folder}: cannot be made a folder ({error.strerror or error})") from None

    def add(self, source: Source, text: str) -> None:
        """Write the article into its file."""
        from cleaner._io.atomic import write_whole

        target = self._targets[source]
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, encodable(text).encode(), durable=False)  # it can be made again

    def place(self, source: Source) -> str:
        """The file that `source` goes to."""
        return str(self._targets[source])


def _output(args: Namespace, found: SourceList) -> _Output:
    """Where the articles go; if one output would overwrite another, nothing is read and an error is raised."""
    if args.output is None:
        if is_closed(sys.stdout):
            raise InputError("standard output is closed; name a file with -o")
        return _Stream(args.format, found.sources)
    from cleaner.files.targets import check_apart, is_folder

    path = Path(args.output)
    if is_folder(args.output, found.sources, args.format in _TOGETHER):
        if len(found.sources) > 1 and path.suffix and not path.is_dir() and not args.output.endswith(("/", os.sep)):
            raise InputError(
                f"{args.output}: {len(found.sources)} texts do not go into one file; name a folder ({args.output}/), "
                "or take --format json or jsonl"
            )
        return _Folder(path, args.format, found.sources)
    check_apart([path], found.sources)
    check_parent(path)
    return _OneFile(path, args.format, found.sources)


def _named(source: Source, text: str, form: str, *, first: bool) -> Iterator[str]:
    """One of several articles as JSON, with its name in front."""
    name = json.dumps(encodable(source.name), ensure_ascii=False)
    if form == "jsonl":
        yield f'{{"name": {name}, {text[1:]}'
        return
    yield "[\n" if first else ",\n"
    whole = text.rstrip()
    yield f'{{\n  "name": {name},{whole[1:]}' if form == "json" else f'{{"name": {name}, "blocks": {whole}}}'
