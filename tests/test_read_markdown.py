"""Markdown: blocks are spans of the source, and what is judged is what a reader sees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner.read.markdown import is_markdown, markdown_blocks
from tests.laws.strategies import LINES
from tests.test_read_wrapped import PARAGRAPHS

PAGE = """\
---
title: x
---
[Skip](#main)

# A *big* heading

![The bridge](https://a.example/y.jpg)

First paragraph with a [link](http://a.example/c) in it, that is wrapped
here and goes on to `code` now.

* one
* two [x](http://a.example/u)

> quoted text
> goes on

| A | B |
|---|---|
| 1 | 2 |

```py
print(1)
```

<div class="x">hello</div>

[ref]: http://a.example/r

Below it
--------
"""


def test_blocks_are_spans_of_the_source_with_what_a_reader_sees():
    told = [(b.kind, b.dom.tag, PAGE[b.start : b.end], b.shown) for b in markdown_blocks(PAGE)]
    assert told == [
        ("paragraph", "p", "[Skip](#main)", "Skip"),
        ("heading", "h1", "# A *big* heading", "A big heading"),
        ("paragraph", "img", "![The bridge](https://a.example/y.jpg)", "The bridge"),
        (
            "paragraph",
            "p",
            "First paragraph with a [link](http://a.example/c) in it, that is wrapped\nhere and goes on to `code` now.",
            "First paragraph with a link in it, that is wrapped here and goes on to code now.",
        ),
        ("list_item", "li", "* one", "one"),
        ("list_item", "li", "* two [x](http://a.example/u)", "two x"),
        ("quote", "p", "> quoted text\n> goes on", "quoted text goes on"),
        ("table", "tr", "| A | B |\n|---|---|", "A\tB"),
        ("table", "tr", "| 1 | 2 |", "1\t2"),
        ("code", "pre", "```py\nprint(1)\n```", "print(1)"),
        ("paragraph", "div", '<div class="x">hello</div>', "hello"),
        ("heading", "h2", "Below it\n--------", "Below it"),
    ]


def test_links_and_their_share():
    (block,) = markdown_blocks("Home: [News](https://a.example/n) [Sport](/s)")
    assert [(i.start, i.end, i.value) for i in block.dom.inlines] == [(5, 9, "https://a.example/n"), (9, 14, "/s")]
    assert 0.5 < block.dom.link_density < 0.7


def test_lines_without_a_gap_are_blocks_where_a_reader_sees_lines():
    text = "[Home](/)\n[Sport](/s)\n\nA paragraph that was wrapped by whoever wrote it down, at a\ncolumn of its own."
    assert [b.shown for b in markdown_blocks(text)] == [
        "Home",
        "Sport",
        "A paragraph that was wrapped by whoever wrote it down, at a column of its own.",
    ]


@pytest.mark.parametrize("text", [PAGE, "See [this](https://a.example).", "# One\n\n## Two", "# One\n\n* two"])
def test_what_is_markdown(text):
    assert is_markdown(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We are #1 in town. # is a sign.",
        "# 1 in the charts\n\nThe song was written in a night.",
        "An array a[i](x) is called.",
        "* one\n* two",
        "Home > News > Europe",
        "\n".join(PARAGRAPHS),
    ],
)
def test_what_is_not(text):
    assert not is_markdown(text)


def test_front_matter_code_and_link_definitions_stay():
    front, end = "---\nAdvertisement: yes\n---\n\n# A", "```\nx = 1\n```\n\n[a]: https://a.example\n"
    text = "\n\n".join([front, PARAGRAPHS[0], "Advertisement", PARAGRAPHS[1], end])
    assert cleaner.clean(text).text == text.replace("Advertisement\n\n", "")


def test_images_share_bars_and_menus_go():
    bar = "[Share on Facebook](https://f.example/s) [Tweet](https://t.example/i)"
    body = f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}\n\n{PARAGRAPHS[2]} See [the plan](https://a.example/p).\n"
    text = f"[Skip to content](#c)\n\n![x](https://a.example/l.png)\n\n{bar}\n\n{body}"
    assert cleaner.clean(text).text == body


def test_metadata_is_read_off_what_a_reader_sees():
    text = f"# Bridge closed *for good*\n\nBy [Ida Moen](https://a.example/ida)\n\n{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}\n"
    metadata = cleaner.clean(text).metadata
    assert metadata.title == "Bridge closed for good"
    assert metadata.authors == ("Ida Moen",)


marks = st.sampled_from(
    ["{}", "# {}", "* {}", "> {}", "[{}](https://a.example/b)", "**{}**", "![{}](/i.png)", "| {} | b |"]
)
marked = st.builds(lambda mark, line: mark.format(line), marks, st.sampled_from([*LINES, *PARAGRAPHS]))


@given(st.lists(marked, max_size=12), st.sampled_from(["\n", "\n\n"]), st.sampled_from(["safe", "article"]))
def test_laws_hold_for_markdown(lines, gap, preset):
    text = gap.join(lines)
    for shape in ("auto", "markdown"):
        result = cleaner.clean(text, preset=preset, shape=shape)
        assert result.undo() == text
        rest = iter(result.document.text)
        assert all(c in rest for c in result.text)
        assert cleaner.clean(result.text, preset=preset, shape=shape).text == result.text


@given(st.text(st.sampled_from("a#*>-`[]()!|<=_~ \n\r\t1.") | st.characters(), max_size=200))
def test_any_text_has_blocks(text):
    at = 0
    for b in markdown_blocks(text):
        assert at <= b.start < b.end <= len(text)
        assert not text[b.start].isspace()
        assert b.of(text).strip()
        at = b.end


ENTITIES = (
    "By Hanna Lind\n\nThe ferry left at six in the morning, as it has done on every working day since 1986, for Lind "
    "&amp; Sons of Varna.\n\nNobody on board had slept. &#8220;We don&#8217;t sink,&#8221; the captain told them."
)


def test_entities_are_repaired_where_the_cuts_leave_no_markdown():
    source = f"# Town keeps its last ferry\n\n{ENTITIES}"
    result = cleaner.clean(source)
    assert result.text.endswith("Nobody on board had slept. “We don’t sink,” the captain told them.")
    assert "Lind & Sons" in result.text and result.undo() == source
    assert {e.rule for e in result.repairs} == {"entity"} and result.metadata.title == "Town keeps its last ferry"
    assert cleaner.clean(result.text).text == result.text


def test_entities_stay_in_what_is_still_markdown():
    source = f"# Town keeps its last ferry\n\n{ENTITIES}\n\nMore [on the ferry](https://ferry.example/a) in Varna."
    result = cleaner.clean(source)
    assert "&#8220;We don&#8217;t sink,&#8221;" in result.text and result.repairs == ()
    assert cleaner.clean(source, preset="safe").text == source
