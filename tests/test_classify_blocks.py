"""The classifier of pages: what it chooses, when it asks for help, and that nothing but the page decides."""

import subprocess
import sys

import pytest

from cleaner.classify.blocks.choice import most_expected
from cleaner.classify.blocks.decision import article_probability, decision
from cleaner.classify.blocks.facts import page_facts
from cleaner.classify.blocks.features import columns
from cleaner.classify.blocks.labels import label_columns, page_label_columns
from cleaner.classify.blocks.layout import Facts, Layout, marks
from cleaner.classify.blocks.model import Choice, block_classifier, only_trafilatura
from cleaner.classify.blocks.trafilatura import coverage
from cleaner.dom import Node, PageBlock
from cleaner.page import parse, read_html
from cleaner.page.blocks import page_blocks
from tests.pages import markup_of

STORY = [
    "The ferry to the island sails again on Monday, the harbour board said on Friday, after three weeks in dock.",
    "Repairs to the hull had taken longer than planned, because a part had to be cast anew in a yard abroad.",
    "Islanders had been brought over in fishing boats meanwhile, which the board paid for, the mayor told the council.",
    "“We are glad that it is over,” said Hanna Lind, who runs the shop at the pier and had to throw away her bread.",
    "Fares stay the same until spring, when the board will decide whether a second boat is to be bought.",
]
MENU = "".join(f'<li><a href="/{w}">{w}</a></li>' for w in ("Home", "Sport", "Weather", "Jobs", "Culture", "Archive"))
PAGE = f"""<html><head><title>Ferry sails again | Harbour News</title></head><body>
<nav class="main-nav"><ul>{MENU}</ul></nav>
<main><article class="article-body"><h1>Ferry sails again</h1>{"".join(f"<p>{p}</p>" for p in STORY)}</article></main>
<aside class="related"><h3>More news</h3><ul><li><a href="/a">Bridge closed for a week</a></li>
<li><a href="/b">Council wants a new market hall</a></li></ul></aside>
<footer><p>© Harbour News. All rights reserved.</p></footer></body></html>"""


def main(html: str, **options: str) -> list[str]:
    document = read_html(html)
    kept = decision(markup_of(document), **options).choice.main
    return [document.text[b.start : b.end] for b, is_main in zip(document.blocks, kept, strict=True) if is_main]


@pytest.mark.parametrize("extractor", ["classifier", "trafilatura"])
def test_the_story_is_kept_and_what_stands_around_it_is_not(extractor):
    kept = main(PAGE, extractor=extractor)
    assert [t for t in kept if t in STORY] == STORY
    assert not {"Home", "Sport", "Bridge closed for a week", "© Harbour News. All rights reserved."} & set(kept)


def test_confidence_is_told():
    assert 0 < decision(markup_of(read_html(PAGE))).choice.confidence <= 1
    assert read_html("").markup is None


def test_body_split_over_sibling_containers_is_kept_whole():
    split = "".join(f'<div class="part"><div class="text"><p>{p}</p></div></div>' for p in STORY)
    kept = main(f"<html><body><nav><ul>{MENU}</ul></nav><div class=content>{split}</div></body></html>")
    assert [t for t in kept if t in STORY] == STORY


def test_help_is_asked_for_only_where_the_classifier_is_not_sure():
    layout = Layout(page_blocks(parse(PAGE).root), page_facts(PAGE, ()))
    asked = []

    def extract(texts):
        asked.append(len(texts))
        return [0.0] * len(texts)

    classifier, known = block_classifier(), columns(layout)
    article = classifier.article_probability(layout, known)
    asking = classifier._replace(sure=1.01).choose(layout, known, article, extract)
    assert (asking.by, asked) == ("classifier+trafilatura", [len(layout.blocks)])
    alone = classifier._replace(sure=0.0).choose(layout, known, article, extract)
    assert (alone.by, len(asked)) == ("classifier", 1)


def test_expected_f1():
    chosen, expected = most_expected([0.9, 0.1, 0.8], [10, 10, 10])
    assert (chosen, round(expected, 6)) == ([0, 2], round(2 * 17 / (20 + 18), 6))
    chosen, expected = most_expected([1.0, 0.0], [5, 500])
    assert (chosen, round(expected, 6)) == ([0], 1)
    chosen, expected = most_expected([0.4, 0.4], [10, 10])
    assert sorted(chosen) == [0, 1] and 0 < expected < 1
    assert most_expected([], []) == ([], 0.0)


def test_coverage_finds_the_blocks_of_a_text():
    blocks = ["Home", "Ferry sails again", STORY[0], "Home", STORY[1], "News"]
    assert coverage("\n".join(["Ferry sails again", STORY[0], "Home", STORY[1]]), blocks) == [0, 1, 1, 1, 1, 0]
    assert coverage("", blocks) == [0] * 6
    assert coverage(STORY[0][:60], [STORY[0]])[0] == pytest.approx(0.5, abs=0.1)


def test_extractor_alone_says_what_it_took():
    blocks = [PageBlock("a", "paragraph", Node("p", None)), PageBlock("b", "paragraph", Node("p", None))]
    choice = only_trafilatura(blocks, lambda texts: [1.0, 0.2])
    assert (choice.main, choice.by) == ([True, False], "trafilatura")


def test_layout_counts_what_elements_hold():
    root = parse(PAGE).root
    layout = Layout(page_blocks(root), Facts())
    assert layout.main.tag == "article"
    top = layout.upward[-1]
    assert layout.totals[top].blocks == len(layout.blocks)
    assert layout.totals[top].chars == sum(layout.sizes)


def test_article_body_is_read_off_json_ld():
    page = (
        '<script type="application/ld+json">{"articleBody" : "One \\u00e9t\\u00e9 \\"q\\" &amp; <b>two</b>"}</script>'
    )
    assert page_facts(page, ()).body.split() == ["One", "été", '"q"', "&", "two"]
    assert page_facts('{"articleBody": "broken \\x"}', ()).body.startswith("broken")


def test_no_hash_seed_changes_the_choice():
    code = (
        "import sys; sys.path.insert(0, 'tests'); from test_classify_blocks import PAGE;"
        "from cleaner.page import read_html; from tests.pages import markup_of;"
        "from cleaner.classify.blocks.decision import decision;"
        "print(decision(markup_of(read_html(PAGE))).choice)"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            text=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(seen) == 1


def test_labels_are_all_attributes_that_name_an_element():
    html = '<div class="a" id="b" role="main" itemprop="articleBody" data-testid="story" title="no"><p>Ferry</p></div>'
    (block,) = page_blocks(parse(html).root)
    assert block.node.parent.tokens == ("a", "b", "main", "article", "body", "story")


def test_labels_speak_for_blocks_and_for_the_page():
    html = '<div class="story"><p>The ferry sails.</p></div><div class="promo"><p>Sign up.</p><p>Now.</p></div>'
    layout = Layout(page_blocks(parse(html).root), Facts())
    weights = {"story": 2.0, "promo": -3.0, "<p>": 0.5}
    made = label_columns(layout, weights)
    assert made["label_up"] == [2.0, -3.0, -3.0]
    assert made["label_least"] == [0.0, -3.0, -3.0]
    page = page_label_columns(layout, weights)
    assert page["page_label_sum"] == -0.5
    assert page["page_label"] == pytest.approx(-0.5 / 3)


def test_pages_say_what_they_are():
    found = marks('<script>{"@type": "NewsArticle"}</script><time>1</time><time>2</time>')
    assert (found["news"], found["product"], found["times"]) == (1, 0, 2)


def test_an_article_is_told_from_a_listing():
    items = "".join(
        f'<li class="product"><a href="/p{i}">Rope {i}</a> <span class="price">{i}.90</span></li>' for i in range(40)
    )
    listing = f"<html><body><div class='shop cart'><ul class='products'>{items}</ul></div></body></html>"
    assert article_probability(markup_of(read_html(PAGE))) > 0.5 > article_probability(markup_of(read_html(listing)))


@pytest.mark.parametrize(("extractor", "fast"), [("classifier", True), ("trafilatura", False)])
def test_only_trafilatura_alone_turns_to_its_fallbacks(monkeypatch, extractor, fast):
    asked: list[bool] = []

    def bare_extraction(root: object, **options: bool) -> None:
        asked.append(options["fast"])

    monkeypatch.setattr("trafilatura.bare_extraction", bare_extraction)
    monkeypatch.setattr(
        "cleaner.classify.blocks.model.BlockClassifier.choose",
        lambda self, layout, known, article, extract: _asking(extract, layout.blocks),
    )
    decision(markup_of(read_html(PAGE)), extractor)
    assert asked == [fast]


def _asking(extract, blocks):
    return Choice(extract([b.text for b in blocks]), [True] * len(blocks), 0.5, "classifier")
