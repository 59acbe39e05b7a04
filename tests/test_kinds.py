"""Every removal says what it was: the spans and kinds that a person wrote down for the fixtures."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

import cleaner

FIXTURES = Path(__file__).parents[1] / "fixtures"

# Spans of each kind that must be removed as that kind. They only ever rise.
FLOORS = {
    "ad": 41,
    "boilerplate": 1,
    "byline": 23,
    "caption": 20,
    "comments": 40,
    "cookies": 16,
    "duplicate": 2,
    "headline": 31,
    "legal": 21,
    "media": 8,
    "menu": 92,
    "prompt": 36,
    "related": 86,
    "share": 62,
    "standfirst": 12,
    "tags": 19,
    "timestamp": 29,
}
TOTAL = 0.92


@cache
def counted() -> tuple[Counter[str], Counter[str]]:
    """How many spans of each kind there are, and how many went as that kind."""
    spans: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for path in sorted(FIXTURES.glob("*/expected.toml")):
        wanted = tomllib.loads(path.read_text(encoding="utf-8")).get("removed", [])
        result = cleaner.clean(next(path.parent.glob("input.*"))) if wanted else None
        gone = [(folded(r.text), r.kind) for r in result.removals if r.kind != "layout"] if result else []
        for span in wanted:
            text = folded(span["text"])
            same = {kind for t, kind in gone if t == text} or {kind for t, kind in gone if text in t}
            spans[span["kind"]] += 1
            right[span["kind"]] += span["kind"] in same
    return spans, right


def folded(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("kind", FLOORS)
def test_kind(kind):
    spans, right = counted()
    assert right[kind] >= FLOORS[kind], f"{right[kind]} of {spans[kind]}"


def test_all_kinds_together():
    spans, right = counted()
    assert set(spans) == set(FLOORS)
    assert right.total() >= TOTAL * spans.total()
