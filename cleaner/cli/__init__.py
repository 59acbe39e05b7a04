"""The command: `cleaner COMMAND …`, one module a command, imported only when it is called."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

COMMANDS = {
    "check": "find residue in files and folders; rewrite them in place with --fix",
    "clean": "clean articles and write them to standard output or a folder",
    "completion": "print what completes the command in bash, zsh or fish",
    "diff": "compare two outputs of the same articles",
    "explain": "show what is cut from an article, and why",
    "filters": "list the filters, with an example each",
    "learn": "learn what sites repeat on their pages, and write a profile of each",
    "mcp": "serve the Model Context Protocol, for assistants",
    "report": "make pages that show what was cut over a corpus",
    "rule": "show what a rule cuts and leaves, with examples",
    "rules": "list the rules, which are the reasons for a cut",
    "run": "clean a corpus: folders, JSON lines, CSV, Parquet, WARC; resumable",
    "sites": "show what the profile of a site cuts",
    "undo": "bring back the files that check --fix rewrote",
}
_HELP = """usage: cleaner COMMAND [OPTION ...]

Scraped article in, clean body text and metadata out, with an account of what was taken away.

commands:
{commands}

`cleaner COMMAND --help` shows the options of a command, `cleaner --version` the version.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        argv: the arguments behind the program's name; None for those of this process.

    Returns:
        The exit code: 0 done, 2 a usage, configuration or input error; commands may add their own.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    _open_streams()
    atexit.register(gc.freeze)  # or the interpreter looks for cycles in all that was imported, when it is over anyway
    try:
        code = _dispatch(arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader went away
        _silence()
        return 0
    except KeyboardInterrupt:
        return _stopped("interrupted", 130)
    except RecursionError:
        return _stopped("something in the input or the settings is nested too deeply", 2)
    except MemoryError:
        return _stopped("there is not enough memory for this", 2)
    except OSError as error:  # such as a full disk behind standard output
        where = f"{error.filename}: " if error.filename else ""
        return _stopped(f"{where}{error.strerror or error}", 2)
    except Exception as error:
        if os.environ.get("CLEANER_TRACEBACK"):
            raise
        what = f"{type(error).__name__}: {error}"
        return _stopped(f"stopped by a mistake of its own ({what}); please report it, with CLEANER_TRACEBACK=1 set", 2)
    return code


def _open_streams() -> None:
    """Stand-ins for standard streams that were closed; without them the first file opened would take their number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 (for the whole run)


def _stopped(message: str, code: int) -> int:
    from cleaner._io.show import say

    with suppress(OSError):
        say(message)
    try:
        sys.stdout.flush()
    except OSError:
        _silence()
    return code


def _silence() -> None:
    """Point standard output elsewhere, so that the interpreter's last flush is silent."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _dispatch(arguments: list[str]) -> int:
    from cleaner.collector import Paused
    from cleaner.errors import CleanerError, UnknownNameError

    commands = "\n".join(f"  {name:<12}{text}" for name, text in COMMANDS.items())
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(_HELP.format(commands=commands), end="", file=sys.stdout if arguments else sys.stderr)
        return 0 if arguments else 2
    name, *rest = arguments
    if name in ("-V", "--version"):
        from cleaner._version import __version__
        from cleaner.kernel import BUILD

        print(f"cleaner {__version__} ({BUILD} kernel)")
        return 0
    try:
        if name not in COMMANDS:
            raise UnknownNameError("command", name, COMMANDS)
        with Paused():
            module = import_module(f"cleaner.cli.{name}")
        code: int = module.main(rest)
    except CleanerError as error:
        from cleaner._io.show import say

        say(error)
        return 2
    except SystemExit as stop:  # argparse leaves this way
        return stop.code if isinstance(stop.code, int) else 2
    return code
