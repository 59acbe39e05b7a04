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
    "ad": 40,
    "boilerplate": 1,
    "byline": 19,
    "caption": 20,
    "comments": 39,
    "cookies": 14,
    "duplicate": 2,
    "headline": 27,
    "legal": 16,
    "media": 7,
    "menu": 89,
    "prompt": 29,
    "related": 73,
    "share": 53,
    "standfirst": 11,
    "tags": 17,
    "timestamp": 27,
}
TOTAL = 0.8


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
