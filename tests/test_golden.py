"""Whole documents: the invented articles of fixtures/ come out as a careful person would clean them."""

from __future__ import annotations

import tomllib
from datetime import datetime
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


def same(field, got, wanted):
    """Equal, where a moment can be written in several ways and a language more or less closely."""
    if isinstance(got, dict):
        return {k: v for k, v in got.items() if v is not None} == wanted
    if field in ("published", "modified") and got and len(wanted) > 10:
        return len(got) > 10 and datetime.fromisoformat(got) == datetime.fromisoformat(wanted)
    if field == "language" and got:
        return got[:2] == wanted[:2]
    if field == "captions":
        return [{k: v for k, v in caption.items() if v is not None} for caption in got] == wanted
    return got == wanted


@pytest.mark.parametrize("name", known("metadata"))
def test_metadata(name):
    source, _, expected = read(name)
    got = cleaner.clean(source).metadata.to_dict()
    wanted = expected.get("metadata", {})
    for field, value in wanted.items():
        assert same(field, got[field], value), (field, got[field], value)


@pytest.mark.parametrize("name", NAMES)
def test_safe_loses_no_body_text(name):
    source, text, _ = read(name)
    result = cleaner.clean(source, preset="safe")
    rest = iter("".join(result.text.split()))
    assert all(c in rest for c in "".join(text.split()))


def test_there_are_enough():
    assert len(NAMES) >= 20
    assert len({name.partition("-")[0] for name in NAMES}) >= 8
