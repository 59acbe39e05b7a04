"""Hard-wrapped text: which it is, and that the lines of a paragraph are one block."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner import Pipeline
from cleaner.cli import main
from cleaner.errors import ConfigError, UnknownNameError
from cleaner.output import render
from cleaner.read.text import read_text
from cleaner.read.wrapped import is_wrapped, wrapped_blocks
from tests.laws.strategies import LINES

PARAGRAPHS = [
    "The swing bridge at Corran was closed to all traffic on Monday, when an inspector found a crack in one of the two "
    "bearings that carry the northern span. It will stay closed for eight weeks at least.",
    "Repairs will cost four million, the harbour board said, and nobody knows yet who is to pay for them. Von Berg, "
    "the engineer who built the bridge, died in 1931.",
    "“We warned them twice,” said Ida Moen, who has kept the bridge house for nineteen years. “By now they could have "
    "built a new one.”",
    "Ferries will run every half hour from six in the morning until midnight, and every hour on Sundays.",
]


def wrap(paragraphs, width, gap):
    return gap.join(textwrap.fill(p, width, break_on_hyphens=False) for p in paragraphs) + "\n"


@pytest.mark.parametrize(
    ("width", "gap"), [(60, "\n"), (72, "\n"), (60, "\n\n"), (72, "\n\n"), (80, "\n\n"), (100, "\n\n"), (72, "\n\n\n")]
)
def test_paragraphs_are_blocks(width, gap):
    text = wrap(PARAGRAPHS, width, gap)
    document = read_text(text)
    assert document.shape == "wrapped"
    assert [b.of(document.text) for b in document.blocks] == PARAGRAPHS
    assert cleaner.clean(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(PARAGRAPHS),
        "\n\n".join(PARAGRAPHS),
        "Home\nSport\nWeather\nJobs\nTraffic\nPuzzles\nLetters\n" * 3,
        "The tide\nis out and nothing\nmoves on\nthe long grey flats but\ngulls and\nthe wind\n" * 2,
        "",
        "one line",
        "Monday 9-17\nTuesday 9-17\nWednesday 9-12\nThursday 9-20\nFriday 9-16\nSaturday closed\n",
    ],
)
def test_what_is_not_wrapped(text):
    assert not is_wrapped(text)
    assert read_text(text).shape == "lines"


MAIL = """\
The board wrote:
> The swing bridge at Corran was closed to all traffic on Monday, when
> an inspector found a crack in one of the two bearings that carry the
> northern span.
>> It was about time, in the view of those who have to cross it every
>> day on their way to work.

Things to bring:
  * a torch, for the tunnel below the northern span has had no light in
    it since the storm
  * boots
  1. and a well-
     made coat that keeps the rain out for a whole long morning on deck

   Repairs will cost four million, the harbour board said, and nobody
knows yet who is to pay for them.
   Ferries will run every half hour from six in the morning until well
after midnight.
"""


def test_quotes_lists_and_indents():
    shown = [b.of(MAIL) for b in wrapped_blocks(MAIL)]
    assert shown == [
        "The board wrote:",
        "The swing bridge at Corran was closed to all traffic on Monday, when an inspector found a crack in one of the "
        "two bearings that carry the northern span.",
        "It was about time, in the view of those who have to cross it every day on their way to work.",
        "Things to bring:",
        "* a torch, for the tunnel below the northern span has had no light in it since the storm",
        "* boots",
        "1. and a well-made coat that keeps the rain out for a whole long morning on deck",
        "Repairs will cost four million, the harbour board said, and nobody knows yet who is to pay for them.",
        "Ferries will run every half hour from six in the morning until well after midnight.",
    ]
    assert is_wrapped(MAIL)


def test_residue_goes_and_the_layout_stays():
    residue = ["Advertisement", "Share on Facebook", "Sign up for our newsletter"]
    paragraphs = [PARAGRAPHS[0], residue[0], PARAGRAPHS[1], residue[1], PARAGRAPHS[2], residue[2], PARAGRAPHS[3]]
    assert cleaner.clean(wrap(paragraphs, 72, "\n\n")).text == wrap(PARAGRAPHS, 72, "\n\n")


def test_a_paragraph_a_line(tmp_path, capsysbinary):
    text = wrap([PARAGRAPHS[0], "Advertisement", *PARAGRAPHS[1:]], 72, "\n\n")
    assert render(cleaner.clean(text), layout="paragraphs") == "\n".join(PARAGRAPHS) + "\n"
    assert render(cleaner.clean(text)) == wrap(PARAGRAPHS, 72, "\n\n")
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    assert main(["clean", "--isolated", "--unwrap", "--shape", "wrapped", str(path)]) == 0
    assert capsysbinary.readouterr().out.decode() == "\n".join(PARAGRAPHS) + "\n"
    assert cleaner.clean(text).to_text(layout="paragraphs") == "\n".join(PARAGRAPHS) + "\n"
    assert cleaner.clean(text).to_text() == cleaner.clean(text).text
    with pytest.raises(UnknownNameError, match="layout"):
        render(cleaner.clean(text), layout="circle")  # type: ignore[arg-type]


def test_lines_that_begin_like_bylines_stay():
    text = wrap(PARAGRAPHS, 72, "\n\n")
    assert "\nengineer who built" in text or "Von Berg" in text
    result = cleaner.clean("Bridge closed for two months\n\n" + text)
    assert result.text.endswith(text)


def test_the_shape_can_be_said():
    text = "A line that is\nshort and goes on."
    assert cleaner.clean(text, shape="wrapped").document.shape == "wrapped"
    assert len(cleaner.clean(text, shape="wrapped").document.blocks) == 1
    assert Pipeline.preset("article").with_shape("lines").clean(wrap(PARAGRAPHS, 72, "\n")).document.shape == "lines"
    with pytest.raises(ConfigError, match="unknown shape 'round'"):
        cleaner.clean(text, shape="round")  # type: ignore[arg-type]


articles = st.lists(st.sampled_from([*LINES, *PARAGRAPHS]), min_size=3, max_size=14)


@given(articles, st.sampled_from([50, 72, 80]), st.sampled_from(["\n", "\n\n"]), st.sampled_from(["safe", "article"]))
def test_laws_hold_for_wrapped_text(lines, width, gap, preset):
    text = wrap([line for line in lines if line.strip()], width, gap)
    result = cleaner.clean(text, preset=preset)
    assert result.undo() == text
    rest = iter(result.document.text)
    assert all(c in rest for c in result.text)
    assert cleaner.clean(result.text, preset=preset).text == result.text


@given(st.text(st.sampled_from("ab .\n> -*|"), max_size=300))
def test_blocks_cover_every_printing_character(text):
    blocks = wrapped_blocks(text)
    at = 0
    for b in blocks:
        assert not text[at : b.start].strip("> \t\n")
        assert b.start < b.end
        assert not text[b.start].isspace()
        assert not text[b.end - 1].isspace()
        at = b.end
    assert not text[at:].strip("> \t\n")
