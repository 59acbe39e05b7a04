"""Structure that the page had stands in Markdown and in JSON blocks; nothing of the text is lost."""

import json
import re
from html import escape as html_escape
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cleaner.errors import UnknownNameError
from cleaner.metadata.fields import Metadata
from cleaner.model import Block, Document, Dom, Removal
from cleaner.output import FORMATS, Format, render
from cleaner.page.blocks import page_blocks
from cleaner.page.tree import parse
from cleaner.pipeline import Pipeline
from cleaner.result import Result
from cleaner.rich.html import TAGS


def result(html: str) -> Result:
    """A result of `html` of which nothing was cut."""
    found = page_blocks(parse(html).root)
    text = "\n\n".join(b.text for b in found)
    blocks, at = [], 0
    for b in found:
        dom = Dom(
            b.node.path,
            b.node.tag,
            inlines=b.inlines,
            ident=b.node.ident or (b.node.parent.ident if b.node.parent else ""),
        )
        blocks.append(Block(at, at + len(b.text), b.kind, dom))
        at += len(b.text) + 2
    document = Document(html, text, tuple(blocks), "html", url="https://news.example/a/b")
    return Result(text, Metadata(), (), document)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<h1>Ferry</h1><h3>Again</h3>", "# Ferry\n\n### Again\n"),
        ("<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>", "- a\n- b\n    1. c\n"),
        ("<blockquote><p>a</p></blockquote>", "> a\n"),
        ("<p>See <a href='/x'>this</a> and <a href='c d'>that</a>.</p>",
         "See [this](https://news.example/x) and [that](https://news.example/a/c%20d).\n"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>1|2</td><td>3</td></tr></table>",
         "| a | b |\n| --- | --- |\n| 1\\|2 | 3 |\n"),
        ("<pre>x = a * b</pre>", "```\nx = a * b\n```\n"),
        (
            "<p># no heading</p><p>1. no list</p><p>2 * 3 * 4 [x]</p>",
            "\\# no heading\n\n1\\. no list\n\n2 \\* 3 \\* 4 \\[x\\]\n",
        ),
        ("<figure><figcaption>A ferry</figcaption></figure>", "*A ferry*\n"),
        ('<p>built in 1986<a href="#n1">1</a></p>', "built in 1986[1](#n1)\n"),
        ("<p>the 1 and <a href='/x'>1</a></p>", "the 1 and [1](https://news.example/x)\n"),
        ("<p><b>Bold</b> and <em>soft <a href='/x'>link</a></em>, <code>a*b</code></p>",
         "**Bold** and *soft [link](https://news.example/x)*, `a*b`\n"),
        ("<p>un<b>believ</b>able</p>", "un**believ**able\n"),
        ("<p>so<b>:now</b>it</p>", "so:nowit\n"),
        ("<p><b> wide </b>text</p>", "**wide** text\n"),
        ("<a href='/x'><div>a</div><div>b</div></a>",
         "[a](https://news.example/x)\n\n[b](https://news.example/x)\n"),
        ("<p><strong><b>twice</b></strong></p>", "**twice**\n"),
        ("<h2><b>Ferry</b> times</h2><h2><b>All</b></h2>", "## **Ferry** times\n\n## All\n"),
        ('<pre><code class="language-python">x = 1\n</code></pre>', "```python\nx = 1\n```\n"),
        ("<p><code>a`b</code> and <code>`</code></p>", "``a`b`` and `` ` ``\n"),
        ("<ol><li>a</li><li><p>b</p><p>more</p></li></ol>", "1. a\n2. b\n\n   more\n"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b\n"),
        ('<p>Built in 1986.<sup><a href="#n1">1</a></sup></p><ol><li id="n1">By hand.</li></ol>',
         "Built in 1986.[^1]\n\n[^1]: By hand.\n"),
        ("<table><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></table>", "| a |  |\n| --- | --- |\n| b | c |\n"),
        ("<p>a<br>b</p>", "a  \nb\n"),
        ("<p>write &amp;lt; or __init__ or ~~no~~</p>", "write \\&lt; or \\_\\_init\\_\\_ or \\~\\~no\\~\\~\n"),
        ('<p><a href="javascript:x()">run</a> <a href="data:,x">data</a> <a>bare</a></p>', "run data bare\n"),
        ("<p>m<sup>2</sup> of CO<sub>2</sub></p>", "m<sup>2</sup> of CO<sub>2</sub>\n"),
        ("<p>for <del>six</del> <s>of</s> nine hours</p>", "for ~~six~~ ~~of~~ nine hours\n"),
        ('<p><a href="/a(b)\\c">x</a></p>', "[x](https://news.example/a%28b%29%5Cc)\n"),
    ],
)  # fmt: skip
def test_markdown(html, markdown):
    assert render(result(html), "markdown") == markdown


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<h1>Ferry</h1><p>See <a href='/x' onclick='y()'>this</a> <b>now</b> &lt;b&gt;.</p>",
         '<h1>Ferry</h1>\n<p>See <a href="https://news.example/x">this</a> <strong>now</strong> &lt;b&gt;.</p>\n'),
        ("<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul><p>d</p>",
         "<ul>\n<li>a</li>\n<li>b</li>\n<ol>\n<li>c</li>\n</ol>\n</ul>\n<p>d</p>\n"),
        ("<blockquote><p>a<br>b</p></blockquote>", "<blockquote>\n<p>a<br>\nb</p>\n</blockquote>\n"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "<table>\n<tr><td>a</td><td>b</td></tr>\n</table>\n"),
        ("<pre>a &lt; b</pre><script>x()</script>", "<pre><code>a &lt; b</code></pre>\n"),
        ('<p><a href="javascript:x()">run</a></p>', "<p>run</p>\n"),
        ("<p>m<sup>2</sup>, <del>six</del> nine</p>", "<p>m<sup>2</sup>, <del>six</del> nine</p>\n"),
    ],
)  # fmt: skip
def test_html(html, clean):
    assert result(html).to_html() == clean


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ('<ol start="3"><li>a</li><li>b</li></ol><p>x</p><ol start="x"><li>c</li></ol>', "3. a\n4. b\n\nx\n\n1. c\n"),
        ('<ol start="7"><li>a<ul><li>b</li></ul></li></ol>', "7. a\n    - b\n"),
        ('<p>x</p><ol start="-4"><li>a</li></ol><p>x</p><ol start="99999999999"><li>b</li></ol>',
         "x\n\n1. a\n\nx\n\n1. b\n"),
    ],
)  # fmt: skip
def test_lists_begin_with_their_own_number(html, markdown):
    assert Pipeline().clean(html, kind="html").to_markdown() == markdown


def test_title_on_request():
    titled = Result("It rained.", Metadata(title="Rain*"), (), result("<p>It rained.</p>").document)
    assert titled.to_markdown(title=True) == "# Rain\\*\n\nIt rained.\n"
    assert titled.to_html(title=True) == "<h1>Rain*</h1>\n<p>It rained.</p>\n"
    assert titled.to_markdown() == render(titled, "md") == render(titled, "markdown") == "It rained.\n"


def test_a_notebook_shows_the_text_and_what_went():
    made = Pipeline.preset("article").clean("Advertisement <b>\n\nAdvertisement\n\nIt rained & poured.", kind="text")
    shown_ = made._repr_html_()
    assert "<p>It rained &amp; poured.</p>" in shown_ and "<td>ads/label</td><td>Advertisement</td>" in shown_
    assert repr(made) == "<Result 'Advertisement <b> It rained & poured.': 38 of 53 characters, 1 cut, 0 repaired>"
    assert "<b>" not in shown_ and "<script" not in shown_


def test_images_on_request():
    prose = (
        "<p>The ferry sails again on Monday, the harbour said on Friday, after three weeks in dock for an engine.</p>"
    )
    made = result(
        "<article>"
        + prose
        + "<figure><img src='/ida.jpg' alt='The Ida [new]'><figcaption>The Ida.</figcaption></figure>"
        "<img src='dot.gif' width='1' height='1'><img data-src='b(1).jpg' src='data:image/gif;base64,x'>"
        + prose
        + "</article>"
        "<img src='last.jpg'>"
    )
    assert "![" not in made.to_markdown()
    assert re.findall(r"!\[.*", made.to_markdown(images=True)) == [
        "![The Ida \\[new\\]](https://news.example/ida.jpg)",
        "![](https://news.example/a/b%281%29.jpg)",
    ]
    caption = made.document.blocks[1]
    cut = Removal(caption.start, caption.end, "The Ida.", "caption", "region", "region")
    uncaptioned = Result("", Metadata(), (cut,), made.document).to_markdown(images=True)
    assert uncaptioned.count("![") == 2 and "The Ida." not in uncaptioned
    assert Result("", Metadata(), (cut._replace(kind="ad"),), made.document).to_markdown(images=True).count("![") == 1


# ---- no output changes a word

FIXTURES = sorted((Path(__file__).parents[1] / "fixtures").glob("*/input.html"))
_TAGS = ("a href='#n'", "b", "del", "em", "code", "p", "li", "ul", "ol", "h2", "blockquote", "td", "tr", "table",
         "pre", "br", "sup", "p id='n'", "li id='n'", "figcaption")  # fmt: skip
_TEXT = st.text(alphabet="ab1 .*_`[]()#>+-|~&;<\\\n!é:", max_size=12)


@st.composite
def pages(draw, depth=4):
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        parts.append(html_escape(draw(_TEXT)))
        if depth and draw(st.booleans()):
            tag = draw(st.sampled_from(_TAGS))
            parts.append(f"<{tag}>{draw(pages(depth - 1))}</{tag.split()[0]}>")
    return "".join(parts)


def shown(markdown):
    """What a reader sees of `markdown`: its printing characters."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    pieces = []
    for token in tokens:
        pieces += [child.content for child in token.children or () if child.type in ("text", "code_inline")]
        pieces += [token.content] if token.type in ("fence", "code_block", "html_block") else []
    return "".join("".join(pieces).split())


def said(document_text):
    return "".join(document_text.split())


@given(pages())
def test_markdown_says_what_stands(html):
    made = result(f"<div>{html}</div>")
    text = re.sub(r"\[\^([^\]]+)\](?:: )?", r"\1", made.to_markdown())
    assume("[^" not in made.to_markdown())
    assert shown(text) == said(made.text)


@given(pages())
def test_html_says_what_stands(html):
    made = result(f"<div>{html}</div>")
    assert said(re.sub(r"<[^>]*>", "", made.to_html())) == said(html_escape(made.text, quote=False))
    assert set(re.findall(r"<([a-z0-9]+)", made.to_html())) <= set(TAGS)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.parent.name)
def test_pages_keep_their_words(path):
    made = Pipeline.preset("article").clean(path)
    assert shown(made.to_markdown()) == said(made.text)
    assert said(re.sub(r"<[^>]*>", "", made.to_html())) == said(html_escape(made.text, quote=False))


def test_blocks():
    record = json.loads(render(result("<h2>Ferry</h2><p>See <a href='/x'>this</a>.</p>"), "blocks"))
    assert record == {
        "blocks": [
            {"kind": "heading", "text": "Ferry", "level": 2, "path": "body/h2"},
            {"kind": "paragraph", "text": "See this.", "path": "body/p", "links": [{"text": "this", "url": "/x"}]},
        ]
    }


def test_plain_text_stays_as_it_is():
    text = "# It rained\n\n* all night\n"
    assert render(Pipeline().clean(text, kind="text"), "markdown") == text
    blocks = json.loads(render(Pipeline().clean(text, kind="text"), "blocks"))["blocks"]
    assert [b["kind"] for b in blocks] == ["heading", "list_item"]


def test_an_error_inside_of_a_format_is_not_taken_for_an_unknown_one(monkeypatch):
    def broken(result, metadata):
        raise KeyError("inside")

    monkeypatch.setitem(FORMATS, "text", Format(".txt", broken))
    with pytest.raises(KeyError, match="inside"):
        render(result("<p>a</p>"), "text")
    with pytest.raises(UnknownNameError):
        render(result("<p>a</p>"), "txet")
