"""`cleaner rules`: lists all rules, one a line."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner._io.show import emit
from cleaner.cli._common import Parser
from cleaner.config.rules import rule_names

_EPILOG = "`cleaner rule FILTER/RULE` tells more of one, with examples; --select and --ignore take these names."


def parser() -> Parser:
    """The options of the command."""
    return Parser("cleaner rules", "List the rules, the reasons for a cut inside a filter.", _EPILOG)


def main(argv: Sequence[str]) -> int:
    """List the rules; return the exit code."""
    parser().parse_args(argv)
    names = rule_names()
    width = max(map(len, names))
    emit("".join(f"{name:<{width}}  {what}\n" for name, what in names.items()))
    return 0
