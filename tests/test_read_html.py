"""Pages into blocks: every visible word once, none glued, none split; hostile pages end in flags."""

import pytest

from cleaner.page import parse, read_html
from cleaner.page.blocks import page_blocks


def texts(html: str) -> list[str]:
    return [b.text for b in page_blocks(parse(html).root)]


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<p>One</p><p>Two</p>", ["One", "Two"]),
        ("<p>un<b>believ</b>able</p>", ["unbelievable"]),
        ("<p>A <i>slow</i>\n  ferry</p>", ["A slow ferry"]),
        ("<p>See <a href=x>this</a>.</p>", ["See this."]),
        ("<nav><a>Home</a><a>Sport</a></nav>", ["Home Sport"]),
        ("<p><span>Jane Doe</span><span>June 5</span></p>", ["Jane Doe June 5"]),
        ("<p><span>T</span><span>he ferry</span></p>", ["The ferry"]),
        ("<div>Loose<p>inner</p>tail</div>", ["Loose", "inner", "tail"]),
        ("<p>One<br>two<br><br>three</p>", ["One\ntwo", "three"]),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", ["a", "b"]),
        (
            "<table><tr><th>Port</th><td>Boats</td></tr><tr><td>Ness</td><td>3</td></tr></table>",
            ["Port\tBoats", "Ness\t3"],
        ),
        ("<table><tr><td><p>A</p><p>B</p></td><td>C</td></tr></table>", ["A B\tC"]),
        (
            "<table><tr><td><b>Mo</b></td><td><ul><li>10:00</li><li>14:00</li></ul></td></tr></table>",
            ["Mo\t10:00 14:00"],
        ),
        ("<table><tr><td><div>Mo</div></td></tr><tr><td><p>A</p><p>B</p></td></tr></table>", ["Mo", "A", "B"]),
        (f"<table><tr><td><p>{'word ' * 40}</p></td><td><p>B</p></td></tr></table>", [("word " * 40).strip(), "B"]),
        ("<table><tr><td><h1>A</h1><p>B</p></td><td>C</td></tr></table>", ["A", "B", "C"]),
        ("<p>So <math><mi>a</mi><mo>=</mo><mn>2</mn></math> holds.</p>", ["So a=2 holds."]),
        ("<math><semantics><mi>x</mi><annotation>\\x</annotation></semantics></math>", ["x"]),
        ("<pre>a\n  b</pre>", ["a\n  b"]),
        ("<p>a<script>x</script>b<style>y</style><!-- z -->c</p>", ["abc"]),
        ("<p>a <select><option>x</select> b</p>", ["a b"]),
        ("<svg><title>icon</title><text>x</text></svg><p>a</p>", ["a"]),
        ("<div><svg><symbol><path><article><p>Story</p></article>", ["Story"]),
        ("<noscript><p>Forum post</p></noscript>", ["Forum post"]),
        ("<p>a <svg><path></path></svg> b</p>", ["a b"]),
        ("<p>\u00a0</p><p> \u200b</p>", ["\u200b"]),
        ("<p>one<p>two<li>three", ["one", "two", "three"]),
    ],
)
def test_blocks(html, blocks):
    assert texts(html) == blocks


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<h2>a</h2>", "heading"),
        ("<ul><li><p>a</p></li></ul>", "list_item"),
        ("<blockquote><p>a</p></blockquote>", "quote"),
        ("<figure><img><figcaption>a</figcaption></figure>", "caption"),
        ("<figure><div><p>a</p></div></figure>", "caption"),
        ('<div class="wp-caption"><p>a</p></div>', "caption"),
        ("<table><tr><td>a</td></tr></table>", "table"),
        ("<table><tr><td><p>a</p></td></tr></table>", "paragraph"),
        ("<pre><code>a</code></pre>", "code"),
    ],
)
def test_kinds(html, kind):
    assert [b.kind for b in page_blocks(parse(html).root)] == [kind]


LONG = "The river rose by two metres in a single night, and nobody in the lower town had been told of it."


@pytest.mark.parametrize(
    ("html", "kinds"),
    [
        (
            f"<figure><img><figcaption>a</figcaption><p>{LONG}</p><h2>b</h2><p>{LONG}</p>",
            "caption paragraph heading paragraph",
        ),
        (f"<figure><img><figcaption>a<p>{LONG}</p><h2>b</h2><p>{LONG}</p>", "paragraph paragraph heading paragraph"),
        (f"<div class=img-caption><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p></div>", "paragraph paragraph paragraph"),
        (f"<blockquote><figure><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p></figure></blockquote>", "quote quote quote"),
        (f"<figure><img><p>{LONG}</p><p>Photo: Jane Roe</p></figure>", "caption caption"),
        (f"<figure><h3>a</h3><img><figcaption>{LONG}</figcaption></figure>", "heading caption"),
        (f"<figure><img><figcaption>{LONG} {LONG} {LONG}</figcaption></figure>", "caption"),
    ],
)
def test_only_little_text_beside_an_image_is_its_caption(html, kinds):
    assert " ".join(b.kind for b in page_blocks(parse(html).root)) == kinds


def test_blocks_know_where_they_stand():
    page = '<div id=top><div class="story-body"><p>a</p><p>b <a href=x>cd</a></p></div></div><p hidden>e</p>'
    document = read_html(page)
    assert [document.text[b.start : b.end] for b in document.blocks] == ["a", "b cd", "e"]
    doms = [b.dom for b in document.blocks]
    assert [d.path for d in doms] == ["body/div/div/p", "body/div/div/p[2]", "body/p"]
    assert doms[0].tokens == ("story", "body")
    assert doms[1].link_density == 0.5
    assert [d.hidden for d in doms] == [False, False, True]
    assert document.original == page


HOSTILE = {
    "nested divs": ("<div>" * 200_000 + "<p>Ferry" + "</div>" * 200_000 + "<p>after", ["deep-nesting"]),
    "a million attributes": (
        "<p " + " ".join(f"a{i}='>'" for i in range(1_000_000)) + ">Ferry</p>",
        ["too-many-attributes"],
    ),
    "open quote": ('<p "' + " ".join(f"a{i}" for i in range(100_000)) + ">Ferry</p>", ["too-many-attributes"]),
    "long node": ("<p>Ferry</p><p>" + "word " * 4_000_000 + "</p>after", []),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_keep_their_text_and_are_flagged(name):
    html, codes = HOSTILE[name]
    page = parse(html)
    assert [f.code for f in page.flags] == codes
    found = [b.text for b in page_blocks(page.root)]
    assert "Ferry" in found
    assert "after" in found or "after" not in html


@pytest.mark.parametrize(
    "html",
    ["", "\0", " ", "<", "<!-- x -->", "<svg><p><frameset>", "\ud800", "<a" * 999, "</p>", "<p>\udfff&#0;&#1;</p>"],
)
def test_odd_input_gives_a_document(html):
    assert read_html(html).original == html
