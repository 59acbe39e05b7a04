"""Boxes that a page calls comments, biography or disclaimer, and bodies that only bear such a name."""

import pytest

from cleaner import clean
from cleaner.classify.blocks.boxes import boxes
from cleaner.classify.blocks.layout import Facts, Layout
from cleaner.dom import Node, PageBlock
from cleaner.page import parse
from cleaner.page.blocks import page_blocks

BODY = (
    "The ferry to the island sails again on Monday, the harbour board said on Friday, after three weeks in dock.",
    "Repairs to the hull had taken longer than planned, because a part had to be cast anew in a yard abroad.",
    "Islanders had been brought over in fishing boats meanwhile, which the board paid for, the mayor told the council.",
    "The next overhaul is due in two years, and the board wants to hire a second boat for it in time, it said.",
)
BIO = "Hanna Lind writes about harbours and has lived on the island since the spring of 2011."


def gone(html):
    layout = Layout(page_blocks(parse(f"<html><body><article>{html}</article></body></html>").root), Facts())
    return [
        layout.blocks[i].text for i in sorted(boxes(layout.blocks, [True] * len(layout.blocks), layout.word_counts))
    ]


@pytest.mark.parametrize(
    "name", ["comments", "author-bio", "about-the-author", "post-author-box", "affiliate-disclosure", "Disclaimer"]
)
def test_boxes_go_by_their_names(name):
    body = "".join(f"<p>{p}</p>" for p in BODY)
    assert gone(f"{body}<div class='{name}'><h4>Hanna Lind</h4><p>{BIO}</p></div>") == ["Hanna Lind", BIO]


@pytest.mark.parametrize("name", ["author", "bio-food", "box", "about-us", "post-comment-count", "info"])
def test_half_a_name_is_none(name):
    body = "".join(f"<p>{p}</p>" for p in BODY)
    assert gone(f"{body}<div class='{name}'><p>{BIO}</p></div>") == []


def test_a_body_in_a_box_stays():
    assert gone("<div class='has-comments comments'>" + "".join(f"<p>{p}</p>" for p in BODY) + "</div>") == []


def test_what_they_are_is_said():
    body = "".join(f"<p>{p}</p>" for p in BODY)
    head = "<title>Ferry sails again</title><meta property='og:type' content='article'>"
    page = f"<html><head>{head}</head><body><article><h1>Ferry sails again</h1>{body}{{}}</article></body></html>"
    cut = clean(page.format(f"<div class='author-bio'><p>{BIO}</p></div>"), kind="html", url="https://n.example/a")
    assert BIO not in cut.text
    assert "byline" in {r.kind for r in cut.removals}


def test_a_box_around_thousands_of_elements_is_found():
    node = Node("div", None, label="author-bio")
    for _ in range(5_000):
        node = Node("div", node)
    body, bio = (PageBlock(text, "paragraph", n) for text, n in ((BODY[0], Node("p", None)), (BIO, Node("p", node))))
    assert boxes([body, bio], [True, True], [100, 10]) == {1}
