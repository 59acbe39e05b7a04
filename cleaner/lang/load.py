"""Loads the compiled language packs: once, and only when a text is first looked at."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TypedDict

PACKS = Path(__file__).parent.parent / "data" / "lang"
COMPILED = PACKS / "compiled.json"


class RuleData(TypedDict):
    """One rule of one language, as compiled."""

    filter: str
    rule: str
    match: str
    certainty: float
    max_chars: int
    lang: str


class GrammarData(TypedDict):
    """The grammars of all languages in one; every word folded."""

    months: dict[str, int]
    weekdays: list[str]
    byline_prefixes: list[str]
    conjunctions: list[str]
    roles: list[str]
    particles: list[str]
    credits: list[str]
    agencies: list[str]
    time_words: list[str]


class Compiled(TypedDict):
    """Everything that ``compiled.json`` holds; phrases map to places in `rules`."""

    rules: list[RuleData]
    line: dict[str, list[int]]
    start: dict[str, list[int]]
    end: dict[str, list[int]]
    grammar: GrammarData
    stopwords: dict[str, list[str]]


@cache
def compiled() -> Compiled:
    """The compiled packs."""
    data: Compiled = json.loads(COMPILED.read_text(encoding="utf-8"))
    return data
