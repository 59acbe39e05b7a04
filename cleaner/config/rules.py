"""All rules with what they cut and keep, those of the language packs and those in code."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from cleaner.errors import UnknownNameError
from cleaner.packs.load import PACKS
from cleaner.presets import BUILT_IN, PRESETS

_IN_CODE = Path(__file__).parents[1] / "data" / "rules.toml"
_EXAMPLES = 4  # of each language


class Rule(NamedTuple):
    """The description of a rule.

    Args:
        name: its address, ``filter/rule``.
        what: what it cuts.
        why: the description of its filter.
        takes: lines that it cuts.
        leaves: similar lines that it keeps.
        certainties: its certainties, in words.
        languages: the packs that have phrases for it; empty if it needs none.
        presets: the presets that run it.
    """

    name: str
    what: str
    why: str = ""
    takes: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    certainties: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    presets: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def rule_names() -> dict[str, str]:
    """What each rule cuts, by its address, in order."""
    described = {
        f"{f}/{rule}": text for f, rules in _toml(PACKS / "rules.toml").items() for rule, text in rules.items()
    }
    described |= {f"{f}/{rule}": held["what"] for f, rules in _toml(_IN_CODE).items() for rule, held in rules.items()}
    return dict(sorted(described.items()))


def check_rule(name: str) -> None:
    """Raise `UnknownNameError` if a built-in filter has no such rule as ``filter/rule`` says."""
    filter_name = name.partition("/")[0]
    own = [known for known in rule_names() if known.startswith(f"{filter_name}/")]
    if own and name not in own:
        raise UnknownNameError("rule", name, own)


def describe_rule(name: str) -> Rule:
    """The description of the rule ``filter/rule``; raises `UnknownNameError`."""
    names = rule_names()
    if name not in names:
        raise UnknownNameError("rule", name, names)
    filter_name, _, rule = name.partition("/")
    presets = tuple(p.name for p in PRESETS.values() if filter_name in {f.name for ph in p.phases for f in ph.filters})
    if filter_name == "repair":
        presets = tuple(PRESETS)
    why = next((" ".join((f.__doc__ or "").split("Args:")[0].split()) for f in BUILT_IN if f.name == filter_name), "")
    held = _toml(_IN_CODE).get(filter_name, {}).get(rule)
    if held is not None:
        return Rule(name, names[name], why, tuple(held["takes"]), tuple(held["leaves"]), presets=presets)
    return _of_packs(Rule(name, names[name], why, presets=presets), filter_name, rule)


def _of_packs(described: Rule, filter_name: str, rule: str) -> Rule:
    from cleaner.packs.pack import read_packs

    own = [r for r in read_packs(PACKS).rules if (r.filter, r.rule) == (filter_name, rule)]
    own.sort(key=lambda r: (r.lang != "en", r.lang))
    takes = [text for r in own for text in r.hit[:_EXAMPLES]]
    leaves = [text for r in own for text in r.miss[:_EXAMPLES]]
    return described._replace(
        takes=_some(takes),
        leaves=_some(leaves),
        certainties=tuple(sorted({r.certainty for r in own})),
        languages=tuple(sorted({r.lang for r in own})),
    )


def _some(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))[: 2 * _EXAMPLES]


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
