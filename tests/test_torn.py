"""Breaks of flat text that were found again: no sentence is cut in part."""

import pytest

from cleaner.lines.torn import torn
from cleaner.read.text import read_text
from cleaner.view import View

TEXT = "The river rose by two metres. By noon the Town Hall stood in water. Share this article The council met."


def span(part: str, text: str = TEXT) -> tuple[int, int]:
    at = text.index(part)
    return at, at + len(part)


def view(shape="flat"):
    return View(read_text(TEXT, shape=shape))


@pytest.mark.parametrize("part", ["Town Hall", "Hall stood in water."])
def test_a_cut_that_begins_in_a_sentence_tears_it(part):
    assert torn(view(), [span(part)], [False]) == {0}


@pytest.mark.parametrize(
    "part", ["By noon the Town Hall stood in water.", "Share this article", "The river rose by two metres."]
)
def test_a_cut_behind_a_sentence_tears_nothing(part):
    assert torn(view(), [span(part)], [False]) == frozenset()


def test_a_cut_behind_another_tears_nothing():
    assert torn(view(), [span("Share this article"), span("The council met.")], [False, False]) == frozenset()


def test_a_weighed_cut_that_ends_in_a_sentence_tears_it():
    assert torn(view(), [span("By noon the Town Hall")], [True]) == {0}
    assert torn(view(), [span("Share this article")], [True]) == frozenset()


def test_lines_that_a_person_broke_are_trusted():
    assert torn(view("lines"), [span("Town Hall")], [True]) == frozenset()
