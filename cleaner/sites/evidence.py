"""How sure it is that what a site repeats is residue: the numbers are data, the reasons stand here."""

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
    """The numbers that decide."""
    data = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    signs = {word: kind for kind, words in data["signs"].items() for word in words}
    return Evidence(data["pages_needed"], data["limits"], signs, frozenset(data["voice"]))


def certainty(kind_of_repeat: str, pages: int) -> float:
    """How sure (0 to 1) a repeat is residue that stands on so many independent pages."""
    needed = evidence().pages_needed.get(kind_of_repeat)
    return 0.0 if needed is None else round(1 - 0.2 ** (pages / needed), 4)


def sign_of(text: str, words: Iterable[str]) -> ResidueKind | None:
    """What kind of residue `text` says that it is, by a phrase of the packs or a sign that the whole web knows."""
    for hit in hits(text):
        if hit.filter in KINDS:
            return KINDS[hit.filter]
    signs = evidence().signs
    return next((signs[word] for word in words if word in signs), None)
