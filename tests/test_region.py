"""The region filter acts on what the classifier says of the whole page, the same in every round."""

from typing import Any

import pytest
from lxml.html import document_fromstring

from cleaner import Pipeline
from cleaner.classify.blocks.decision import Decision
from cleaner.classify.blocks.model import Choice
from cleaner.dom import BlockKind, Markup
from cleaner.errors import UnknownNameError
from cleaner.filters.headlines import Headlines
from cleaner.filters.region import Region
from cleaner.filters.timestamps import Timestamps
from cleaner.metadata.html import headline_claims
from cleaner.model import Block, Document, Dom, Removal
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


class Judged(Markup):
    """Stands for a parsed page about which the classifier has said what `choice` holds."""

    def __init__(self, choice: Choice) -> None:
        super().__init__("", None, lambda _: (document_fromstring("<p></p>"), ()))
        self._choice = choice

    def memo(self, compute: object) -> Any:
        return () if compute is headline_claims else Decision(self._choice)


def judged(text: str, *blocks: tuple[Block, float]) -> Document:
    """A page of `blocks`, each with the probability that it is main content."""
    probabilities = [c for _, c in blocks]
    markup = Judged(Choice(probabilities, [c >= 0.5 for c in probabilities], 0.9, "classifier"))
    return Document(text, text, tuple(b for b, _ in blocks), "html", markup=markup)


def test_what_is_unlikely_goes_for_the_reason_that_is_told():
    dom = Dom("body/p", "p")
    document = judged("ab", (Block(0, 1, "paragraph", dom), 0.3), (Block(1, 2, "paragraph", dom), 0.7))
    cuts = list(Region()(View(document)))
    assert [(c.start, c.end, c.kind, c.reasons) for c in cuts] == [(0, 1, "boilerplate", ("score 0.30",))]


def test_the_choice_is_for_the_page_whatever_has_gone_of_it():
    dom = Dom("body/p", "p")
    blocks = [(Block(2 * i, 2 * i + 1, "paragraph", dom), chance) for i, chance in enumerate((0.9, 0.2, 0.8, 0.1))]
    view = View(judged("a b c d", *blocks)).less([Removal(0, 1, "a", "ad", "ads", "label")])
    assert [(view.text[c.start : c.end], c.reasons) for c in Region()(view)] == [
        ("b", ("score 0.20",)),
        ("d", ("score 0.10",)),
    ]


def cuts(region: Region, *blocks: tuple[BlockKind, Dom, float]) -> list[tuple[int, str]]:
    made = [(Block(i, i + 1, kind, dom), chance) for i, (kind, dom, chance) in enumerate(blocks)]
    return [(c.start, c.kind) for c in region(View(judged("x" * len(made), *made)))]


def test_kind_of_residue_is_told_by_names():
    blocks: list[tuple[BlockKind, Dom, float]] = [
        ("paragraph", Dom("body/div/p", "p", ("comment", "text")), 0.1),
        ("list_item", Dom("body/nav/ul/li[2]", "li"), 0.1),
        ("caption", Dom("body/figure/figcaption", "figcaption"), 0.1),
        ("paragraph", Dom("body/div/p", "p", ("story",)), 0.1),
    ]
    assert cuts(Region(), *blocks) == [(0, "comments"), (1, "menu"), (2, "caption"), (3, "boilerplate")]
    assert cuts(Region(include=("comments",)), *blocks) == [(1, "menu"), (2, "caption"), (3, "boilerplate")]


def test_kinds_of_blocks_can_be_left_out():
    blocks: list[tuple[BlockKind, Dom, float]] = [
        ("table", Dom("body/table/tr", "tr"), 0.9),
        ("heading", Dom("body/h2", "h2"), 0.9),
        ("paragraph", Dom("body/p", "p"), 0.9),
    ]
    assert cuts(Region(), *blocks) == []
    assert cuts(Region(leave_out=("tables", "headings")), *blocks) == [(0, "boilerplate"), (1, "boilerplate")]


def test_a_list_that_the_body_announces_stays():
    body = "The council has put three ways on the table, the mayor said on Monday after a meeting of four hours"
    dom, item = Dom("body/div/p", "p"), Dom("body/div/ul/li", "li")
    text = f"{body}:\n\na bridge,\n\na ferry.\n\nMore news"
    spans = [
        (text.index(part), text.index(part) + len(part)) for part in (f"{body}:", "a bridge,", "a ferry.", "More news")
    ]
    kinds: tuple[BlockKind, ...] = ("paragraph", "list_item", "list_item", "paragraph")
    doms = (dom, item, item, Dom("body/aside/p", "p"))
    blocks = [
        (Block(*span, kind, d), 0.9 if d is dom else 0.2) for span, kind, d in zip(spans, kinds, doms, strict=True)
    ]
    cuts = list(Region()(View(judged(text, *blocks))))
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
    for preset in ("safe", "article"):
        made = Pipeline.preset(preset).with_parts(leave_out=["headings"])
        assert "Ferry sails again" not in made.clean(PAGE).text
    text = made.clean(PAGE).text
    assert text.startswith("The ferry") and "captions" in Pipeline.preset("article").filter_names
    assert "captions" not in Pipeline.preset("article").with_parts(include=["captions"]).filter_names
    with pytest.raises(UnknownNameError, match="tables"):
        Pipeline.preset("article").with_parts(leave_out=["tabels"])


@pytest.mark.parametrize("filter_", [Headlines(), Timestamps()])
def test_titles_and_times_of_entries_stay_where_the_page_is_no_article(filter_, monkeypatch):
    text = (
        "River towns count the cost\n\nRiver towns count the cost\n\n3 March 2024\n\nThe water came at night, and by "
        "morning the lower town could be reached by boat only, the fire brigade said."
    )
    document = read_text(text)
    assert list(filter_(View(document)))
    page = read_html("<article><p>x</article>")
    monkeypatch.setattr("cleaner.classify.blocks.decision.article_probability", lambda markup: 0.2)
    assert not list(filter_(View(document._replace(markup=page.markup))))


TWEET = (
    '<blockquote class="twitter-tweet"><p>The ferry is back, and so are the gulls that follow it to the island.</p>'
    "— Harbour Board (@harbour) <a href='https://social.example/1'>3 March 2024</a></blockquote>"
)
STORY = PAGE.partition("<article>")[2].partition("</article>")[0].partition("</h1>")[2]


def with_parts(html: str, **parts: list[str]) -> str:
    return Pipeline.preset("article").with_parts(**parts).clean(html, kind="html").text


def test_embedded_posts_can_be_kept_and_left_out():
    page = PAGE.replace("<p>Repairs", TWEET + "<p>Repairs")
    assert "so are the gulls" in with_parts(page, include=["embeds"])
    text = with_parts(page, leave_out=["embeds"])
    assert "so are the gulls" not in text and all(p in text for p in ("Repairs to the hull", "Islanders had been"))


def test_other_quotes_are_no_embedded_posts():
    quote = "<blockquote class='pull'><p>“The ferry is back, and so are the gulls,” the warden wrote.</p></blockquote>"
    assert "so are the gulls" in with_parts(PAGE.replace("<p>Repairs", quote + "<p>Repairs"), leave_out=["embeds"])


THREAD = "".join(
    f'<li class="message message--{name}"><div class="user">{name}</div><div class="text"><p>{text}</p></div></li>'
    for name, text in (
        ("ada", "Has anybody taken the night ferry with a dog? I would like to know whether they let it on deck."),
        ("piet", "We have, last autumn, with two of them. They had to stay on the lead, and nobody minded at all."),
        ("hanna", "The crew gave ours a bowl of water. Bring a blanket, because the deck is cold and wet at night."),
    )
)
FORUM = f"<html><body><h1>Night ferry with a dog</h1><ol class='messages'>{THREAD}</ol></body></html>"


def test_replies_can_be_left_out():
    assert all(t in with_parts(FORUM) for t in ("Has anybody", "We have, last", "The crew gave"))
    text = with_parts(FORUM, leave_out=["replies"])
    assert "Has anybody" in text and "We have, last" not in text and "The crew gave" not in text


def test_a_page_without_posts_has_no_replies():
    parts = "".join(f"<section class='part'>{p}</p></section>" for p in STORY.split("</p>") if p.strip())
    page = PAGE.replace(STORY, parts)
    assert with_parts(page, leave_out=["replies"]) == with_parts(page)
