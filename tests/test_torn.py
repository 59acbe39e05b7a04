"""Words of the body that a wrong break would make a label of."""

import pytest

import cleaner
from cleaner.lines.torn import torn_words
from cleaner.read.text import read_text
from cleaner.view import View

TEXT = (
    "The river rose by two metres in the night and the council met at once. Share this article By noon the Town Hall "
    "stood in water, and nobody was let in. Building a Community Pump Was Harder Than It Looked The mayor had asked "
    "for four of them in spring, and none had come by June. Share this article"
)


def spans(*parts, text=TEXT):
    return [(at := text.index(part), at + len(part)) for part in parts]


def view(shape="flat"):
    return View(read_text(TEXT, shape=shape))


@pytest.mark.parametrize("part", ["Town Hall", "Community", "Pump"])
def test_words_in_the_middle_of_a_sentence_or_heading_are_torn(part):
    assert torn_words(view(), spans(part)) == {0}


@pytest.mark.parametrize("part", ["Share this article", "By noon the Town Hall stood in water, and nobody was let in."])
def test_labels_behind_a_sentence_and_whole_sentences_are_not(part):
    assert torn_words(view(), spans(part)) == frozenset()


def test_a_label_behind_another_cut_is_not():
    assert torn_words(view(), spans("Share this article", "By noon the")) == frozenset()


def test_behind_the_body_labels_need_no_sentence_before_them():
    at = TEXT.rindex("this article")
    assert torn_words(view(), [(at, len(TEXT))]) == frozenset()


def test_breaks_that_were_never_lost_are_trusted():
    assert torn_words(view("lines"), spans("Community")) == frozenset()


@pytest.mark.parametrize(
    "heading", ["Industry-Specific Video", "Encourage Honest Customer Reviews", "Preparing the Garden Site"]
)
def test_a_heading_of_flat_text_keeps_its_words(heading):
    text = (
        "Cooking for two takes no longer than cooking for one, and it tastes better. "
        f"{heading} The first winter was hard, and most of us learned to ask the neighbours for help. "
        "By spring there were forty members, who met on Sundays in the old mill."
    )
    assert cleaner.clean(text, preset="article", shape="flat").text == text
