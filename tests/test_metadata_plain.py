import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.lines.plain import folded, plain, words


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("A  b\n c", "A b c"),
        ("Tom &amp; Ada", "Tom & Ada"),
        ("Tom &amp;amp; Ada", "Tom & Ada"),
        ("a <b>bold</b> word<!-- x -->", "a bold word"),
        ("3 < 4 and 5 > 4", "3 < 4 and 5 > 4"),
        ("abc\u202ecba\u200f", "abccba"),
        ("na\u00adme\u200b", "name"),
        ("nul\x00l \x1b[0m", "nul l [0m"),
        ("lone \ud800 half", "lone half"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_plain(value, expected):
    assert plain(value) == expected


def test_plain_reads_no_further_than_its_limit():
    assert plain("a" * 50, 10) == "a" * 10


def test_spellings_of_one_thing_fold_together():
    assert folded("The Evening-Post") == folded("the evening post ")
    assert words("Héllo, WORLD!") == ["héllo", "world"]


@given(st.text(st.characters(), max_size=300))
def test_any_text_becomes_one_line_without_controls(text):
    value = plain(text)
    assert value == " ".join(value.split())
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Co", "Zl", "Zp") for c in value)
    assert not any(c in value for c in "\u202a\u202b\u202d\u202e\u2066\u2067\u200b")
