"""`cleaner mcp`: a server for assistants, on standard input and output."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.cli._common import Parser
from cleaner.errors import require

_EPILOG = """The tools are clean_text, clean_html and explain. They take the article itself: nothing is read from the
disk and nothing is fetched. An assistant starts the command by itself; by hand it waits for messages until
its input ends."""


def parser() -> Parser:
    """The options of the command."""
    made = Parser("cleaner mcp", "Serve the Model Context Protocol on standard input and output.", _EPILOG)
    made.add_argument("--preset", metavar="NAME", default="article", help="repair, safe or article (default: article)")
    return made


def main(argv: Sequence[str]) -> int:
    """Serve until standard input ends; return the exit code."""
    args = parser().parse_args(argv)
    require("mcp", "mcp", "the server")
    from cleaner.adapters.mcp import server

    server(args.preset).run("stdio")
    return 0
