"""Structure that the page had stands in Markdown and in JSON blocks; nothing of the text is lost."""

import json

import pytest

from cleaner.errors import UnknownNameError
from cleaner.metadata.fields import Metadata
from cleaner.model import Block, Document, Dom
from cleaner.output import FORMATS, Format, render
from cleaner.page.blocks import page_blocks
from cleaner.page.tree import parse
from cleaner.pipeline import Pipeline
from cleaner.result import Result


def result(html: str) -> Result:
    """A result of `html` of which nothing was cut."""
    found = page_blocks(parse(html).root)
    text = "\n\n".join(b.text for b in found)
    blocks, at = [], 0
    for b in found:
        dom = Dom(b.node.path, b.node.tag, links=b.anchors)
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
            "\\# no heading\n\n\\1. no list\n\n2 \\* 3 \\* 4 \\[x\\]\n",
        ),
        ("<figure><figcaption>A ferry</figcaption></figure>", "*A ferry*\n"),
    ],
)  # fmt: skip
def test_markdown(html, markdown):
    assert render(result(html), "markdown") == markdown


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
    assert [b["kind"] for b in json.loads(render(Pipeline().clean(text, kind="text"), "blocks"))["blocks"]] == [
        "line"
    ] * 2


def test_an_error_inside_of_a_format_is_not_taken_for_an_unknown_one(monkeypatch):
    def broken(result, metadata):
        raise KeyError("inside")

    monkeypatch.setitem(FORMATS, "text", Format(".txt", broken))
    with pytest.raises(KeyError, match="inside"):
        render(result("<p>a</p>"), "text")
    with pytest.raises(UnknownNameError):
        render(result("<p>a</p>"), "txet")
