"""Bylines in shapes that are easily missed, and lines that only look like bylines."""

from __future__ import annotations

import pytest

from cleaner.lines.dates import iso
from cleaner.lines.names import authors, looks_like_name, prefix_of
from cleaner.lines.stated_names import stated_name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("12 May 2024 by Jana Roth", ("Jana Roth",)),
        ("Von Petra Meier", ("Petra Meier",)),
        ("ANA LINDO AND OMAR HADDAD", ("ANA LINDO", "OMAR HADDAD")),
        ("by Jana Roth | Mar 11, 2023 | All About Rivers and Boat Repair", ("Jana Roth",)),
        ("Great Valley Editorial Team", ()),
        ("Reuters", ()),
    ],
)
def test_names_in_bylines(text, names):
    assert authors(text) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Posted by marc at December 16, 2025 11:15 AM", "marc"),
        ("by jancak @ 00:11", "jancak"),
        ("By marc in Gardening", "marc"),
        ("Women in Rail", "Women in Rail"),
        ("Redaktion", None),
        ("& Sommelier", None),
        ("in chief", None),
    ],
)
def test_names_that_a_field_states(text, name):
    assert stated_name(text) == name


def test_the_prefix_of_a_byline_is_told():
    assert prefix_of("Reviewed by Jana Roth") == "reviewed by"
    assert prefix_of("Jana Roth") is None


def test_two_korean_words_are_no_name():
    assert not looks_like_name("이미지 확대")


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        ("Publié le 8 mars 2022 à 18h30", "2022-03-08T18:30:00"),
        ("2023年8月16日 21時05分", "2023-08-16T21:05:00"),
        ("15 november 2020 kl 05.00", "2020-11-15T05:00:00"),
        ("12 May 2024, for 3.50 a piece", "2024-05-12"),
        ("12 mai 2024 à 25h30", "2024-05-12"),
    ],
)
def test_times_of_day_without_a_colon(text, stamp):
    assert iso(text) == stamp
