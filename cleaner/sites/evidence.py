"""How certain it is that a repeat is residue: the numbers are data, the reasons are here."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cleaner.model import ResidueKind
from cleaner.packs import hits
from cleaner.packs.kinds import KINDS

_DATA = Path(__file__).parent.parent / "data" / "sites" / "evidence.toml"


class Evidence(NamedTuple):
    """The tables of ``data/sites/evidence.toml``."""

    pages_needed: Mapping[str, float]
    limits: Mapping[str, float]
    signs: Mapping[str, ResidueKind]
    voice: frozenset[str]


@cache
def evidence() -> Evidence:
    """The thresholds."""
    data = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    signs = {word: kind for kind, words in data["signs"].items() for word in words}
    return Evidence(data["pages_needed"], data["limits"], signs, frozenset(data["voice"]))


def certainty(kind_of_repeat: str, pages: int) -> float:
    """The certainty (0 to 1) that a repeat on so many independent pages is residue."""
    needed = evidence().pages_needed.get(kind_of_repeat)
    return 0.0 if needed is None else round(1 - 0.2 ** (pages / needed), 4)


def sign_of(text: str, words: Iterable[str]) -> ResidueKind | None:
    """The kind of residue of `text`, by a phrase of the packs or a sign that is common on the web."""
    for hit in hits(text):
        if hit.filter in KINDS:
            return KINDS[hit.filter]
    signs = evidence().signs
    return next((signs[word] for word in words if word in signs), None)
