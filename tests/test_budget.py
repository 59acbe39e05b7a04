"""A document that takes too long comes back whole, with a flag."""

from pathlib import Path

import pytest

from cleaner import ConfigError, Cut, Metadata, Pipeline
from cleaner.config import load_config
from cleaner.model import CERTAIN

ARTICLE = "Advertisement\n\nBy Jane Roe\n\nIt rained all night.\n\nBy noon the river was over its banks, the town said."
PAGE = f"<html><title>Rain</title><body><article>{''.join(f'<p>{p}</p>' for p in ARTICLE.split(chr(10)))}</article>"


class Clock:
    """Stands still, but for what is put on it."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    for name in ("clock", "monotonic"):
        monkeypatch.setattr(f"cleaner.budget.{name}", made)
    return made


class Slow:
    """Takes `seconds` each time, and cuts the word `rained`."""

    name = "slow"

    def __init__(self, clock: Clock, seconds: float) -> None:
        self.clock, self.seconds = clock, seconds

    def __call__(self, view):
        self.clock.now += self.seconds
        at = view.text.find("rained")
        return [Cut(at, at + 6, "boilerplate", "rained", CERTAIN)] if at >= 0 else []


@pytest.mark.parametrize("source", [ARTICLE, PAGE])
def test_what_takes_too_long_comes_back_whole(clock, source):
    result = Pipeline.preset("article").with_filter(Slow(clock, 8)).with_seconds(5).clean(source)
    assert [flag.code for flag in result.flags] == ["out-of-time"]
    assert "5 s" in result.flags[0].message
    assert result.text == result.document.text and "Advertisement" in result.text
    assert (result.removals, result.candidates, result.claims) == ((), (), ())
    assert result.undo() == source
    assert result.metadata == Metadata()


@pytest.mark.parametrize(("takes", "seconds"), [(8, 0), (0, 5), (1, 5)])
def test_what_keeps_within_its_time_is_cleaned(clock, takes, seconds):
    result = Pipeline.preset("article").with_filter(Slow(clock, takes)).with_seconds(seconds).clean(ARTICLE)
    assert not result.flags
    assert "Advertisement" not in result.text and "rained" not in result.text
    assert result.metadata.authors == ("Jane Roe",)


def test_reading_counts_too(clock, monkeypatch):
    from cleaner.read import read as reading

    def slowly(*args, **kwargs):
        clock.now += 31
        return reading(*args, **kwargs)

    monkeypatch.setattr("cleaner.pipeline.read", slowly)
    result = Pipeline.preset("article").clean(ARTICLE)
    assert [flag.code for flag in result.flags] == ["out-of-time"] and result.text == ARTICLE
    assert not Pipeline.preset("article").with_seconds(60).clean(ARTICLE).flags


@pytest.mark.parametrize("source", [ARTICLE, PAGE])
def test_metadata_is_worked_out_in_what_is_left(clock, source):
    made = Pipeline.preset("article").with_filter(Slow(clock, 1)).with_seconds(5)
    result = made.clean(source)
    assert not result.flags and "Advertisement" not in result.text
    clock.now += 60  # what others did in the meantime does not count
    assert result.metadata.authors == ("Jane Roe",) and not result.flags


def test_metadata_that_takes_too_long_is_left_out_with_a_flag(clock, monkeypatch):
    from cleaner.metadata import html

    def slowly(page):
        clock.now += 9
        return ()

    monkeypatch.setattr(html, "SOURCES", (slowly, *html.SOURCES))
    result = Pipeline.preset("article").with_filter(Slow(clock, 1)).with_seconds(8).clean(PAGE)
    assert not result.flags and "Advertisement" not in result.text
    assert '"metadata-out-of-time"' in result.to_json()
    assert "limits.seconds" in result.flags[0].message


def test_each_document_has_its_own_time(clock):
    made = Pipeline.preset("article").with_filter(Slow(clock, 1)).with_seconds(5)
    assert not any(made.clean(ARTICLE).flags for _ in range(20))


def test_the_limit_is_a_setting(tmp_path: Path, clock):
    (tmp_path / "cleaner.toml").write_text("[limits]\nseconds = 2.5\n")
    made = load_config(tmp_path / "cleaner.toml").pipeline().with_filter(Slow(clock, 3))
    assert "2.5 s" in made.clean(ARTICLE).flags[0].message


@pytest.mark.parametrize("seconds", [-1, float("inf"), float("nan")])
def test_a_limit_that_is_none(seconds):
    with pytest.raises(ConfigError, match="0 is no limit"):
        Pipeline.preset("safe").with_seconds(seconds)
