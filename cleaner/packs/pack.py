"""Reads, checks and compiles language packs. Only the build script and the tests need it.

A pack is a folder named by its language tag: ``phrases.toml`` (rules), ``grammar.toml`` (words).
``und`` holds what belongs to no language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cleaner.packs.files import CERTAINTY, tables, toml
from cleaner.packs.fold import fold
from cleaner.packs.load import Compiled, RuleData, pack_phrases
from cleaner.packs.match import Hit, Matcher

_MATCHES = ("line", "start", "end")
_MAX_CHARS = 120
_FIRST = ("und", "en")  # their rule is used for a phrase that several languages share
_MIN_AFFIX = 2
_WORD_LISTS = (
    "weekdays", "byline_prefixes", "conjunctions", "roles", "particles", "agencies", "time_words", "credit_labels",
    "credit_names", "not_names", "groups", "fillers", "calls", "honorifics", "generations", "degrees", "not_places",
    "short_places", "role_fields", "source_prefixes", "source_labels", "works", "dates_published", "dates_changed",
    "dates_other", "anaphors", "picture_places", "polite", "helper_prefixes", "code_words",
    "date_fillers", "afternoon", "headline_words",
    "labels_title", "labels_authors", "labels_section", "labels_date",
)  # fmt: skip
Table = dict[str, tuple[str, ...]]  # phrase to the addresses of its rules
_LONGEST_FIRST = ("byline_prefixes", "roles")


@dataclass(frozen=True, slots=True)
class Rule:
    """One ``[[rule]]`` of a pack."""

    lang: str
    filter: str
    rule: str
    match: str
    certainty: str
    phrases: tuple[str, ...]
    hit: tuple[str, ...]
    miss: tuple[str, ...]
    max_chars: int = _MAX_CHARS

    @property
    def address(self) -> str:
        """Its name in the compiled phrases; names, not numbers, so that a new rule changes no other line."""
        doubt = "" if self.certainty == "certain" else "?"
        place = {"line": "", "start": f"^{self.max_chars}", "end": f"${self.max_chars}"}.get(self.match, "")
        return f"{self.lang}.{self.filter}.{self.rule}{doubt}{place}"

    @property
    def at(self) -> str:
        """Where it is written, for messages."""
        return f"{self.lang}/phrases.toml {self.filter}.{self.rule} ({self.match}, {self.certainty})"


@dataclass(frozen=True, slots=True)
class Packs:
    """All packs as they are written."""

    known: dict[str, dict[str, str]]
    rules: tuple[Rule, ...]
    grammars: dict[str, dict[str, Any]]


def read_packs(folder: Path) -> Packs:
    """Read every pack in `folder`.

    Raises:
        ValueError: a file is not TOML, or a rule has an unknown field or lacks one.
    """
    rules: list[Rule] = []
    grammars: dict[str, dict[str, Any]] = {}
    tags = sorted((p.name for p in folder.iterdir() if p.is_dir()), key=_rank)
    for tag in tags:
        phrases, words = folder / tag / "phrases.toml", folder / tag / "grammar.toml"
        if phrases.exists():
            rules += tables(phrases, "rule", Rule)
        if words.exists():
            grammars[tag] = toml(words)
    return Packs(toml(folder / "rules.toml"), tuple(rules), grammars)


def _rank(tag: str) -> tuple[int, str]:
    return (_FIRST.index(tag) if tag in _FIRST else len(_FIRST), tag)


def problems(packs: Packs) -> list[str]:
    """The problems of `packs`, each with its place and the remedy; empty if there are none."""
    found = [p for rule in packs.rules for p in _rule_problems(rule, packs.known)]
    found += _clashes(packs.rules)
    for tag, words in packs.grammars.items():
        found += _grammar_problems(tag, words)
    if not found:
        matcher = Matcher(compile_packs(packs))
        found += [p for rule in packs.rules for p in _example_problems(rule, matcher)]
    return found


def _rule_problems(rule: Rule, known: dict[str, dict[str, str]]) -> Iterator[str]:
    if rule.rule not in known.get(rule.filter, {}):
        yield f"{rule.at}: no such rule; rules.toml lists what there is"
    if rule.match not in _MATCHES:
        yield f"{rule.at}: match must be one of {', '.join(_MATCHES)}"
    if rule.certainty not in CERTAINTY:
        yield f"{rule.at}: certainty must be one of {', '.join(CERTAINTY)}"
    if not (rule.phrases and rule.hit and rule.miss):
        yield f"{rule.at}: needs phrases, hit and miss"
    for phrase in rule.phrases:
        if (folded := _folded_in_place(phrase, rule.match)) != phrase:
            yield f"{rule.at}: {phrase!r} is not in folded form; write {folded!r}"
        elif len(phrase) < _MIN_AFFIX:
            yield f"{rule.at}: {phrase!r} is too short to go by"


def _folded_in_place(phrase: str, match: str) -> str:
    """The folded form of `phrase` with text behind (or before) it, so that ``read more:`` keeps its colon."""
    if match == "start":
        return fold(f"{phrase} x").removesuffix("x").removesuffix(" ")
    if match == "end":
        return fold(f"x {phrase}").removeprefix("x").removeprefix(" ")
    return fold(phrase)


def _clashes(rules: Sequence[Rule]) -> Iterator[str]:
    """Phrases with two rules in one language, or with different certainties in two."""
    seen: dict[tuple[str, str], list[Rule]] = {}
    for rule in rules:
        for phrase in rule.phrases:
            for other in seen.setdefault((rule.match, phrase), []):
                same = (rule.filter, rule.rule) == (other.filter, other.rule)
                if rule.lang == other.lang:
                    yield f"{rule.at}: {phrase!r} stands under {other.at} already; keep one"
                elif same and rule.certainty != other.certainty:
                    yield f"{rule.at}: {phrase!r} is {other.certainty} in {other.at}; make both the less certain"
            seen[rule.match, phrase].append(rule)


def _grammar_problems(tag: str, words: dict[str, Any]) -> Iterator[str]:
    for key, value in words.items():
        if key not in (*_WORD_LISTS, "months", "stopwords"):
            yield f"{tag}/grammar.toml: no such list as {key!r}"
        for word in value:
            if fold(word) != word:
                yield f"{tag}/grammar.toml {key}: {word!r} is not in folded form; write {fold(word)!r}"


def _example_problems(rule: Rule, matcher: Matcher) -> Iterator[str]:
    def fires(text: str) -> bool:
        return any(_is_of(hit, rule) for hit in matcher.hits(text))

    yield from (f"{rule.at}: should hit {text!r} and does not" for text in rule.hit if not fires(text))
    yield from (f"{rule.at}: should miss {text!r} and does not" for text in rule.miss if fires(text))


def _is_of(hit: Hit, rule: Rule) -> bool:
    return (hit.filter, hit.rule, hit.match) == (rule.filter, rule.rule, rule.match)


def compile_packs(packs: Packs) -> Compiled:
    """All packs, compiled into one."""
    tables: dict[str, Table] = {match: {} for match in _MATCHES}
    for rule in packs.rules:
        for phrase in rule.phrases:
            _enter(tables[rule.match], phrase, rule)
    for rule in packs.rules:
        for phrase in rule.phrases:
            for variant in _unaccented(phrase):
                _enter(tables[rule.match], variant, rule)
    grammars = packs.grammars.items()
    return Compiled(
        rules={rule.address: list(_rule_data(rule)) for rule in packs.rules},
        phrases={match: pack_phrases(table, match) for match, table in tables.items()},
        months=_months(packs),
        words={key: _words(packs, key) for key in _WORD_LISTS},
        stopwords={tag: sorted(set(words["stopwords"])) for tag, words in grammars if "stopwords" in words},
    )


def _enter(table: Table, phrase: str, rule: Rule) -> None:
    """Add `rule` unless another language has entered the same rule for the phrase."""
    before = table.get(phrase, ())
    if (rule.filter, rule.rule) not in {_names(address) for address in before}:
        table[phrase] = (*before, rule.address)


def _names(address: str) -> tuple[str, str]:
    """The filter and the rule of an address."""
    _, filter_name, rule = re.split(r"[?^$]", address, maxsplit=1)[0].split(".")
    return filter_name, rule


def _rule_data(rule: Rule) -> RuleData:
    max_chars = 0 if rule.match == "line" else rule.max_chars
    return RuleData(rule.filter, rule.rule, rule.match, CERTAINTY[rule.certainty], max_chars, rule.lang)


def _unaccented(phrase: str) -> Iterator[str]:
    """`phrase` as capitals often have it: without its accents, or without that of its first letter."""
    if phrase.isascii() or not all(_takes_accents(c) for c in phrase if c.isalpha()):
        return
    bare = [_bare(c) for c in phrase]
    for variant in ("".join(bare), bare[0] + phrase[1:]):
        if variant != phrase and fold(variant) == variant:
            yield variant


def _takes_accents(char: str) -> bool:
    return "LATIN" in (name := unicodedata.name(char, "")) or "GREEK" in name


def _bare(char: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c))


def _months(packs: Packs) -> dict[str, int]:
    months: dict[str, int] = {}
    for words in packs.grammars.values():
        for name, number in words.get("months", {}).items():
            months.setdefault(name, number)
    return months


def _words(packs: Packs, key: str) -> list[str]:
    words = {word for grammar in packs.grammars.values() for word in grammar.get(key, [])}
    return sorted(words, key=(lambda w: (-len(w), w)) if key in _LONGEST_FIRST else None)
