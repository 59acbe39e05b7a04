"""Loads the compiled language packs: once, and only when a text is first looked at."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

PACKS = Path(__file__).parent.parent / "data" / "lang"
COMPILED = PACKS / "compiled.json"

Table = dict[str, tuple[int, ...]]  # phrase to the places of its rules in `Compiled.rules`


class RuleData(NamedTuple):
    """One rule of one language, as compiled."""

    filter: str
    rule: str
    match: str
    certainty: float
    max_chars: int
    lang: str


@dataclass(frozen=True, slots=True)
class Compiled:
    """Everything that ``compiled.json`` holds: the packs of all languages in one, every word folded."""

    rules: tuple[RuleData, ...]
    tables: dict[str, Table]  # by where a phrase must stand: line, start, end
    months: dict[str, int]
    words: dict[str, list[str]]  # the grammars' word lists, by name
    stopwords: dict[str, list[str]]  # by language tag


@cache
def compiled() -> Compiled:
    """The compiled packs."""
    return from_json(COMPILED.read_text(encoding="utf-8"))


def to_json(data: Compiled) -> str:
    """`data` as the file has it: one line a part; phrases by their rules, which is small and quick to read."""
    parts: dict[str, Any] = {"rules": data.rules}
    for match, table in data.tables.items():
        by_rules: dict[str, list[str]] = {}
        for phrase, indices in table.items():
            by_rules.setdefault(",".join(map(str, indices)), []).append(phrase)
        parts[match] = {indices: "\n".join(phrases) for indices, phrases in by_rules.items()}
    parts |= {"months": data.months, "words": data.words, "stopwords": data.stopwords}
    lines = [f"{json.dumps(k)}:{json.dumps(v, ensure_ascii=False, separators=(',', ':'))}" for k, v in parts.items()]
    return "{" + ",\n".join(lines) + "}\n"


def from_json(text: str) -> Compiled:
    """What `to_json` wrote."""
    parts = json.loads(text)
    tables: dict[str, Table] = {}
    for match in ("line", "start", "end"):
        table = tables[match] = {}
        for indices, phrases in parts[match].items():
            table.update(dict.fromkeys(phrases.split("\n"), tuple(map(int, indices.split(",")))))
    rules = tuple(map(RuleData._make, parts["rules"]))
    return Compiled(rules, tables, parts["months"], parts["words"], parts["stopwords"])
