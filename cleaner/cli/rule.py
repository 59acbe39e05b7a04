"""`cleaner rule`: what a rule cuts and keeps, its certainty, and the presets that run it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner._io.show import emit_drawn, safe_line
from cleaner.cli._common import Parser
from cleaner.config.rules import Rule, describe_rule, rule_names
from cleaner.errors import UnknownNameError

_CERTAINTIES = {
    "certain": "certain: taken also by the preset safe",
    "likely": "likely: taken where the text shows other residue too",
}
_WIDTH = 88


def parser() -> Parser:
    """The options of the command."""
    made = Parser("cleaner rule", "Show what a rule cuts and leaves, with examples.")
    made.add_argument("names", metavar="NAME", nargs="+", help="a rule, as ads/label, or a filter for all its rules")
    return made


def main(argv: Sequence[str]) -> int:
    """Describe the rules named in `argv`; return the exit code."""
    args = parser().parse_args(argv)
    emit_drawn("\n".join("".join(_lines(describe_rule(name))) for given in args.names for name in _named(given)))
    return 0


def _named(name: str) -> list[str]:
    """The rules that `name` refers to."""
    if "/" in name:
        return [name]
    own = [rule for rule in rule_names() if rule.startswith(f"{name}/")]
    if not own:
        raise UnknownNameError("filter", name, {rule.partition("/")[0] for rule in rule_names()})
    return own


def _lines(rule: Rule) -> Iterator[str]:
    yield f"{rule.name}\n"
    yield from _part("what", [rule.what])
    yield from _part("why", [rule.why])
    yield from _part("certainty", [_CERTAINTIES.get(c, c) for c in rule.certainties])
    yield from _part("presets", [", ".join(rule.presets)])
    yield from _part("languages", [", ".join(rule.languages)])
    yield from _part("takes", rule.takes, wrap=False)
    yield from _part("leaves", rule.leaves, wrap=False)
    if not rule.name.startswith(("layout/", "region/left-out")):
        yield from _part("ignore it", [f"--ignore {rule.name}"])


def _part(label: str, texts: Sequence[str], *, wrap: bool = True) -> Iterator[str]:
    from textwrap import wrap as wrapped

    for text in texts:
        for line in wrapped(text, _WIDTH) if wrap else [text]:
            yield f"  {label:<11}{safe_line(line)}\n"
            label = ""
