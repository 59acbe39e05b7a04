"""Many articles: in order, lazily, and one bad one costs only itself."""

import os
import signal
from dataclasses import dataclass
from pathlib import Path

import pytest

import cleaner
from cleaner import ConfigError, Pipeline, UnknownNameError

TEXTS = [f"Advertisement\n\nIt rained for {i} days." for i in range(30)]
CLEAN = [f"It rained for {i} days." for i in range(30)]


@dataclass(frozen=True)
class Deadly:
    """A filter that a text can make raise, or make kill its process."""

    name = "deadly"

    def __call__(self, view):
        if "raise" in view.text:
            raise ValueError("no such word")
        if "die" in view.text:
            os.kill(os.getpid(), signal.SIGKILL)
        return ()


@pytest.mark.parametrize("jobs", [1, 2])
def test_in_order(jobs):
    assert [r.text for r in cleaner.clean_many(iter(TEXTS), jobs=jobs)] == CLEAN


def test_lazily():
    def endless():
        yield from TEXTS
        raise AssertionError("read too far")

    results = cleaner.clean_many(endless())
    assert [next(results).text for _ in range(3)] == CLEAN[:3]


def test_one_bad_item_costs_one_item(tmp_path):
    (tmp_path / "a.txt").write_text(TEXTS[1])
    pipeline = Pipeline.preset("article").with_filter(Deadly())
    sources = [TEXTS[0], "Please raise.", tmp_path / "a.txt", tmp_path / "gone.txt", 7, TEXTS[2]]
    results = list(cleaner.clean_many(sources, pipeline=pipeline))
    assert [r.text for r in results] == [CLEAN[0], "", CLEAN[1], "", "", CLEAN[2]]
    assert [[f.code for f in r.flags] for r in results] == [[], ["failed"], [], ["failed"], ["failed"], []]
    assert results[1].flags[0].message == "ValueError: no such word"
    assert "no such file" in results[3].flags[0].message


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_one_that_kills_its_process_costs_one_item():
    pipeline = Pipeline.preset("article").with_filter(Deadly())
    sources = [*TEXTS[:3], "I die.", *TEXTS[3:20]]
    results = list(cleaner.clean_many(sources, pipeline=pipeline, jobs=2))
    assert [r.text for r in results] == [*CLEAN[:3], "", *CLEAN[3:20]]
    assert results[3].flags[0].code == "failed"


def test_wrong_settings_are_told_at_once():
    with pytest.raises(ConfigError):
        cleaner.clean_many([], jobs=0)
    with pytest.raises(UnknownNameError):
        cleaner.clean_many([], preset="artikel")
    assert next(cleaner.clean_many([Path("/nowhere")])).flags[0].code == "failed"
