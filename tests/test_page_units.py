"""On pages what belongs together stays together: tables, lists, terms, headings; and fragments lose nothing."""

import re

import pytest

import cleaner
from cleaner.classify.blocks.units import whole_units
from cleaner.config.choice import ignore_rules
from cleaner.page import parse
from cleaner.page.blocks import page_blocks

THRESHOLDS = {"table": 0.4, "table_inside": 0.1, "list": 0.4, "list_inside": 0.3, "heading": 0.2}
BESIDE = {"beside": 0.2, "beside_short": 0.1, "short_words": 0, "beside_linked": 0.3}
ROWS = "".join(f"<tr><td>{day}</td><td>{hours}</td></tr>" for day, hours in (("Mon", "9 to 5"), ("Tue", "shut")))


def kept(html: str, *probabilities: float, **limits: float) -> list[bool]:
    """Which blocks are kept where all from a half on are chosen."""
    blocks = page_blocks(parse(html).root)
    assert len(blocks) == len(probabilities), [b.text for b in blocks]
    return whole_units(
        blocks, [c >= 0.5 for c in probabilities], probabilities, [5] * len(blocks), {**THRESHOLDS, **BESIDE, **limits}
    )


@pytest.mark.parametrize(
    ("html", "probabilities", "whole"),
    [
        (f"<table>{ROWS}</table>", (0.6, 0.3), "11"),
        (f"<table>{ROWS}</table>", (0.5, 0.1), "10"),
        (f"<p>a</p><table>{ROWS}</table><p>b</p>", (0.9, 0.2, 0.1, 0.9), "1111"),
        (f"<p>a</p><table>{ROWS}</table><p>b</p>", (0.9, 0.2, 0.1, 0.3), "1000"),
        (f"<p>a</p><table>{ROWS}</table><p>b</p>", (0.9, 0.05, 0.1, 0.9), "1001"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", (0.6, 0.5, 0.2), "111"),
        ("<p>a</p><ul><li>b<li>c</ul><p>d</p>", (0.9, 0.4, 0.3, 0.9), "1111"),
        ("<p>a</p><ul><li>b<li>c</ul><p>d</p>", (0.9, 0.1, 0.2, 0.9), "1001"),
        ("<ul><li>a<li><h3>b</h3><p>c</p></ul>", (0.9, 0.4, 0.1, 0.1)[:3], "100"),
        ("<div><ul><li>a<li>b<li>c</ul><p>d</p></div>", (0.2, 0.5, 0.2, 0.9), "1111"),
        ("<div><ul><li>a<li>b<li>c</ul><p>d</p></div>", (0.2, 0.4, 0.2, 0.9), "0001"),
        ("<div><ul><li>a<li>b<li>c</ul><p>d</p></div>", (0.0, 0.5, 0.0, 0.9), "0101"),
        ("<div><ul><li>a<li>b<li>c</ul></div><p>d</p>", (0.2, 0.5, 0.2, 0.9), "0101"),
        ("<dl><dt>a<dd>b<dd>c<dt>d<dd>e</dl>", (0.2, 0.6, 0.1, 0.1, 0.3), "11100"),
        ("<p>a</p><h2>b</h2><p>c</p>", (0.9, 0.3, 0.9), "111"),
        ("<p>a</p><h2>b</h2><h3>c</h3><p>d</p>", (0.9, 0.3, 0.3, 0.9), "1111"),
        ("<p>a</p><h2>b</h2><p>c</p>", (0.9, 0.3, 0.1), "100"),
        ("<p>a</p><h2>b</h2><p>c</p>", (0.9, 0.1, 0.9), "101"),
        ("<h2>a</h2><p>b</p>", (0.4, 0.9), "01"),
    ],
)
def test_what_is_kept(html, probabilities, whole):
    assert "".join(str(int(k)) for k in kept(html, *probabilities)) == whole


PROSE = [
    "The baths open at seven on weekdays and close when the last swimmer has left the small hall.",
    "Aus dem Kessel im Keller kommt das Wasser mit achtundzwanzig Grad, wie der Bademeister jeden Morgen prüft.",
    "Le petit bassin reste fermé le lundi, et les enfants de moins de six ans ne paient rien pour y nager.",
    "Swimmers who come by bicycle may leave it in the yard behind the boiler house, where a lamp burns all night.",
    "The keeper counts the towels in the evening, and what is missing stands on a board beside the till.",
    "Nobody remembers who painted the fish on the wall, though the council has asked for the name three times.",
    "In a hard winter the large hall is closed for a month, so that the coal lasts until the days grow longer.",
    "A second hall was planned in 1931 and never built, for the money went into the bridge instead.",
]


ITEMS = "<ul><li>b<li>c</ul>"


@pytest.mark.parametrize(
    ("html", "probabilities", "whole"),
    [
        (f"<p>a</p>{ITEMS}", (0.9, 0.3, 0.2), "111"),
        (f"<p>a</p>{ITEMS}", (0.9, 0.2, 0.1), "100"),
        (f"<p>a</p><h2>f</h2>{ITEMS}", (0.9, 0.2, 0.3, 0.2), "1111"),
        (f"<p>a</p><div><table>{ROWS}</table></div><p>d", (0.9, 0.3, 0.2, 0.1), "1110"),
        ("<p>a</p><dl><dt>b<dd>c<dt>d<dd>e</dl>", (0.9, 0.3, 0.2, 0.2, 0.2), "11111"),
        ("<p>a</p><pre>b\nc</pre>", (0.9, 0.3), "11"),
        ("<p>a</p><blockquote><p>b</p></blockquote>", (0.9, 0.3), "11"),
        (f"<p>a</p>{ITEMS}<pre>d</pre>", (0.9, 0.3, 0.2, 0.3), "1111"),
        # in an element of its own, behind what goes, in front of the text, of links
        (f"<div><p>a</p></div><div>{ITEMS}<p>d</div>", (0.9, 0.3, 0.2, 0.1), "1000"),
        (f"<p>a</p><aside>{ITEMS}</aside>", (0.9, 0.3, 0.2), "100"),
        (f"<p>a</p><p>d</p>{ITEMS}", (0.9, 0.1, 0.3, 0.2), "1000"),
        (f"{ITEMS}<p>a</p>", (0.3, 0.2, 0.9), "001"),
        ("<p>a</p><ul><li><a href=/b>b</a><li><a href=/c>c</a></ul>", (0.9, 0.3, 0.2), "100"),
    ],
)
def test_what_follows_the_text_in_its_own_element_stays(html, probabilities, whole):
    html = f"<main>{html}</main>"
    assert "".join(str(int(k)) for k in kept(html, *probabilities)) == whole


def test_on_short_pages_less_is_asked_of_what_follows_the_text():
    html = f"<main><p>a</p>{ITEMS}</main>"
    assert kept(html, 0.9, 0.1, 0.1) == [True, False, False]
    assert kept(html, 0.9, 0.1, 0.1, short_words=10) == [True, True, True]


SHORT = (
    "The ferry sails again on Monday, the harbour board said on Friday, after three weeks spent in dock.",
    "Repairs had taken longer than planned, because a part had to be cast anew in a yard a long way off.",
)


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize(
    "end",
    [
        "<ul><li>Adults: 5 pounds</li><li>Children: 2 pounds</li></ul>",
        "<ol><li>Go to the pier.</li><li>Buy a ticket.</li><li>Board the boat.</li></ol>",
        "<dl><dt>Adults</dt><dd>5 pounds</dd><dt>Children</dt><dd>2 pounds</dd></dl>",
        "<table><tr><th>Who</th><th>Fare</th></tr><tr><td>Adults</td><td>5 pounds</td></tr></table>",
        "<h2>Fares</h2><ul><li>Adults: 5 pounds</li><li>Children: 2 pounds</li></ul>",
        "<pre>ferry --from pier --to island</pre>",
    ],
)
@pytest.mark.parametrize(
    "page",
    [
        "{}",
        "<html><head><title>Ferry sails again</title></head><body><article><h1>Ferry sails again</h1>{}</article>",
        "<html><head><title>Ferry sails again | Harbour News</title></head><body><nav><a href=/>Home</a></nav><main>"
        "<article><h1>Ferry sails again</h1>{}</article></main><footer><p>© Harbour News</p></footer></body></html>",
        "<html><head><title>Ferry sails again | Harbour News</title></head><body><div class=content>"
        "<h1>Ferry sails again</h1>{}</div><div class=footer>© Harbour News</div></body></html>",
    ],
)
def test_a_short_page_keeps_what_ends_it(page, end, count):
    html = page.format("".join(f"<p>{p}</p>" for p in SHORT[:count]) + end)
    lines = [line for line in re.split(r"<[^<>]*>", "".join(SHORT[:count]) + end) if line]
    text = cleaner.clean(html, kind="html").text
    assert all(line in text for line in lines if line not in "".join(SHORT)) and "Harbour News" not in text


@pytest.mark.parametrize("tag", ["h2", "h3", "h4"])
def test_a_fragment_keeps_its_headings_and_loose_text(tag):
    parts = "".join(f"<div><{tag}>Part {i}</{tag}><p>{p}</p>Loose words {i}.</div>" for i, p in enumerate(PROSE))
    text = cleaner.clean(f"<main><section>{parts}</section></main>", kind="html").text
    assert text.split("\n\n") == [x for i, p in enumerate(PROSE) for x in (f"Part {i}", p, f"Loose words {i}.")]


def page(title: str, inner: str) -> str:
    menu = "".join(f'<li><a href="/{w}">{w}</a></li>' for w in ("Home", "Sport", "Weather", "Jobs"))
    return (
        f"<html><head><title>{title}</title></head><body><nav><ul>{menu}</ul></nav><article>{inner}</article>"
        "<footer>Copyright 2024 The Arden Post</footer></body></html>"
    )


BODY = "".join(f"<p>{p}</p>" for p in PROSE)


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Twelve words for the bridge - The Arden Post", "<h1>Twelve words for the bridge</h1>"),
        ("The Arden Post | Twelve words for the bridge", "<h2>Twelve words for the  bridge</h2>"),
        ("Zwölf Wörter für die Brücke", "<h1>Zwölf Wörter für die Brücke</h1>"),
        ("The Arden Post", "<h1>Twelve words for the bridge</h1>"),
    ],
)
def test_the_headline_above_the_body_goes(title, heading):
    result = cleaner.clean(page(title, heading + BODY))
    assert result.text.split("\n\n") == PROSE


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Twelve words for the bridge", "<h2>What the cadets pay</h2>"),
        ("Bridge", "<h2>Bridge rules</h2>"),
    ],
)
def test_other_headings_are_not_the_headline(title, heading):
    result = cleaner.clean(
        page(
            title,
            f"<p>It rained all night.</p>{heading}{BODY}",
        )
    )
    assert [r.text for r in result.removals if r.rule == "title-of-page"] == []


@pytest.mark.parametrize(
    ("heading", "text", "gone"),
    [
        ('Rules of the game<span>[<a href="/edit">edit</a>]</span>', "Rules of the game", 1),
        ('Spielregeln<span>[<a href="/a">Bearbeiten</a> | <a href="/b">Quelltext</a>]</span>', "Spielregeln", 1),
        ('Rules of the game<a href="#rules">¶</a>', "Rules of the game", 1),
        ('<a href="#rules">#</a> Rules of the game', "Rules of the game", 1),
        ('Rules [<a href="/note">1</a>] of the game', "Rules [1] of the game", 0),
        ('Rules of <a href="/sharp">F#</a>', "Rules of F#", 0),
        ('<a href="#rules">Rules of the game</a>', "Rules of the game", 0),
        ("Rules of the game [draft]", "Rules of the game [draft]", 0),
    ],
)
def test_signs_beside_headings_go(heading, text, gone):
    first, rest = ("".join(f"<p>{p}</p>" for p in part) for part in (PROSE[:2], PROSE[2:]))
    result = cleaner.clean(page("Twelve words", f"{first}<h2>{heading}</h2>{rest}"))
    assert f"\n\n{text}\n\n" in result.text
    assert len([r for r in result.removals if r.rule == "permalink"]) == gone


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (
            "<html><head><title>Just a moment...</title></head><body><p>Please wait.</p></body>",
            "challenge",
        ),
        (
            "<script src=app.js></script><noscript>You need to enable JavaScript.</noscript>",
            "script",
        ),
        ("<html><title>Arden Post</title><div id=app></div><script>boot()</script></html>", "shell"),
        (
            "<html><title>Seite nicht gefunden</title><h1>Hoppla</h1><p>Hier ist nichts mehr.</p></html>",
            "error",
        ),
        (
            "<html><body><h1>We value your privacy</h1><p>We and 832 partners do.</p></body></html>",
            "consent",
        ),
        ("<html><body></body></html>", "empty"),
        ("<html><body><p>Subscribe to our newsletter</p><p>All rights reserved.</p></body></html>", "notices"),
        ("<html><body><p>Please log in to continue reading</p></body></html>", "notices"),
    ],
)
def test_a_page_without_an_article_is_flagged_with_the_reason(html, reason):
    flags = [f for f in cleaner.clean(html, kind="html").flags if f.code == "no-article"]
    assert [f.message.partition(":")[0] for f in flags] == [reason]


def test_a_table_that_is_printed_twice_is_no_headline():
    rows = "".join(f"<tr><td>{name}</td><td>yes</td><td>no</td></tr>" for name in ("A boat", "A guide", "A meal"))
    html = f"<html><body><main><h1>Trips</h1><table>{rows}</table><table>{rows}</table><p>{PROSE[0]}</p></main></body>"
    assert not [r for r in cleaner.clean(html, kind="html").removals if "yes" in r.text and r.filter == "headlines"]


def test_a_filter_less_some_rules_still_says_what_it_doubts():
    pipeline = ignore_rules(cleaner.Pipeline.preset("article"), ["region/permalink"])
    html = "<html><title>Error 404</title><h1>Page not found</h1><p>Go back to the start of the site.</p></html>"
    assert [f.code for f in pipeline.clean(html, kind="html").flags] == ["no-article"]
    made = pipeline.with_parts(include=["comments"]).phases[0].filters[0]
    assert made.inner.include == (  # type: ignore[attr-defined]
        "comments",
    )


@pytest.mark.parametrize(
    "html",
    [
        page("Page not found: how libraries lose books", BODY),
        page("A short note", f"<p>{PROSE[0]}</p>"),
        "<p>It rained.</p>",
    ],
)
def test_articles_are_not_flagged(html):
    assert [f.code for f in cleaner.clean(html, kind="html").flags if f.code == "no-article"] == []


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n1 0 obj", b"PK\x03\x04word/document.xml", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP"]
)
def test_binaries_are_refused_with_a_flag(data):
    result = cleaner.clean(data)
    assert result.text == "" and [f.code for f in result.flags] == ["binary-input"]


@pytest.mark.parametrize(
    "code",
    [
        "<pre><code>$(document).ready(function() { $('.menu').hide(); });</code></pre>",
        '<pre>[gallery ids="1,2"]</pre>',
        "<pre>.note {color: red}\n.menu {color: blue}</pre>",
        "<pre>Share\nSubscribe to our newsletter</pre>",
        '<p>Write <code>[gallery ids="1,2"]</code> where the pictures should stand, above the text.</p>',
        "<p>With <code>document.getElementById('x')</code> you find it, and with <code>{{ title }}</code> more.</p>",
    ],
)
def test_code_that_the_page_marks_as_such_stays(code):
    text = cleaner.clean(page("Twelve words", f"<p>{PROSE[0]}</p>{code}<p>{PROSE[1]}</p>")).text
    assert re.sub(r"<[^<>]*>", "", code) in text
