"""Subtitles, timed lyrics and changelogs are no articles: whatever stands in them stays."""

from __future__ import annotations

import pytest

import cleaner

RIVER = "The river rose by two metres in a single night, the warden said, and nobody in the town had been told."
CUES = [RIVER, "Share this", "Play Video", "Advertisement", "Updated 3 hours ago", RIVER]


def _subrip() -> str:
    return "\n\n".join(f"{n}\n00:00:{n:02},000 --> 00:00:{n + 1:02},500\n{cue}" for n, cue in enumerate(CUES, 1))


def _webvtt() -> str:
    return "WEBVTT\n\n" + "\n\n".join(f"00:{n:02}.000 --> 00:{n + 1:02}.500\n- {cue}" for n, cue in enumerate(CUES))


def _lyrics() -> str:
    return "\n".join(f"[00:{n:02}.10]{cue}" for n, cue in enumerate(CUES))


def _changes(heading: str, below: str) -> str:
    return "\n\n".join(f"{heading.format(n)}\n\n{below}\n\n- Fix the share button\n\n{RIVER}" for n in (3, 2, 1))


OTHERS = [
    _subrip(),
    _webvtt(),
    _lyrics(),
    _changes("## 1.{}.0", "Updated 3 hours ago"),
    _changes("v1.{}", "Released 2 days ago"),
    _changes("## [1.{}.0] - 2024-05-03", "Updated 3 hours ago"),
    _changes("Version 2.{} (May 3, 2024)", "3 May 2024"),
    _changes("## [1.{}.0](https://otter.example/compare) (2024-05-03)", "Advertisement"),
]


@pytest.mark.parametrize("text", OTHERS, ids=lambda text: text[:12])
@pytest.mark.parametrize("preset", ["safe", "article"])
def test_nothing_is_cut_of_what_is_no_article(text: str, preset: str) -> None:
    result = cleaner.clean(text, kind="text", preset=preset)
    assert result.text == text
    assert [flag.code for flag in result.flags] == ["no-article"]


@pytest.mark.parametrize(
    "lines",
    [
        ["3.5.2024", "4.5.2024"],
        ["03.05.24", "04.05.24"],
        ["127.0.0.1", "10.0.0.1"],
        ["[800.664.9638](tel:8006649638)", "[800.664.9639](tel:8006649639)"],
        ["He got 1.4.0 --> and then 1.5.0", "It was 00:01 --> 00:02 by then"],
        ["2.1", "2.2"],
        ["1.4.0"],
    ],
)
def test_numbers_and_arrows_make_no_other_text(lines: list[str]) -> None:
    text = "\n\n".join(["Share this", *(part for line in lines for part in (line, RIVER)), RIVER[:-1] + " at all."])
    result = cleaner.clean(text, kind="text")
    assert "Share this" not in result.text


@pytest.mark.parametrize("line", ["Updated 3 hours ago", "Published 3 March 2024", "By Jane Roe", "Tags: river"])
def test_dates_and_names_stay_in_a_text_that_is_nobodys_article(line: str) -> None:
    text = f"{RIVER}\n\n{line}\n\n{RIVER[:-1]} at all.\n"
    assert cleaner.clean(text, kind="text", preset="safe").text == text
