"""Whole documents: the invented articles of fixtures/ come out as a careful person would clean them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import cleaner

FIXTURES = Path(__file__).parents[1] / "fixtures"
KNOWN_FAILURES = tomllib.loads((FIXTURES / "known_failures.toml").read_text(encoding="utf-8"))
NAMES = sorted(path.parent.name for path in FIXTURES.glob("*/expected.txt"))


def read(name):
    folder = FIXTURES / name
    source = next(folder.glob("input.*"))
    expected = tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))
    return source, (folder / "expected.txt").read_bytes().decode("utf-8"), expected


def known(what):
    """The fixtures as parameters; those in `known_failures.toml` must fail, so that a mended one is noticed."""
    failing = KNOWN_FAILURES.get(what, {})
    assert set(failing) <= set(NAMES)
    return [
        pytest.param(name, marks=pytest.mark.xfail(strict=True, reason=failing[name])) if name in failing else name
        for name in NAMES
    ]


@pytest.mark.parametrize("name", known("text"))
def test_text(name):
    source, text, _ = read(name)
    assert cleaner.clean(source).text.rstrip("\n") == text.rstrip("\n")


@pytest.mark.parametrize("name", known("metadata"))
def test_metadata(name):
    source, _, expected = read(name)
    got = cleaner.clean(source).metadata.to_dict()
    wanted = expected.get("metadata", {})
    for field, value in wanted.items():
        if isinstance(value, dict):
            assert {k: v for k, v in got[field].items() if v is not None} == value, field
        else:
            assert got[field] == value, field


@pytest.mark.parametrize("name", NAMES)
def test_safe_loses_no_body_text(name):
    source, text, _ = read(name)
    result = cleaner.clean(source, preset="safe")
    rest = iter("".join(result.text.split()))
    assert all(c in rest for c in "".join(text.split()))


def test_there_are_enough():
    assert len(NAMES) >= 20
    assert len({name.partition("-")[0] for name in NAMES}) >= 8
