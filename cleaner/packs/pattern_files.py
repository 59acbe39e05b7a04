"""Reads, checks and compiles the patterns of the language packs. Only the build script and the tests need it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cleaner.packs.anchors import anchors
from cleaner.packs.files import CERTAINTY, tables
from cleaner.packs.patterns import PLACES, Pattern, expanded

_WHERE = ("", "head", "tail", "edge")


@dataclass(frozen=True, slots=True)
class Written:
    """One ``[[pattern]]`` of a pack.

    Args:
        lang: tag of the pack.
        filter: the filter that uses it.
        rule: name of the rule inside the filter.
        place: where it must stand, see `cleaner.packs.patterns`.
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
        ValueError: a file is not TOML, or a pattern has a field that there is not or lacks one.
    """
    found: list[Written] = []
    for path in sorted(folder.glob("*/patterns.toml")):
        found += tables(path, "pattern", Written)
    return tuple(found)


def pattern_problems(written: Sequence[Written], known: dict[str, dict[str, str]]) -> list[str]:
    """What is wrong with `written`, each with where it stands; empty if nothing is."""
    return [problem for w in written for problem in _problems(w, known)]


def _problems(w: Written, known: dict[str, dict[str, str]]) -> Iterator[str]:
    if w.rule not in known.get(w.filter, {}):
        yield f"{w.at}: no such rule; rules.toml lists what there is"
    if w.place not in PLACES or w.where not in _WHERE or w.certainty not in CERTAINTY:
        yield f"{w.at}: place, where or certainty is none that there is"
        return
    if not (w.patterns and w.hit and w.miss):
        yield f"{w.at}: needs patterns, hit and miss"
    for pattern in w.patterns:
        try:
            re.compile(expanded(pattern, w.place))
            anchors(expanded(pattern, w.place))
        except (re.error, KeyError, ValueError) as error:
            yield f"{w.at}: {pattern!r}: {error}"


def compile_patterns(written: Sequence[Written]) -> tuple[Pattern, ...]:
    """All patterns as the matcher wants them."""
    found = []
    for w in written:
        for pattern in w.patterns:
            regex = expanded(pattern, w.place)
            found.append(Pattern(w.filter, w.rule, CERTAINTY[w.certainty], w.place, w.where, regex, anchors(regex)))
    return tuple(found)


def to_json(found: Sequence[Pattern]) -> bytes:
    """`found` as the content of the compiled file, a pattern a line."""
    rows = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in found)
    return f"[\n{rows}\n]\n".encode()
