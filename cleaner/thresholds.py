"""The values at which models decide; they are data, and the file says where each was measured."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data" / "models" / "thresholds.toml"


def thresholds(model: str) -> Mapping[str, float]:
    """The thresholds of `model`, a table of ``data/models/thresholds.toml``, by name."""
    return _tables()[model]


@cache
def _tables() -> Mapping[str, Mapping[str, float]]:
    import tomllib  # of no use to most texts

    return tomllib.loads(_DATA.read_text(encoding="utf-8"))
