"""Teasers among the paragraphs of an article, and the lists and rows that are no teasers."""

import pytest

from cleaner.classify.blocks.labels import LABELS
from cleaner.classify.blocks.layout import Facts, Layout
from cleaner.classify.blocks.links import LINKS, link_columns
from cleaner.classify.blocks.teasers import teasers
from cleaner.page import parse
from cleaner.page.blocks import page_blocks

URL = "https://news.example/local/ferry-sails-again-on-monday"
AT = {"row": 0.7, "list": 0.8}
BODY = (
    "The ferry to the island sails again on Monday, the harbour board said on Friday, after three weeks in dock.",
    "Repairs to the hull had taken longer than planned, because a part had to be cast anew in a yard abroad.",
    "Islanders had been brought over in fishing boats meanwhile, which the board paid for, the mayor told the council.",
)
STORIES = (
    ("/local/market-hall-to-be-torn-down-in-spring", "Market hall to be torn down in spring"),
    ("/local/two-owls-set-free-behind-the-mill", "Two owls set free behind the old mill"),
    ("/local/brewery-looks-for-a-buyer-once-more", "Brewery looks for a buyer once more"),
)


def cards(stories=STORIES, more="<p>A short note on what it is about.</p>"):
    return "".join(f'<div class="card"><h3><a href="{a}">{text}</a></h3>{more}</div>' for a, text in stories)


def links(stories=STORIES):
    return "<ul>" + "".join(f'<li><a href="{a}">{text}</a></li>' for a, text in stories) + "</ul>"


PARAGRAPHS = "".join(f"<p>{p}</p>" for p in BODY * 2)


def gone(middle, unsure, url=URL, before=PARAGRAPHS, after=f"<p>{BODY[1]} It floats.</p>"):
    """The blocks that go if all are kept, those between the paragraphs with the probability `unsure`."""
    root = parse(f"<html><body><article>{before}{middle}{after}</article></body></html>").root
    layout = Layout(page_blocks(root), Facts())
    probabilities = [0.99 if b.text.startswith(BODY) else unsure for b in layout.blocks]
    found = teasers(layout.blocks, [True] * len(layout.blocks), probabilities, layout.word_counts, AT, url)
    return [layout.blocks[i].text for i in sorted(found)]


def test_a_row_of_cards_goes():
    found = gone(cards(), 0.6)
    assert [t for _, t in STORIES] == found[::2]
    assert len(found) == 6


def test_a_list_of_stories_goes_with_its_heading():
    middle = f"<h2>Researched for you</h2>{links()}<h2>What the board says</h2>"
    assert gone(middle, 0.6) == ["Researched for you", *(t for _, t in STORIES)]


def test_a_heading_above_more_than_teasers_stays():
    assert gone(f"<h2>What the board says</h2>{links()}", 0.6) == [t for _, t in STORIES]


@pytest.mark.parametrize("where", ["https://archive.example", "https://news.example.evil.example"])
def test_links_to_other_sites_are_sources(where):
    sources = [(where + a, text) for a, text in STORIES]
    assert gone(links(sources) + cards(sources), 0.5) == []


@pytest.mark.parametrize("where", ["https://www.news.example", "https://sport.news.example", ""])
def test_links_to_the_same_site_are_teasers(where):
    assert len(gone(links([(where + a, text) for a, text in STORIES]), 0.5)) == 3


@pytest.mark.parametrize(
    "middle",
    [
        links([("#repairs-of-the-old-hull", "Repairs of the old hull"), ("#what-the-mayor-said-then", "The mayor")]),
        links([("/harbour", "The harbour board"), ("/ferry", "Its timetable")]),
        "<ul><li>Monday: the first boat leaves at six</li><li>Tuesday: none in the forenoon</li></ul>",
        cards(STORIES[:1]),
        cards([("/a-b-c-d-e", "Read on")] * 3, more="<p>The hull is of steel, the deck is not.</p>"),
    ],
)
def test_what_teases_nothing_stays(middle):
    assert gone(middle, 0.5) == []


def test_what_the_classifier_is_sure_of_stays():
    assert gone(cards() + links(), 0.9) == []


def test_the_cards_of_a_page_about_them_stay():
    assert gone(cards(), 0.6, before=f"<p>{BODY[0]}</p>", after="") == []


def test_columns_of_links():
    root = parse(f"<body><p>{BODY[0]}</p>{cards()}<p>{BODY[1]}</p></body>").root
    made = link_columns(Layout(page_blocks(root), Facts()))
    assert tuple(made) == LINKS
    assert not set(LINKS) & set(LABELS)
    assert made["slug"] == [0, 1, 0, 1, 0, 1, 0, 0]
    assert made["head_density"][1:4] == [-1, 1, 1]
    assert made["row_slugs"] == [0, 1, 1, 1, 1, 1, 1, 0]


def test_long_addresses_take_no_time():
    address = "/" + "a" * 200_000
    assert len(gone(links([(address, text) for _, text in STORIES]), 0.5)) == 3
