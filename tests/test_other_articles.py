"""What a page holds besides its article that looks like one: articles behind it, and its own body printed again."""

import pytest

from cleaner import clean
from cleaner.classify.blocks.copies import printed_again
from cleaner.classify.blocks.later import later_articles
from cleaner.classify.blocks.layout import Facts, Layout
from cleaner.page import parse
from cleaner.page.blocks import page_blocks

FERRY = (
    "The ferry to the island sails again on Monday, the harbour board said on Friday, after three weeks in dock.",
    "Repairs to the hull had taken longer than planned, because a part had to be cast anew in a yard abroad.",
    "Islanders had been brought over in fishing boats meanwhile, which the board paid for, the mayor told the council.",
)
HALL = (
    "The market hall will be torn down in the spring, the council decided on Tuesday by eight votes to five.",
    "Traders had asked for a year to find other rooms, and were given nine months after a long debate in the chamber.",
    "A car park with a garden on its roof is to be built in its place, which the owner will pay for, the council said.",
)
OWLS = (
    "Two owls were set free in the wood behind the mill on Sunday, and a hundred people came to see them fly off.",
    "They had been found in a chimney in March, weighing less than a letter each, the keeper of the station said.",
    "The station lives on gifts, and asks walkers to leave young birds where they sit, for their parents are near.",
)
BY = '<div class="byline">By Hanna Lind</div>'
DATE = "<p>{} March 2024</p>"


def story(headline, paragraphs, signed=BY, tag="article", names="story", level="h1"):
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    return f'<{tag} class="{names}"><{level} class="headline">{headline}</{level}>{signed}<div>{body}</div></{tag}>'


def page(*parts, title="Ferry sails again"):
    return (
        f'<html><head><title>{title} | Harbour News</title><meta property="og:type" content="article"></head><body>'
        '<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>'
        f"<main>{''.join(parts)}</main><footer><p>© Harbour News. All rights reserved.</p></footer></body></html>"
    )


def kept(html):
    return [t for t in (*FERRY, *HALL, *OWLS) if t in clean(html, kind="html", url="https://news.example/ferry").text]


@pytest.mark.parametrize("level", ["h1", "h2"])
@pytest.mark.parametrize("signed", [BY, DATE.format(2)])
@pytest.mark.parametrize(
    ("tag", "names"), [("article", "story"), ("div", "post-12 post hentry"), ("section", "article-wrap")]
)
def test_articles_behind_the_first_go(tag, names, signed, level):
    stories = [("Ferry sails again", FERRY), ("Market hall to be torn down", HALL), ("Owls fly free", OWLS)]
    assert kept(page(*(story(*s, signed, tag, names, level) for s in stories))) == [*FERRY]


def test_an_article_in_another_wrapper_goes():
    first = f"<div class='top'>{story('Ferry sails again', FERRY)}</div>"
    assert kept(page(first, f"<section class='next'>{story('Owls fly free', OWLS)}</section>")) == [*FERRY]


def test_an_article_with_an_address_of_its_own_goes():
    linked = story("<a href='/owls'>Owls fly free</a>", OWLS, signed="")
    assert kept(page(story("Ferry sails again", FERRY), linked)) == [*FERRY]


def test_what_went_is_told():
    removals = clean(page(story("Ferry sails again", FERRY), story("Owls fly free", OWLS)), kind="html").removals
    assert {(r.kind, r.rule) for r in removals if r.text in OWLS} == {("related", "later-article")}


@pytest.mark.parametrize(
    "parts",
    [
        # one article in parts: headings of another make, or unsigned
        [
            story("Ferry sails again", FERRY),
            story("The market hall", HALL, level="h2"),
            story("Owls", OWLS, level="h2"),
        ],
        [story("Ferry sails again", FERRY), story("The market hall", HALL, signed=""), story("Owls", OWLS, signed="")],
        [
            story("<a href='#1'>Ferry sails again</a>", FERRY, signed=""),
            story("<a href='#2'>The market hall</a>", HALL, signed=""),
            story("<a href='#3'>The owls</a>", OWLS, signed=""),
        ],
        # chapters whose headings repeat the title
        [story("Ferry sails again", FERRY), story("Ferry sails again, part 2", HALL), story("Ferry: again", OWLS)],
        # a live blog
        [
            "<h1>Ferry sails again</h1>",
            *(
                story(h, p, f"<time>1{i}:05</time>", "div", "entry", "h3")
                for i, (h, p) in enumerate([("First boat out", FERRY), ("Hall", HALL), ("Owls", OWLS)])
            ),
        ],
        # teasers in the text, headed as the article is; the headline stands in an element of its own
        [
            story("Ferry sails again", ()).replace("article", "section"),
            f"<section class=story><p>{FERRY[0]}</p><aside><h1 class=headline><a href=/hall>Hall goes</a></h1></aside>"
            f"<p>{FERRY[1]}</p><p>{FERRY[2]}</p><p>{HALL[0]}</p></section>",
        ],
        [
            story("Ferry sails again", FERRY[:1], tag="section"),
            f"<section class=story><aside><h1 class=headline><a href=/hall>Hall goes</a></h1></aside>"
            f"<p>{FERRY[1]}</p><p>{FERRY[2]}</p><p>{HALL[0]}</p></section>",
        ],
        [
            story("Ferry sails again", FERRY[:1], tag="section"),
            f"<section class=story><p>{FERRY[1]}</p><h1 class=headline><a href=/hall>Hall goes</a></h1>"
            f"<p>{FERRY[2]}</p><p>{HALL[0]}</p></section>",
        ],
        # headings in the flow of one text
        [f"<div><h1>Ferry sails again</h1><p>{FERRY[0]}</p><h1>Hall</h1>{DATE.format(3)}<p>{HALL[0]}</p></div>"],
    ],
)
def test_one_article_in_parts_stays(parts):
    texts = [t for t in (*FERRY, *HALL, *OWLS) if any(t in part for part in parts)]
    blocks = page_blocks(parse(page(*parts)).root)
    layout = Layout(blocks, Facts(stated=("Ferry sails again | Harbour News",)))
    assert not later_articles(layout, [b.text in texts for b in blocks])


def test_listings_stay():
    parts = [story("Ferry sails again", FERRY), story("Hall goes", HALL), story("Owls fly free", OWLS)]
    blocks = page_blocks(parse(page(*parts)).root)
    layout = Layout(blocks, Facts(stated=("Archive of March 2024 | Harbour News",)))
    assert not later_articles(layout, [True] * len(blocks))


def again(*texts):
    """Which of the texts, all kept, stand in later copies of the whole."""
    return sorted(printed_again(texts, [True] * len(texts), [len(t.split()) for t in texts]))


LIST = ("What to bring", "A rope", "Two lamps", "A coat for the way back")


@pytest.mark.parametrize("times", [2, 3])
def test_later_copies_of_the_body_go_with_their_short_lines(times):
    body = (*FERRY, *LIST, *HALL)
    assert again(*body * times) == list(range(len(body), times * len(body)))


def test_a_copy_that_is_not_quite_whole_goes():
    first = (*FERRY, "Photo: the pier", *LIST, *HALL)
    second = (*FERRY, "Read on the web", *LIST, *HALL[:2])
    copies = again(*first, *second)
    assert [(*first, *second)[i] for i in copies] == [*FERRY, *LIST, *HALL[:2]]


REFRAIN = (
    "Row, brothers, row, the stream runs fast,",
    "the rapids are near and the daylight is past,",
    "the lamps of the harbour are lit one by one,",
    "and home we shall be ere the night has begun.",
)


def verse(n):
    return tuple(f"Line {k} of verse {n}, of which there is one, tells of boat number {n * 7 + k}." for k in range(4))


@pytest.mark.parametrize(
    "texts",
    [
        (*verse(1), *REFRAIN, *verse(2), *REFRAIN, *verse(3), *REFRAIN, *verse(4), *REFRAIN),  # a song
        (*FERRY, *LIST, *HALL, *LIST, *OWLS),  # a list that is given at the start and at the end
        (FERRY[0], *FERRY, *HALL),  # a first sentence for a standfirst
        ("Yes.", "No.") * 30,
        (*FERRY, *HALL),
    ],
)
def test_what_recurs_in_part_or_is_short_stays(texts):
    assert again(*texts) == []


def test_copies_are_found_in_linear_time():
    assert len(again(*["The same short row"] * 40_000, *FERRY)) < 40_003


def test_a_page_that_prints_its_body_twice_gives_it_once():
    paragraphs = "".join(f"<p>{p}</p>" for p in (*FERRY, "“We are glad,” she said.", *HALL))
    result = clean(page(f"<div class=web>{paragraphs}</div><div class=phone>{paragraphs}</div>"), kind="html")
    assert result.text.count("We are glad") == 1 and kept(result.document.original) == [*FERRY, *HALL]
    assert {r.kind for r in result.removals if r.text in FERRY} == {"duplicate"}


def test_a_note_under_every_entry_stays():
    note = (
        "Dogs may come on board if they are on a lead and their owner has a ticket for them, which is free of charge."
    )
    entries = [("Ferry", FERRY), ("Hall", HALL), ("Owls", OWLS)]
    parts = "".join(f"<h2>{h}</h2><p>{t[0]}</p><p>{t[1]}</p><p>{note}</p>" for h, t in entries)
    assert clean(page(f"<article><h1>Ferry sails again</h1>{parts}</article>"), kind="html").text.count(note) == 3
    parts = f"<p>{FERRY[0]}</p><p>{note}</p><p>{FERRY[1]}</p><p>{note}</p><p>{FERRY[2]}</p>"
    assert clean(page(f"<article><h1>Ferry sails again</h1>{parts}</article>"), kind="html").text.count(note) == 1
