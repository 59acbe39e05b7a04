"""Loads the compiled language packs: once, and only when a text is first looked at."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

PACKS = Path(__file__).parent.parent / "data" / "lang"
COMPILED = PACKS / "compiled.json"

KEY_CHARS = 4
SHORT_KEY_CHARS = 2


class RuleData(NamedTuple):
    """One rule of one language, as compiled."""

    filter: str
    rule: str
    match: str
    certainty: float
    max_chars: int
    lang: str


class Compiled(NamedTuple):
    """Everything that ``compiled.json`` holds: the packs of all languages in one, every word folded.

    Args:
        rules: all rules, each as `RuleData` has it.
        phrases: by where a phrase must stand (line, start, end) and by `key_of` it: one line for each
            phrase, the places of its rules before it. Most are never asked for, so they are not parsed yet.
        months: names of months, to 1 .. 12.
        words: the word lists of the grammars, by name.
        stopwords: by language tag.
    """

    rules: list[list[str | float]]
    phrases: dict[str, dict[str, str]]
    months: dict[str, int]
    words: dict[str, list[str]]
    stopwords: dict[str, list[str]]


def key_of(phrase: str, match: str) -> str:
    """The first (for ``end``: last) characters, by which phrases are kept together."""
    size = KEY_CHARS if len(phrase) >= KEY_CHARS and match != "line" else SHORT_KEY_CHARS
    return phrase[-size:] if match == "end" else phrase[:size]


def pack_phrases(table: dict[str, tuple[int, ...]], match: str) -> dict[str, str]:
    """Phrases and the places of their rules, as `Compiled.phrases` has them."""
    by_key: dict[str, list[str]] = {}
    for phrase, places in table.items():
        by_key.setdefault(key_of(phrase, match), []).append(f"{','.join(map(str, places))} {phrase}")
    return {key: "\n".join(lines) for key, lines in by_key.items()}


def unpack_phrases(packed: str) -> dict[str, tuple[int, ...]]:
    """What `pack_phrases` made of the phrases of one key."""
    pairs = (line.split(" ", 1) for line in packed.split("\n"))
    return {phrase: tuple(map(int, places.split(","))) for places, phrase in pairs}


@cache
def compiled() -> Compiled:
    """The compiled packs."""
    return Compiled(**json.loads(COMPILED.read_bytes()))


def to_json(data: Compiled) -> str:
    """`data` as the file has it, one line a part."""
    parts = data._asdict().items()
    lines = [f"{json.dumps(k)}:{json.dumps(v, ensure_ascii=False, separators=(',', ':'))}" for k, v in parts]
    return "{" + ",\n".join(lines) + "}\n"
