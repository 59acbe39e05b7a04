"""What has more blocks than one document may comes back whole, with a flag; what has as many is cleaned."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

import cleaner
from cleaner import Metadata, Pipeline
from cleaner.budget import BLOCKS
from cleaner.config import load_config
from cleaner.filters._patterns import pattern_cuts
from cleaner.lines.shared import stretches
from cleaner.packs.patterns import LONGEST, PatternHit, _index, _parts, _together, patterns_in
from cleaner.page.bare import bare_text
from cleaner.page.options import OPTIONS
from cleaner.page.tree import LIMITS
from cleaner.view import View

SENTENCE = "The ferry left at six in the morning, as it has done on every working day since the bridge was closed."
WRAPPED = "The ferry left at six in the morning, as it has done on\nevery working day since the bridge was closed.\n\n"


def limited(blocks: int) -> Pipeline:
    return Pipeline.preset("article").with_html(replace(OPTIONS, limits=replace(LIMITS, blocks=blocks)))


def text_of(shape: str, blocks: int) -> str:
    if shape == "wrapped":
        return WRAPPED * blocks
    if shape == "markdown":
        return "## The *ferry*\n\n" + f"[A]({'/b'}) {SENTENCE}\n\n" * (blocks - 1)
    return "Advertisement\n" + f"\n{SENTENCE}\n" * (blocks - 1)


@pytest.mark.parametrize("shape", ["lines", "wrapped", "markdown"])
def test_text_of_too_many_blocks_comes_back_whole(shape):
    text = text_of(shape, 12)
    assert cleaner.clean(text).document.shape == shape
    result = limited(11).clean(text)
    assert [flag.code for flag in result.flags] == ["too-many-blocks"]
    assert "over 11 blocks" in result.flags[0].message and "limits.blocks" in result.flags[0].message
    assert result.text == text and result.undo() == text
    assert (result.removals, result.candidates, result.metadata) == ((), (), Metadata())
    within = limited(12).clean(text)
    assert not within.flags and len(within.document.blocks) == 12


def test_text_on_one_line_is_counted_in_words_too():
    text = f"{SENTENCE} Advertisement " * 10
    words = len(text.split())
    assert [flag.code for flag in limited(words // 4 - 1).clean(text).flags] == ["too-many-blocks"]
    assert not limited(words // 4 + 1).clean(text).flags


def test_a_page_of_too_many_blocks_comes_back_as_its_text():
    page = (
        f"<html><title>Rain</title><script>a < b</script><body>{f'<p>{SENTENCE[:-1]} &amp; <b>mend</b>ed' * 12}</body>"
    )
    result = limited(11).clean(page, kind="html")
    assert [flag.code for flag in result.flags] == ["too-many-blocks"]
    assert result.text.split("\n\n") == ["Rain", *[f"{SENTENCE[:-1]} & mended"] * 12]
    assert result.undo() == page and result.to_markdown().count("mended") == 12
    assert result.metadata == Metadata()
    assert not limited(12).clean(page, kind="html").flags


def test_a_page_of_too_many_elements_is_not_parsed():
    page = f"<html><body><p>{'<b>a</b> ' * 100}</p></body></html>"
    assert [flag.code for flag in limited(30).clean(page, kind="html").flags] == ["too-many-blocks"]
    assert "too-many-blocks" not in {flag.code for flag in limited(50).clean(page, kind="html").flags}


def test_line_ends_that_are_repaired_are_counted():
    text = "a\u2028b\x0c" * 10
    assert [flag.code for flag in limited(10).clean(text).flags] == ["too-many-blocks"]


def test_a_long_novel_and_a_live_blog_are_within_the_limit():
    assert BLOCKS > 8 * 12_000
    text = "\n".join(f"{i % 24:02}:{i % 60:02} {SENTENCE}" for i in range(3_000))
    assert not [flag for flag in cleaner.clean(text).flags if flag.code == "too-many-blocks"]


def test_the_limit_is_a_setting(tmp_path: Path):
    (tmp_path / "cleaner.toml").write_text("[limits]\nblocks = 3\n")
    made = load_config(tmp_path / "cleaner.toml").pipeline()
    assert [flag.code for flag in made.clean(text_of("lines", 5)).flags] == ["too-many-blocks"]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>a<!-- b --> c</p><p>d", "a  c\n\nd"),
        ("<STYLE>p{}</STYLE>a<!-- no end", "a"),
        ("a < b and c > d", "a < b and c > d"),
        ("<abbr>a</abbr><article>b</article>", "a\n\nb"),
        ("a<br>b&nbsp;c&lt;b&gt;", "a\n\nb\xa0c<b>"),
        ("<", "<"),
        ("", ""),
    ],
)
def test_text_without_tags(page, text):
    assert bare_text(page) == text


@pytest.mark.parametrize(
    "text",
    [
        " " * 100_000,
        "© 2024 The Courier. All rights reserved.\n" * 2_500,
        "- one `two` three. Advertisement\n  " * 3_000,
    ],
)
def test_blanks_and_notices_in_one_block_take_linear_time(text):
    begun = time.process_time()
    cleaner.clean(text, kind="text")
    assert time.process_time() - begun < 5  # quadratic: minutes


@pytest.mark.parametrize(
    "page", ["<!-- " * 100_000, "<script>" * 50_000, "<" * 300_000, "< p" * 100_000, "\n" * 300_000]
)
def test_taking_tags_away_takes_linear_time(page):
    begun = time.process_time()
    bare_text(page)
    assert time.process_time() - begun < 2


def test_what_stands_far_behind_on_a_long_line_goes_in_the_first_round():
    text = "Share Tweet " * 5_000  # 60,000 characters
    view = View(cleaner.clean(text, kind="text", preset="repair").document)
    assert view.document.shape == "flat"
    assert len(view.blocks) == 10_000
    assert sum(cut.end - cut.start for cut in pattern_cuts(view, "share", "share")) > 59_990


def test_the_middle_of_a_long_line_is_neither_its_start_nor_its_end():
    text = " ".join(f"{SENTENCE} Ferry no {i}. Tweet" for i in range(1_000))
    view = View(cleaner.clean(text, kind="text", preset="repair").document)
    found = stretches(view, 40_000)
    assert len(found) > 2 and [s.first for s in found[1:]] == [s.last + 1 for s in found[:-1]]
    assert [s.begins for s in found] == [True, *[False] * (len(found) - 1)]
    assert [s.ends for s in found] == [*[False] * (len(found) - 1), True]
    assert [tuple(s) for s in stretches(view, len(text))] == [(0, len(view.blocks) - 1, True, True)]


def test_crowds_of_invisible_characters_are_merged_into_few_edits(monkeypatch):
    text = ("\u202ea\u202c" * 50 + "b\x0cc ") * 30
    listed = cleaner.clean(text, kind="text", preset="repair")
    monkeypatch.setattr("cleaner.repair.invisible._MANY", 20)
    merged = cleaner.clean(text, kind="text", preset="repair")
    assert len(merged.document.repairs) < len(listed.document.repairs) // 10
    assert merged.text == listed.text and merged.undo() == text


def test_a_long_block_is_searched_from_end_to_end():
    text = f"{SENTENCE} " * 500 + "Read more: Ferry stops. " + f"{SENTENCE} " * 500
    (found,) = patterns_in([text])
    assert {text[h.start : h.end] for h in found} == {"Read more:"} and found[0].start > LONGEST


def test_a_long_block_has_no_start_and_no_end_where_it_is_parted():
    parts = _parts(f"{SENTENCE} Share this article " * 1_000)
    assert len(parts) > 2 and all(len(part) <= LONGEST for _, part in parts)
    assert "".join(part for _, part in parts) == f"{SENTENCE} Share this article " * 1_000
    patterns = {p.place: p for p in map(_index().pattern, range(len(_index().rows)))}
    hits = [
        [PatternHit(0, 5, p), PatternHit(40, 45, p)] for p in (patterns["unit"], patterns["start"], patterns["end"])
    ]
    kept = list(_together([(0, "x" * 50), (50, "- a bc " * 8), (106, "y" * 50)], [hits[0], hits[1], hits[2]]))
    assert [(h.start, h.pattern.place) for h in kept] == [(0, "unit"), (40, "unit"), (146, "end")]
