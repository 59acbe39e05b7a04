"""The region filter acts on what the reader weighed, the same in every round."""

import pytest

from cleaner import Pipeline
from cleaner.errors import UnknownNameError
from cleaner.filters.headlines import Headlines
from cleaner.filters.region import Region
from cleaner.filters.timestamps import Timestamps
from cleaner.model import Block, Document, Dom
from cleaner.page import read_html
from cleaner.read.text import read_text
from cleaner.view import View

PAGE = """<html><body><nav><ul><li><a href="/">Home</a></li><li><a href="/s">Sport</a></li></ul></nav>
<article><h1>Ferry sails again</h1>
<p>The ferry to the island sails again on Monday, the harbour board said on Friday, after three weeks in dock.</p>
<p>Repairs to the hull had taken longer than planned, because a part had to be cast anew in a yard abroad.</p>
<p>Islanders had been brought over in fishing boats meanwhile, which the board paid for, the mayor told the council.</p>
</article><footer><p>Copyright Harbour News. All rights reserved.</p></footer></body></html>"""


def test_main_content_stays_and_the_rest_goes():
    document = read_html(PAGE)
    cut = [document.text[c.start : c.end] for c in Region()(View(document))]
    assert "Home" in cut and "Sport" in cut
    assert not [t for t in cut if t.startswith(("The ferry", "Repairs", "Islanders"))]


def test_plain_text_is_left_alone():
    assert not list(Region()(View(read_text("Home\nSport\n\nThe ferry sails again."))))


def test_choice_is_that_of_the_reader():
    dom = Dom("body/p", "p", score=0.3, main=False)
    document = Document("ab", "ab", (Block(0, 1, "paragraph", dom), Block(1, 2, "paragraph")), "html")
    cuts = list(Region()(View(document)))
    assert [(c.start, c.end, c.kind, c.reasons) for c in cuts] == [(0, 1, "boilerplate", ("score 0.30",))]


def cuts(region: Region, *blocks: tuple[str, Dom]) -> list[tuple[int, str]]:
    made = tuple(Block(i, i + 1, kind, dom) for i, (kind, dom) in enumerate(blocks))
    document = Document("x" * len(made), "x" * len(made), made, "html")
    return [(c.start, c.kind) for c in region(View(document))]


def test_kind_of_residue_is_told_by_names():
    gone = {"score": 0.1, "main": False}
    blocks = [
        ("paragraph", Dom("body/div/p", "p", ("comment", "text"), **gone)),
        ("list_item", Dom("body/nav/ul/li[2]", "li", **gone)),
        ("caption", Dom("body/figure/figcaption", "figcaption", **gone)),
        ("paragraph", Dom("body/div/p", "p", ("story",), **gone)),
    ]
    assert cuts(Region(), *blocks) == [(0, "comments"), (1, "menu"), (2, "caption"), (3, "boilerplate")]
    assert cuts(Region(include=("comments",)), *blocks) == [(1, "menu"), (2, "caption"), (3, "boilerplate")]


def test_kinds_of_blocks_can_be_left_out():
    blocks = [
        ("table", Dom("body/table/tr", "tr")),
        ("heading", Dom("body/h2", "h2")),
        ("paragraph", Dom("body/p", "p")),
    ]
    assert cuts(Region(), *blocks) == []
    assert cuts(Region(leave_out=("tables", "headings")), *blocks) == [(0, "boilerplate"), (1, "boilerplate")]


def test_a_list_that_the_body_announces_stays():
    body = "The council has put three ways on the table, the mayor said on Monday after a meeting of four hours"
    dom = Dom("body/div/p", "p", main=True, score=0.9)
    item = Dom("body/div/ul/li", "li", main=False, score=0.2)
    text = f"{body}:\n\na bridge,\n\na ferry.\n\nMore news"
    spans = [
        (text.index(part), text.index(part) + len(part)) for part in (f"{body}:", "a bridge,", "a ferry.", "More news")
    ]
    kinds = ("paragraph", "list_item", "list_item", "paragraph")
    doms = (dom, item, item, Dom("body/aside/p", "p", main=False, score=0.2))
    blocks = tuple(Block(*span, kind, d) for span, kind, d in zip(spans, kinds, doms, strict=True))
    cuts = list(Region()(View(Document(text, text, blocks, "html"))))
    assert [text[c.start : c.end] for c in cuts] == ["More news"]


def test_captions_and_the_standfirst_can_be_included():
    page = PAGE.replace(
        "<h1>Ferry sails again</h1>",
        "<h1>Ferry sails again</h1><p class='intro'>Islanders waited three weeks.</p>"
        "<figure><img src='f.jpg'><figcaption>The ferry in dock.</figcaption></figure>",
    ).replace("<html>", "<html><head><meta name='description' content='Islanders waited three weeks.'></head>")
    page = page.replace("</footer>", "<figure><figcaption>Our office.</figcaption></figure></footer>")
    document = read_html(page)

    def kept(*parts: str) -> str:
        gone = [(c.start, c.end) for c in Region(include=parts)(View(document))]
        texts = [document.text[b.start : b.end] for b in document.blocks if (b.start, b.end) not in gone]
        return "\n".join(texts)

    assert "The ferry in dock." not in kept()
    assert "The ferry in dock." in kept("captions") and "Our office." not in kept("captions")
    assert "Islanders waited three weeks." in kept("standfirst")


def test_a_pipeline_takes_parts():
    text = Pipeline.preset("article").with_parts(leave_out=["headings"]).clean(PAGE).text
    assert text.startswith("The ferry") and "captions" in Pipeline.preset("article").filter_names
    assert "captions" not in Pipeline.preset("article").with_parts(include=["captions"]).filter_names
    with pytest.raises(UnknownNameError, match="tables"):
        Pipeline.preset("article").with_parts(leave_out=["tabels"])


@pytest.mark.parametrize("filter_", [Headlines(), Timestamps()])
def test_titles_and_times_of_entries_stay_where_the_page_is_no_article(filter_):
    text = (
        "River towns count the cost\n\nRiver towns count the cost\n\n3 March 2024\n\nThe water came at night, and by "
        "morning the lower town could be reached by boat only, the fire brigade said."
    )
    document = read_text(text)
    assert list(filter_(View(document)))
    assert not list(filter_(View(document._replace(article=0.2))))
