"""Families of hostile and merely odd documents, each made to any size; `growth.py` measures how their cost grows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count, islice

from cleaner.read import KindChoice

Make = Callable[[int], str]

SENTENCE = "The ferry left at six in the morning, as it has done on every working day since the bridge was closed."
WORDS = ("harbour", "council", "river", "bridge", "winter", "market", "school", "mill")


def repeated(unit: str, before: str = "", after: str = "") -> Make:
    """`unit` again and again."""
    return lambda size: before + unit * max(1, (size - len(before) - len(after)) // len(unit)) + after


def numbered(unit: str, before: str = "", after: str = "") -> Make:
    """`unit` again and again, ``%d`` in it the number of the copy."""

    def make(size: int) -> str:
        copies = max(1, (size - len(before) - len(after)) // len(unit % 10_000))
        return before + "".join(unit % i for i in range(copies)) + after

    return make


def nested(opening: str, closing: str = "", inside: str = SENTENCE, depth: int = 0) -> Make:
    """`opening` inside `opening`, to `depth` levels and then anew, or to the end if `depth` is 0."""

    def make(size: int) -> str:
        levels = max(1, (size - len(inside)) // (len(opening) + len(closing)))
        if not depth:
            return opening * levels + inside + closing * levels
        one = opening * depth + inside + closing * depth
        return one * max(1, size // len(one))

    return make


def page(body: Make) -> Make:
    """A page whose body `body` makes, with an article before it."""
    head = "<!doctype html><html lang=en><head><title>Ferry</title></head><body><article><h1>The ferry</h1>"
    article = f"<p>{SENTENCE}</p>" * 3 + "</article>"
    return lambda size: head + article + body(max(0, size - len(head) - len(article))) + "</body></html>"


def _prose(seed: int = 0) -> Iterator[str]:
    for i in count(seed):
        words = [WORDS[(i * 7 + j * (i % 5 + 1)) % len(WORDS)] for j in range(12)]
        yield f"{' '.join(words).capitalize()}, said the {WORDS[i % 8]} on day {i}."


def _joined(separator: str, width: int = 0) -> Make:
    def make(size: int) -> str:
        text = separator.join(islice(_prose(), max(1, size // 90)))
        if not width:
            return text
        from textwrap import fill

        return "\n".join(fill(text[at : at + 5000], width) for at in range(0, len(text), 5000))

    return make


def _mixed(lines: tuple[str, ...]) -> Make:
    return repeated("\n".join((SENTENCE, *lines, "")))


TEXT: dict[str, Make] = {
    "prose, a paragraph a line": _joined("\n\n"),
    "prose, one line": _joined(" "),
    "prose, glued": _joined(""),
    "prose, wrapped": _joined(" ", 72),
    "the same sentence, lines": repeated(SENTENCE + "\n"),
    "the same sentence, one line": repeated(SENTENCE + " "),
    "one word": repeated("a"),
    "one letter a line": repeated("a\n"),
    "blank lines": repeated("\n"),
    "blanks": repeated(" "),
    "blank lines of blanks": repeated("   \t \n"),
    "carriage returns": repeated("\r"),
    "line separators": repeated("a\u2028"),
    "form feeds": repeated("a\x0c\u200b"),
    "bylines": repeated("By Jane Roe\n"),
    "bylines, many names": numbered("By Jane Roe%d\n"),
    "byline with many names": repeated("Jane Roe, ", "By "),
    "ad labels": repeated("Advertisement\n"),
    "ad labels, one line": repeated("Advertisement "),
    "ad labels between prose": _mixed(("Advertisement",)),
    "read more lines": numbered("Read more: the ferry sails %d times\n"),
    "share bars": repeated("Share on Facebook Tweet Email\n"),
    "share words, one line": repeated("Share Tweet "),
    "comment counters": numbered("%d comments\n"),
    "clocks": numbered("10:0%d Update\n"),
    "dates": numbered("March %d, 2024\n"),
    "captions": numbered("The bridge no %d. Photo: Jo Roe/AFP\n"),
    "credits, one line": repeated("(Photo: Jo Roe/AFP) "),
    "tails": _mixed(("Latest Headlines", "Two held after break-in")),
    "headline again and again": repeated("Town keeps its last ferry\n"),
    "menus": repeated("Home\nSport\nWeather\nJobs\nLog in\n"),
    "numbers": numbered("%d\n"),
    "copyright lines": repeated("© 2024 The Courier. All rights reserved.\n"),
    "mojibake": repeated("donâ€™t cafÃ© team.Â \n"),
    "mojibake, deep": repeated("donÃƒÂ¢Ã¢â€šÂ¬Ã¢â€žÂ¢t "),
    "cyrillic mojibake": repeated("РџСЂРёРІРµС‚ "),
    "entities": repeated("&amp;amp; &lt;b&gt; "),
    "ampersands": repeated("&"),
    "zero width": repeated("a\u200b\u200d"),
    "zero width lines": repeated("\u200b\n"),
    "bidi marks": repeated("\u202ea\u202c"),
    "combining marks": repeated("a" + "\u0301" * 9),
    "emoji": repeated("👩‍👩‍👧‍👦 "),
    "chinese, one line": repeated("渡轮每天早上六点出发，桥梁关闭以来一直如此。"),
    "thai, no blanks": repeated("เรือข้ามฟากออกเดินทางหกโมงเช้า"),
    "quotes": repeated('"'),
    "brackets": repeated("(["),
    "full stops": repeated(". "),
    "capitals": repeated("A. B. "),
    "quoted mail": _joined("\n> "),
    "markdown headings": numbered("# Heading %d\n\n"),
    "markdown links": numbered("[The ferry](https://news.example/%d) "),
    "markdown brackets": repeated("[" * 50 + "\n"),
    "markdown emphasis": repeated("**a*_"),
    "markdown tables": numbered("| a | %d |\n|---|---|\n"),
    "markdown quotes": repeated("> " * 20 + "a\n"),
    "markdown lists": repeated("- a\n  - b\n    - c\n"),
    "markdown fences": repeated("```\ncode\n"),
    "addresses": numbered("https://news.example/ferry/%d\n"),
    "scripts as text": repeated("$(document).ready(function(){var a=1;});\n"),
    "tags as text": repeated("a < b > c "),
    "nulls": repeated("\x00a"),
    "lone surrogates": repeated("\ud800a "),
}

BODIES: dict[str, Make] = {
    "paragraphs": numbered(f"<p>{SENTENCE} %d</p>"),
    "paragraphs, the same": repeated(f"<p>{SENTENCE}</p>"),
    "paragraphs, a word": repeated("<p>a</p>"),
    "paragraphs, open": repeated(f"<p>{SENTENCE}"),
    "paragraphs by Jane Roe": repeated("<p>By Jane Roe</p>"),
    "paragraphs with dates": numbered("<p>March %d, 2024</p>"),
    "paragraphs with a class": numbered('<p class="story-%d byline author">By Jane Roe</p>'),
    "divs": repeated(f"<div>{SENTENCE}</div>"),
    "divs, empty": repeated("<div></div>"),
    "divs, nested": nested("<div>", "</div>"),
    "divs, nested to 100": nested("<div>", "</div>", depth=100),
    "divs, nested to 230": nested("<div>", "</div>", depth=230),
    "divs, open": nested("<div>"),
    "spans, nested": nested("<span>", "</span>"),
    "spans": repeated("<span>a</span>"),
    "bold, open": repeated("<b>a"),
    "fonts, misnested": repeated("<b><i></b>a</i>"),
    "anchors": numbered('<a href="/ferry/%d">The ferry</a>'),
    "anchors, open": repeated('<a href="/">a'),
    "list items": numbered("<ul><li>The ferry no %d</li></ul>"),
    "one list": numbered("<li>The ferry no %d</li>", "<ul>", "</ul>"),
    "lists, nested": nested("<ul><li>", "</li></ul>"),
    "lists, nested to 50": nested("<ul><li>a", "</li></ul>", depth=50),
    "definitions": numbered("<dt>ferry %d</dt><dd>sails at six</dd>", "<dl>", "</dl>"),
    "definition lists": repeated("<dl><dt>ferry<dd>sails at six</dl>"),
    "one table": numbered("<tr><td>ferry</td><td>%d</td></tr>", "<table>", "</table>"),
    "table, one row": numbered("<td>%d</td>", "<table><tr>", "</tr></table>"),
    "tables": repeated("<table><tr><td>a</td></tr></table>"),
    "tables, nested": nested("<table><tr><td>", "</td></tr></table>"),
    "cells, open": repeated("<td>a", "<table>"),
    "headings": numbered("<h2>Heading %d</h2>"),
    "headings and prose": numbered(f"<h2>Heading %d</h2><p>{SENTENCE}</p>"),
    "first headings": repeated("<h1>The ferry</h1>"),
    "figures": repeated(f'<figure><img src="a.jpg"><figcaption>{SENTENCE} Jo Roe/AFP</figcaption></figure>'),
    "figures, open": repeated(f"<figure><p>{SENTENCE}</p>"),
    "images": numbered('<img src="/%d.jpg" alt="The bridge">'),
    "line breaks": repeated("a<br>"),
    "line breaks, doubled": repeated(f"{SENTENCE}<br><br>"),
    "rules": repeated("<hr>"),
    "comments": repeated("<!-- -->"),
    "comments in text": repeated("a<!-- b -->"),
    "comment, open": repeated("a", "<!-- "),
    "processing instructions": repeated("<?php ?>"),
    "scripts": repeated("<script>var a = 1;</script>"),
    "script, one": repeated("var a = '<div>';", "<script>", "</script>"),
    "styles": repeated("<style>p{color:red}</style>"),
    "json-ld": repeated('<script type="application/ld+json">{"@type":"NewsArticle","headline":"a"}</script>'),
    "json-ld, one graph": repeated(
        '{"@type":"Person","name":"Jane Roe"},', '<script type="application/ld+json">{"@graph":[', "{}]}</script>"
    ),
    "json-ld, deep": nested('{"a":', "}", "1"),
    "meta elements": numbered('<meta property="article:tag" content="tag %d">'),
    "times": numbered('<time datetime="2024-03-0%dT10:00">March</time>'),
    "attributes, many": lambda size: "<p " + " ".join(f"a{i}=b" for i in range(size // 10)) + f">{SENTENCE}</p>",
    "attributes, some": repeated("<p " + " ".join(f"a{i}=b" for i in range(100)) + ">a</p>"),
    "attribute, long": repeated("a", '<p class="', f'">{SENTENCE}</p>'),
    "classes, many": lambda size: '<p class="' + " ".join(f"c{i}" for i in range(size // 8)) + f'">{SENTENCE}</p>',
    "text, one node": repeated("a "),
    "text, entities": repeated("&amp;&nbsp;&eacute;"),
    "text, no end of tag": repeated("<"),
    "tags without names": repeated("<>"),
    "tags unknown": numbered("<x-%d>a</x-%d>".replace("%d", "y", 1)),
    "quotes": repeated(f"<blockquote><p>{SENTENCE}</p></blockquote>"),
    "quotes, nested": nested("<blockquote>", "</blockquote>"),
    "code": repeated("<pre>a = 1\n</pre>"),
    "code, one": repeated("a = 1\n", "<pre>", "</pre>"),
    "forms": repeated("<form><input name=a><button>Send</button></form>"),
    "selects": numbered("<option>%d</option>", "<select>", "</select>"),
    "articles": repeated(f"<article><h2>Ferry</h2><p>{SENTENCE}</p></article>"),
    "asides": repeated(f"<aside>{SENTENCE}</aside>"),
    "navigations": repeated('<nav><a href="/">Home</a><a href="/s">Sport</a></nav>'),
    "sections, nested": nested("<section><p>a</p>", "</section>", depth=40),
    "vectors": repeated("<svg><path d='M0 0'/></svg>"),
    "formulas": repeated("<math><mi>x</mi></math>"),
    "frames": repeated('<iframe src="https://video.example/1"></iframe>'),
    "hidden": repeated(f'<div style="display:none">{SENTENCE}</div>'),
    "templates": repeated("<template><p>a</p></template>"),
    "bylines": repeated('<div class="byline">By <a rel="author">Jane Roe</a></div>'),
    "captions": repeated('<div class="caption">The bridge. Photo: Jo Roe</div>'),
    "comments of readers": numbered(f'<div class="comment" id="c%d"><p>{SENTENCE}</p></div>'),
    "teasers": numbered('<div class="teaser"><h3><a href="/%d">The ferry</a></h3><p>It sails.</p></div>'),
    "zero width": repeated("<p>\u200b</p>"),
}

FAMILIES: dict[str, tuple[KindChoice, Make]] = {
    **{f"text: {name}": ("text", make) for name, make in TEXT.items()},
    **{f"html: {name}": ("html", page(make)) for name, make in BODIES.items()},
}
