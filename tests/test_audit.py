"""The audit page: what it says is what was done, whatever the text holds."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import lxml.html
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner.metadata.fields import Metadata
from cleaner.model import Claim, Document, Edit, Flag, Removal, Source
from cleaner.report._shown import esc
from cleaner.report._stretches import Stretch, chunk_ends, chunks, line_numbers, stretches
from cleaner.report.audit import audit_page
from cleaner.result import Result
from tests.laws.strategies import texts
from tests.made import PAYLOADS, assert_inert, hostile, made

FIXTURES = sorted((Path(__file__).parents[1] / "fixtures").glob("*/input.*"))
ARTICLE = (
    "Advertisement\n\nIt rained all night, said the warden of the lower town.\n\nShare\nShare\n\nBy noon it was over."
)


def parsed(page: str) -> BeautifulSoup:
    return BeautifulSoup(page, "html.parser")


def as_html_reads(text: str) -> str:
    """What a page shows for `text`: controls as pictures, line breaks as line feeds."""
    return with_line_feeds(lxml.html.fragment_fromstring(f"<div>{esc(text)}</div>").text_content())


def with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def columns(page: str) -> tuple[str, str]:
    """The text of the two columns, less labels and what a repair replaced."""
    tree = lxml.html.document_fromstring(page)
    for gone in tree.xpath("//del[@class='fix'] | //a[starts-with(@class, 'why')]"):
        gone.drop_tree()
    was, now = ("".join(d.text_content() for d in tree.xpath(f"//article[@class='{c}']/div")) for c in ("was", "now"))
    return with_line_feeds(was), with_line_feeds(now)


def assert_tells(result: Result) -> None:
    assert columns(audit_page(result)) == (as_html_reads(result.document.text), as_html_reads(result.text))


@pytest.mark.parametrize("path", FIXTURES, ids=lambda p: p.parent.name)
def test_columns_hold_both_texts(path):
    assert_tells(cleaner.clean(path))


@given(texts)
def test_columns_hold_both_texts_of_anything(text):
    assert_tells(cleaner.clean(text, kind="text"))


def test_each_removal_is_struck_with_its_rule_beside_it():
    page = parsed(
        audit_page(made(ARTICLE, ("Advertisement", "ad", "ads/label"), ("Share\nShare", "share", "share/button")))
    )
    struck = [(d.get_text(), d.find_next("a").get_text()) for d in page.select("article.was del:not(.blank)")]
    assert struck[0] == ("Advertisement", "ads/label")
    assert struck[1][1] == "share/button"
    assert [label.get_text() for label in page.select("label.kind")] == ["ad 1", "share 1", "white space 2"]
    assert "2 places" in page.select_one(".lead").get_text()


def test_one_label_for_a_run_of_one_rule():
    text = "Body stands here.\n\nFirst link\n\nSecond link\n\nMore body.\n\nThird link"
    links = [(f"{n} link", "related", "tails/item") for n in ("First", "Second", "Third")]
    page = parsed(audit_page(made(text, *links)))
    assert len(page.select("a.why")) == 2


def test_every_inner_link_leads_somewhere():
    for path in FIXTURES:
        page = parsed(audit_page(cleaner.clean(path)))
        ids = [e["id"] for e in page.find_all(id=True)]
        assert len(ids) == len(set(ids))
        assert {a["href"][1:] for a in page.select("a[href^='#']")} <= set(ids)


def test_metadata_with_source_and_rivals():
    claims = (Claim("title", "The ferry", Source("headline")), Claim("title", "Ferry | Daily", Source("og"), 0.6))
    metadata = Metadata(title="The ferry", sources={"title": "headline"}, claims=claims)
    page = parsed(audit_page(made(ARTICLE, metadata=metadata)))
    cells = [c.get_text().strip() for c in page.select("#metadata tbody tr > *")]
    assert cells == ["title", "The ferry", "headline", "Ferry | Daily (og, 0.6)"]


def test_repairs_stand_in_place_and_in_the_table():
    original, text = "At the dockâ€™s end.Â\n\nIt rained.", "At the dock’s end.\n\nIt rained."
    edits = (Edit(11, 14, "â€™", "’", "mojibake", ("one", "two")), Edit(20, 21, "Â", "", "lossy-nbsp"))
    page = parsed(audit_page(Result(text, Metadata(), (), Document(original, text, (), repairs=edits))))
    assert [e.get_text() for e in page.select("article.was .fix")] == ["â€™", "’", "Â"]
    assert "one → two" in page.select_one("#repairs").get_text()


def test_repairs_that_do_not_fit_stand_in_the_table_only():
    edit = Edit(0, 3, "abc", "xyz", "odd")
    page = parsed(audit_page(Result("Text.", Metadata(), (), Document("Text.", "Text.", (), repairs=(edit,)))))
    assert not page.select("article.was .fix")
    assert "xyz" in page.select_one("#repairs").get_text()


def test_blocks_of_a_page_with_path_score_and_reasons():
    days = ("Monday", "Tuesday", "Wednesday", "Thursday")
    said_so = [
        f"<p>The ferry sails again on {day}, the harbour board said, after three weeks in dock.</p>" for day in days
    ]
    page = "<nav><li><a href=/>Menu</a></nav>" + "".join(said_so)
    result = cleaner.clean(page, kind="html")
    rows = parsed(audit_page(result)).select("#blocks tbody tr")
    said = [[c.get_text().strip() for c in row.find_all(["th", "td"])] for row in rows]
    first = [*said[0][:5], *said[0][6:]]
    assert first == ["1", "cut", "region/region", "list item", "100 %", "body/nav/li", f"score {said[0][5]}", "Menu"]
    assert said[1][1:5] == ["kept", "", "paragraph", ""] and float(said[0][5]) < 0.5 < float(said[1][5])
    untouched = parsed(audit_page(cleaner.Pipeline().clean(page, kind="html"))).select("#blocks tbody tr")
    assert all("." not in row.get_text().partition("body/")[0] for row in untouched)


def test_flags_stand_at_the_top():
    page = parsed(audit_page(made("Text.", flags=(Flag("truncated", "the page ends in the middle"),))))
    assert page.select_one("header [role=note]").get_text() == "truncated: the page ends in the middle"


def test_plain_text_has_no_blocks_and_a_clean_text_no_legend_of_kinds():
    page = parsed(audit_page(made("It rained.")))
    assert not page.select("#blocks, #repairs, label.kind")
    assert "Nothing was cut." in page.select_one("#removals").get_text()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_hostile_lives(payload):
    page = audit_page(hostile(payload), payload, back="../index.html")
    page.encode("utf-8")
    assert_inert(page)
    tree = lxml.html.document_fromstring(page)  # another parser, another reading of broken markup
    assert not tree.xpath("//script|//img|//iframe|//object|//embed|//form|//base|//link|//video|//template|//@onerror")
    assert as_html_reads(payload) in parsed(page).select_one("article.was").get_text()


def test_there_are_fifty_payloads():
    assert len(set(PAYLOADS)) >= 50


@pytest.mark.parametrize(
    ("url", "linked"), [("https://example.org/a?b&c", True), ("javascript:alert(1)", False), ("//evil.example", False)]
)
def test_only_web_addresses_become_links(url, linked):
    links = [a["href"] for a in parsed(audit_page(made("Text.", url=url))).select("header a[rel]")]
    assert links == ([url] if linked else [])


def test_language_reaches_the_text_only_if_it_is_one():
    for language, expected in (("pt-BR", "pt-BR"), ('x" onclick="', None), (None, None)):
        page = parsed(audit_page(made("Text.", metadata=Metadata(language=language))))
        assert page.select_one("article.was").get("lang") == expected


def test_long_texts_are_laid_out_where_they_are_looked_at():
    short, long = audit_page(made("Line.\n" * 10)), audit_page(made("Line of text.\n" * 50_000))
    assert 'class="texts long"' in long
    assert 'class="texts long"' not in short
    assert long.count("contain-intrinsic-height") < 4_000


def test_many_removals_of_a_rule_are_listed_in_part():
    text = "Advertisement\n\nBody text stands here.\n\n" * 700
    page = parsed(audit_page(made(text, *[("Advertisement", "ad", "ads/label")] * 700)))
    assert len(page.select("#removals tbody tr")) == 500
    assert len(page.select("article.was del:not(.blank)")) == 700
    assert "the first 500 of 700" in page.select_one("#removals caption").get_text()


@given(texts | st.text(alphabet="ab \n\r", max_size=80))
def test_chunks_cover_the_text_in_order(text):
    ends = list(chunk_ends(text))
    assert ends == sorted(set(ends))
    assert all(0 < end < len(text) for end in ends)
    covered = [piece for chunk in chunks(made(text)) for piece in chunk]
    assert "".join(text[p.start : p.end] for p in covered) == text


def test_a_repair_across_the_edge_of_a_removal_keeps_its_mark_on_both_sides():
    text, edit = "abCDEFgh", Edit(2, 4, "xy", "CDEF", "odd")
    removal = Removal(0, 4, "abCD", "ad", "ads", "label")
    result = Result("EFgh", Metadata(), (removal,), Document("abxygh", text, (), repairs=(edit,)))
    assert list(stretches(result)) == [Stretch(0, 2, 0), Stretch(2, 4, 0, "xy"), Stretch(4, 6, None, ""), Stretch(6, 8)]


def test_a_line_of_megabytes_is_broken_into_chunks():
    ends = [0, *chunk_ends("word " * 200_000), 1_000_000]
    assert max(b - a for a, b in pairwise(ends)) < 25_000


def test_line_numbers_in_any_order():
    assert line_numbers("a\nb\nc", [4, 0, 2, 4]) == [3, 1, 2, 3]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text, ordinary “quotes” and ünïcödé\n\ttabs", "plain text, ordinary “quotes” and ünïcödé\n\ttabs"),
        ("<b> & \"c\" 'd'", "<b> & \"c\" 'd'"),
        ("&amp;", "&amp;"),
        ("a\x00b\x1b[2Jc\x7f", "a<U+0000>b<U+001B>[2Jc<U+007F>"),
        ("a\x85b\ud800c\ufffe", "a<U+0085>b<U+D800>c<U+FFFE>"),
        ("שלום \u200f\u202eabc", "שלום \u200f\u202eabc"),
    ],
)
def test_escaped_text_reads_as_it_stands(text, shown):
    assert lxml.html.fragment_fromstring(f"<div>{esc(text)}</div>").text_content() == shown


def test_a_repair_that_left_nothing_is_shown_with_the_text_before_it():
    result = cleaner.clean("He said it to the team.Â\n\nLatest Headlines\n\nA storm is on its way to the coast")
    page = BeautifulSoup(audit_page(result, "a"), "lxml")
    (fix,) = (e for e in page.select("article.was del.fix") if e.get_text() == "Â")
    assert not fix.find_parent("del")
