"""Reads, checks and compiles the patterns of the language packs. Only the build script and the tests need it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cleaner.packs.beginnings import beginnings, endings
from cleaner.packs.files import CERTAINTY, tables
from cleaner.packs.needs import needs, ranked, rarity, words_of
from cleaner.packs.pattern_index import Pattern, to_row
from cleaner.packs.slots import PLACES, expanded, without_slots

_ANYWHERE = ("any", "tail")  # places at which what a pattern describes can begin at any letter
_AT_END = ("line", "end", "tail")
_RARE = 3  # as rare as beginnings must be for a pattern to be looked up by them, see `rarity`
_WHERE = ("", "head", "tail", "edge")


@dataclass(frozen=True, slots=True)
class Written:
    """One ``[[pattern]]`` of a pack.

    Args:
        lang: tag of the pack.
        filter: the filter that uses it.
        rule: name of the rule inside the filter.
        place: where it must stand, see `cleaner.packs.slots`.
        patterns: the patterns.
        hit: blocks in which it must cut what stands between ``<<`` and ``>>``, or all.
        miss: blocks in which it must cut nothing.
        certainty: ``likely`` or ``certain``.
        where: ``head``, ``tail`` or ``edge`` if it counts only before or behind the body.
        source: where the wording is from, if not from a marked example.
    """

    lang: str
    filter: str
    rule: str
    place: str
    patterns: tuple[str, ...]
    hit: tuple[str, ...]
    miss: tuple[str, ...]
    certainty: str = "likely"
    where: str = ""
    source: str = ""

    @property
    def at(self) -> str:
        """Where it is written, for messages."""
        return f"{self.lang}/patterns.toml {self.filter}.{self.rule} ({self.place})"


def read_patterns(folder: Path) -> tuple[Written, ...]:
    """The patterns of every pack in `folder`.

    Raises:
        ValueError: a file is not TOML, or a pattern has an unknown field or lacks one.
    """
    found: list[Written] = []
    for path in sorted(folder.glob("*/patterns.toml")):
        found += tables(path, "pattern", Written)
    return tuple(found)


def pattern_problems(written: Sequence[Written], known: dict[str, dict[str, str]]) -> list[str]:
    """The problems of `written`, each with its place; empty if there are none."""
    return [problem for w in written for problem in _problems(w, known)]


def _problems(w: Written, known: dict[str, dict[str, str]]) -> Iterator[str]:
    if w.rule not in known.get(w.filter, {}):
        yield f"{w.at}: no such rule; rules.toml lists what there is"
    if w.place not in PLACES or w.where not in _WHERE or w.certainty not in CERTAINTY:
        yield f"{w.at}: unknown place, where or certainty"
        return
    if not (w.patterns and w.hit and w.miss):
        yield f"{w.at}: needs patterns, hit and miss"
    for pattern in w.patterns:
        try:
            re.compile(expanded(pattern, w.place))
            needs(expanded(pattern, w.place))
        except (re.error, KeyError, ValueError) as error:
            yield f"{w.at}: {pattern!r}: {error}"


def compile_patterns(written: Sequence[Written]) -> tuple[Pattern, ...]:
    """All patterns in the form that the matcher needs."""
    found = []
    for w in written:
        for pattern in w.patterns:
            body = without_slots(pattern)
            needed, starts = needs(expanded(pattern, w.place)), beginnings(body)
            if starts and w.place in _ANYWHERE:
                needed, starts = ranked([*needed, starts]), ()
            letters = max((words_of(texts) for texts in needed), key=rarity)
            by = "letters" if not starts or rarity(starts) < min(_RARE, rarity(letters)) else "beginnings"
            ends = endings(body) if w.place in _AT_END else ""
            fields = (w.filter, w.rule, CERTAINTY[w.certainty], w.place, w.where)
            found.append(Pattern(*fields, pattern, ends, by, starts, (letters, *needed)))
    return tuple(found)


def to_file(found: Sequence[Pattern]) -> bytes:
    """`found` as the content of the compiled file, a pattern a line."""
    return "".join([f"{to_row(pattern)}\n" for pattern in found]).encode()
