"""A user's own rules for sites come before any extractor, and a stale one is flagged."""

import tomllib
from collections.abc import Mapping

import pytest

from cleaner.classify.blocks.decision import decision
from cleaner.errors import ConfigError
from cleaner.page import HtmlOptions, SiteRules, read_html
from tests.pages import markup_of

PAGE = """<html><body><div id="story"><p>The ferry sails again on Monday, the harbour board said on Friday.</p>
<div class="box"><p>Sign up for our letter about the harbour and the ferry and all that sails.</p></div></div>
<div id="more"><p>Repairs to the hull had taken longer than planned, because a part had to be cast anew.</p></div>
<p>Fares stay the same <span class="note">(see the price list of the harbour board)</span> until the last day
of spring.</p></body></html>"""


def kept(rules: Mapping[str, object], url: str | None = "https://www.news.example/a") -> dict[str, bool]:
    """Each block of the page, and whether it is kept."""
    document = read_html(PAGE, url=url, options=HtmlOptions(rules=SiteRules.from_tables(rules)))
    choice = decision(markup_of(document), "trafilatura").choice
    return {document.text[b.start : b.end]: m for b, m in zip(document.blocks, choice.main, strict=True)}


def main(rules: Mapping[str, object], url: str | None = "https://www.news.example/a") -> list[str]:
    return [text[:7] for text, is_main in kept(rules, url).items() if is_main]


def test_keep_is_the_whole_choice():
    assert main({"news.example": {"keep": ["#more", ".box"]}}) == ["Sign up", "Repairs"]


def test_drop_inside_keep():
    assert main({"news.example": {"keep": ["#story"], "drop": [".box"]}}) == ["The fer"]


def test_drop_takes_from_what_the_extractor_chose():
    without = main({})
    assert "Repairs" in without
    assert main({"news.example": {"drop": ["#more"]}}) == [t for t in without if t != "Repairs"]


def test_what_is_dropped_out_of_a_line_leaves_the_line_in_one_piece():
    blocks = kept({"news.example": {"drop": [".note"]}})
    assert blocks["Fares stay the same until the last day of spring."]
    assert blocks["(see the price list of the harbour board)"] is False


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ("<p>One <i class=x>two <b>three</b><br>four</i> five</p>", ["One five", "two three four"]),
        ("<p>One<a class=x href=/><div>two</div>three</a></p>four", ["One", "two three", "four"]),
        ("<p><i class=x>two</i></p><p>One</p>", ["two", "One"]),
        ("<p>One <i class=x> <script>two</script></i>three</p>", ["One three"]),
        ("<p class=x>One <i class=x>two</i> three</p>", ["One three", "two"]),
    ],
)
def test_dropped_lines_are_blocks_of_their_own(html, texts):
    options = HtmlOptions(rules=SiteRules.from_tables({"news.example": {"drop": [".x"]}}))
    document = read_html(html, url="https://news.example/a", options=options)
    assert [document.text[b.start : b.end] for b in document.blocks] == texts


def test_rules_hold_for_their_host_and_those_below_it():
    rules = {"news.example": {"keep": ["#more"]}, "www.news.example": {"keep": [".box"]}}
    assert main(rules) == ["Sign up"]
    assert main(rules, "https://m.news.example/") == ["Repairs"]
    for url in ("https://othernews.example/", "https://example/", "", "http://[", None):
        assert main(rules, url) == main({})
    assert main(rules, "m.news.example/a") == ["Repairs"], "an address without its scheme, as for profiles of sites"


def test_a_stale_rule_is_flagged():
    options = HtmlOptions(rules=SiteRules.from_tables({"news.example": {"keep": [".gone"], "drop": [".box"]}}))
    document = read_html(PAGE, url="https://news.example/a", options=options)
    assert [(f.code, ".gone" in f.message) for f in document.flags] == [("stale-rule", True)]
    assert any(decision(markup_of(document)).choice.main)


@pytest.mark.parametrize(
    "toml", ['["x.example"]\nkeep = "p"', '["x.example"]\nkeep = [1]', '["x.example"]\nsave = ["p"]', "x = 1",
             '["x.example"]\ndrop = ["p:::"]']
)  # fmt: skip
def test_mistakes_are_named(toml):
    with pytest.raises(ConfigError, match="sites: x"):
        SiteRules.from_tables(tomllib.loads(toml), "sites")
