"""The command: `cleaner COMMAND …`, one module a command, imported only when it is called."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS = {
    "check": "find residue in files and folders; rewrite them in place with --fix",
    "clean": "clean articles and write them to standard output or a folder",
    "diff": "compare two outputs of the same articles",
    "explain": "show what is cut from an article, and why",
    "filters": "list the filters, with an example each",
    "learn": "learn from the pages of sites what these repeat; a profile of each comes out",
    "report": "make pages that tell what was cut over a corpus",
    "run": "clean a corpus: folders, JSON lines, CSV, Parquet, WARC; resumable",
    "sites": "show what the profile of a site cuts",
    "undo": "bring back the files that check --fix rewrote",
}
_HELP = """usage: cleaner COMMAND [OPTION ...]

Scraped article in, clean body text and metadata out, with an account of what was taken away.

commands:
{commands}

`cleaner COMMAND --help` tells the options of a command; `cleaner --version` the version.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        argv: the arguments behind the program's name; None for those of this process.

    Returns:
        The exit code: 0 done, 2 a usage, configuration or input error; commands may add their own.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        code = _dispatch(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader went away; point stdout elsewhere so that the interpreter's last flush is silent.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("cleaner: interrupted", file=sys.stderr)
        return 130
    return code


def _dispatch(arguments: list[str]) -> int:
    from cleaner.errors import CleanerError, UnknownNameError

    commands = "\n".join(f"  {name:<10}{text}" for name, text in COMMANDS.items())
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(_HELP.format(commands=commands), end="", file=sys.stdout if arguments else sys.stderr)
        return 0 if arguments else 2
    name, *rest = arguments
    if name in ("-V", "--version"):
        from cleaner._version import __version__

        print(f"cleaner {__version__}")
        return 0
    try:
        if name not in COMMANDS:
            raise UnknownNameError("command", name, COMMANDS)
        code: int = import_module(f"cleaner.cli.{name}").main(rest)
    except CleanerError as error:
        print(f"cleaner: {error}", file=sys.stderr)
        return 2
    except SystemExit as stop:  # argparse leaves this way
        return stop.code if isinstance(stop.code, int) else 2
    return code
