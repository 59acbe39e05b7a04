"""Loads the compiled language packs, once, when the first text needs them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

PACKS = Path(__file__).parent.parent / "data" / "packs"

KEY_CHARS = 4
SHORT_KEY_CHARS = 2


class RuleData(NamedTuple):
    """One rule of one language, as compiled.

    Args:
        filter: the filter that uses it.
        rule: its name inside the filter, the same in every language.
        match: ``line``, ``start`` or ``end``: where the phrase must stand.
        certainty: 0 to 1.
        max_chars: a longer block is not cut; 0 for rules of whole lines.
        lang: tag of the language pack.
    """

    filter: str
    rule: str
    match: str
    certainty: float
    max_chars: int
    lang: str


class Compiled(NamedTuple):
    """The compiled packs of all languages in one, with all words folded.

    Args:
        rules: all rules by their address, each as `RuleData` has it.
        phrases: by place (line, start, end) and by `key_of` the phrase: a line for each phrase, with the addresses
            of its rules before it. Most are never needed, so they are still bytes.
        months: names of months, to 1 .. 12.
        words: the word lists of the grammars, by name.
        stopwords: by language tag.
    """

    rules: dict[str, list[str | float]]
    phrases: dict[str, dict[str, bytes]]
    months: dict[str, int]
    words: dict[str, list[str]]
    stopwords: dict[str, list[str]]


def key_of(phrase: str, match: str) -> str:
    """The first (for ``end``: last) characters of a phrase, by which phrases are grouped."""
    size = KEY_CHARS if len(phrase) >= KEY_CHARS and match != "line" else SHORT_KEY_CHARS
    return phrase[-size:] if match == "end" else phrase[:size]


def pack_phrases(table: dict[str, tuple[str, ...]], match: str) -> dict[str, bytes]:
    """Phrases and the addresses of their rules, as `Compiled.phrases` has them."""
    by_key: dict[str, list[str]] = {}
    for phrase, rules in table.items():
        by_key.setdefault(key_of(phrase, match), []).append(f"{','.join(rules)} {phrase}")
    return {key: "\n".join(lines).encode() for key, lines in by_key.items()}


def unpack_phrases(packed: bytes) -> dict[str, tuple[str, ...]]:
    """The inverse of `pack_phrases`, for the phrases of one key."""
    pairs = (line.split(" ", 1) for line in packed.decode().split("\n"))
    return {phrase: tuple(rules.split(",")) for rules, phrase in pairs}


@cache
def compiled() -> Compiled:
    """The compiled packs."""
    return from_files({path.name: path.read_bytes() for path in (PACKS / name for name in FILES)})


# The phrases are most of the data. As plain lines they load five times as fast as from JSON.
_PHRASES = {match: f"compiled-{match}.txt" for match in ("line", "start", "end")}
_REST = "compiled.json"
FILES = (*_PHRASES.values(), _REST)


def from_files(files: dict[str, bytes]) -> Compiled:
    """The inverse of `to_files`."""
    phrases = {match: _groups(files[name]) for match, name in _PHRASES.items()}
    return Compiled(phrases=phrases, **json.loads(files[_REST]))


def to_files(data: Compiled) -> dict[str, bytes]:
    """`data` as the content of files, by name.

    A file of phrases begins with a line of all keys; the phrases of each key follow behind an empty line.
    """
    rest = {key: value for key, value in data._asdict().items() if key != "phrases"}
    lines = [f"{_json(key)}:{_json(value)}" for key, value in rest.items() if key != "rules"]
    rules = ",\n".join(f"{_json(address)}:{_json(rule)}" for address, rule in data.rules.items())
    files = {_REST: ("{" + ",\n".join([*lines, f'"rules":{{\n{rules}}}']) + "}\n").encode()}
    for match, name in _PHRASES.items():
        groups = data.phrases[match]
        files[name] = b"\n\n".join(("\t".join(groups).encode(), *groups.values())) + b"\n"
    return files


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _groups(content: bytes) -> dict[str, bytes]:
    keys, *groups = content[:-1].split(b"\n\n")
    return dict(zip(keys.decode().split("\t"), groups, strict=True)) if groups else {}
