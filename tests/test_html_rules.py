"""A user's own rules for sites come before any extractor, and a stale one is told."""

import pytest

from cleaner.errors import ConfigError, InputError
from cleaner.read.html import HtmlOptions, SiteRules, read_html

PAGE = """<html><body><div id="story"><p>The ferry sails again on Monday, the harbour board said on Friday.</p>
<div class="box"><p>Sign up for our letter about the harbour and the ferry and all that sails.</p></div></div>
<div id="more"><p>Repairs to the hull had taken longer than planned, because a part had to be cast anew.</p></div>
<p>Fares stay the same <span class="note">(see the price list of the harbour board)</span> until the last day
of spring.</p></body></html>"""


def main(rules: dict[str, object], url: str = "https://www.news.example/a") -> list[str]:
    options = HtmlOptions(extractor="trafilatura", rules=SiteRules.from_tables(rules))
    document = read_html(PAGE, url=url, options=options)
    return [document.text[b.start : b.end][:7] for b in document.blocks if b.dom.main]


def test_keep_is_the_whole_choice():
    assert main({"news.example": {"keep": ["#more", ".box"]}}) == ["Sign up", "Repairs"]


def test_drop_inside_keep():
    assert main({"news.example": {"keep": ["#story"], "drop": [".box"]}}) == ["The fer"]


def test_drop_takes_from_what_the_extractor_chose():
    without = main({})
    assert "Repairs" in without
    assert main({"news.example": {"drop": ["#more"]}}) == [t for t in without if t != "Repairs"]


def test_an_inline_element_can_be_dropped():
    kept = main({"news.example": {"drop": [".note"]}})
    assert "(see th" not in kept and "Fares s" in kept and "until t" in kept


def test_rules_hold_for_their_host_and_those_below_it():
    rules = {"news.example": {"keep": ["#more"]}, "www.news.example": {"keep": [".box"]}}
    assert main(rules) == ["Sign up"]
    assert main(rules, "https://m.news.example/") == ["Repairs"]
    for url in ("https://othernews.example/", "https://example/", "", "http://[", "news.example"):
        assert main(rules, url) == main({})


def test_a_stale_rule_is_flagged():
    options = HtmlOptions(rules=SiteRules.from_tables({"news.example": {"keep": [".gone"], "drop": [".box"]}}))
    document = read_html(PAGE, url="https://news.example/a", options=options)
    assert [(f.code, ".gone" in f.message) for f in document.flags] == [("stale-rule", True)]
    assert any(b.dom.main for b in document.blocks)


@pytest.mark.parametrize(
    "toml", ["[a", '["x.example"]\nkeep = "p"', '["x.example"]\nkeep = [1]', '["x.example"]\nsave = ["p"]', "x = 1",
             '["x.example"]\ndrop = ["p:::"]']
)  # fmt: skip
def test_mistakes_in_a_file_are_named(tmp_path, toml):
    path = tmp_path / "sites.toml"
    path.write_text(toml)
    with pytest.raises(ConfigError, match=r"sites\.toml"):
        SiteRules.from_toml(path)


def test_file(tmp_path):
    path = tmp_path / "sites.toml"
    path.write_text('["news.example"]\nkeep = ["article"]\n')
    assert SiteRules.from_toml(path).for_url("https://news.example/x").keep == ("article",)
    with pytest.raises(InputError, match=r"gone\.toml"):
        SiteRules.from_toml(tmp_path / "gone.toml")
