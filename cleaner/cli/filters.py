"""`cleaner filters`: lists the filters, with an example each."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner._io.show import emit
from cleaner.cli._common import Parser
from cleaner.presets import BUILT_IN


def parser() -> Parser:
    """The options of the command."""
    return Parser("cleaner filters", "List the built-in filters, each with an example of what it cuts and leaves.")


def main(argv: Sequence[str]) -> int:
    """List the built-in filters; return the exit code."""
    parser().parse_args(argv)
    for made in BUILT_IN:
        summary = (made.__doc__ or "").strip().partition("\n")[0]
        emit(f"{made.name}\n    {summary}\n")
        emit("".join(f"    - {line}\n" for line in made.example.cut))
        emit("".join(f"      {line}\n" for line in made.example.kept) + "\n")
    return 0
