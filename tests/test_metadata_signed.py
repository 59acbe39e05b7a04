"""Authors behind a label anywhere on the page, names that sign an article, and names beside a picture."""

from __future__ import annotations

import pytest
from lxml import html

from cleaner.metadata.choose import pick
from cleaner.metadata.html import from_html

TEXT = (
    "The ferry to the island sails again on Monday, the harbour board said on Friday, after three weeks in dock. "
    "Repairs to the hull had taken longer than planned."
)
URL = "https://harbournews.example/2024/ferry-sails-again"


def claims(body, head=""):
    root = html.document_fromstring(
        f"<html><head><title>Ferry sails again on Monday</title>{head}</head>"
        f"<body><h1>Ferry sails again on Monday</h1>{body}</body></html>"
    )
    return from_html(root, URL)


def said_by(source, body, head=""):
    return [c.value for c in claims(body, head) if c.field == "authors" and str(c.source) == source]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("<ul><li><b>Datum</b> 28.04.2023</li><li><b>Autorin/Autor</b> Petra Lindner </li></ul>", ("Petra Lindner",)),
        ("<p>Written by</p><p>Edda Tang</p>", ("Edda Tang",)),
        ("<h2>Article by</h2><div>Matti Heikkinen</div>", ("Matti Heikkinen",)),
        ("<div>Datum: 3. Mai<br><span>Autor:</span> Fritz Imholz<br></div>", ("Fritz Imholz",)),
        ("<h5>Autor: </h5>Peter Maaß/HN-X", ("Peter Maaß",)),
        ("<h3>Written by Cass Horton</h3>", ("Cass Horton",)),
        ("<p>Verfasst von <a href='/x'>Jana Roth</a> und <a href='/y'>Tim Blum</a></p>", ("Jana Roth", "Tim Blum")),
        ("<div>Text<br>Skrevet av Kari Moen<br></div>", ("Kari Moen",)),
    ],
)
def test_names_behind_a_label(body, names):
    assert said_by("author-label", f"<p>{TEXT}</p>{body}") == [names]


@pytest.mark.parametrize(
    "body",
    [
        "<p>Written by hand in the year 1820, the letter was found in the harbour.</p>",
        "<h2>Author</h2><p>The author of the letter is unknown to this day, the museum says.</p>",
        "<p>Edited by</p><p>Edda Tang</p>",
        "<p>Written by</p>",
        "<div class='comments'><p>Written by</p><p>Edda Tang</p></div>",
        "<aside><p>Autor: Jana Roth</p></aside>",
    ],
)
def test_labels_that_name_nobody(body):
    assert said_by("author-label", f"<p>{TEXT}</p>" * 4 + body) == []


def test_a_user_name_behind_a_label():
    assert said_by("author-label-stated", f"<p>{TEXT}</p><p>Posted by</p><p>marc</p>") == [("marc",)]


@pytest.mark.parametrize(
    "body",
    [
        '<p style="text-align:right;"><strong>Lê Phương Mai</strong></p>',
        '<p align="right"><i>Lê Phương Mai</i></p>',
        "<p><em>Von <span>Lê Phương Mai</span></em></p>",
        "<p>Oleh Lê Phương Mai</p>",
    ],
)
def test_who_signs_the_article(body):
    found = claims(f"<p>{TEXT}</p>{body}", '<meta name="author" content="Harbour News">')
    assert ("Lê Phương Mai",) in [c.value for c in found if str(c.source) == "signature"]
    assert pick(found).authors == ("Lê Phương Mai",)


@pytest.mark.parametrize(
    "body",
    [
        '<p style="text-align:right">Page 3 of the Evening Edition</p>',
        '<p align="right">Back to the top</p>',
        "<p>By Jo Roe</p><p>By Ann Poe</p>",  # teasers
        "<p>By the end of May the board will know.</p>",
    ],
)
def test_what_is_no_signature(body):
    assert said_by("signature", f"<p>{TEXT}</p>{body}") == []


def test_a_name_that_a_picture_is_called_by():
    body = "<img src='/i/liz-kenney-70x70.jpg' alt='Picture of Liz Kenney'><p>Liz Kenney</p>"
    assert said_by("portrait", body) == [("Liz Kenney",)]
    assert said_by("portrait", "<img alt='Harbour Hall logo'><p>Harbour Hall</p>") == []
    assert said_by("portrait", "<img alt='The ferry at sea'><p>Liz Kenney</p>") == []


def test_the_site_does_not_speak_against_a_name_by_the_date():
    head = '<meta property="og:site_name" content="Harbour News"><meta name="author" content="Harbour News">'
    byline = "<time>3 May 2024</time><p><b>Moho Mpesa</b></p>"
    assert pick(claims(f"{byline}<p>{TEXT}</p>", head)).authors == ("Moho Mpesa",)
    assert pick(claims(f"<p>{TEXT}</p>", head)).authors == ("Harbour News",)


def test_a_desk_of_the_site_is_no_author_beside_one():
    body = "<div class='byline'>Jana Roth, NHR Nordland</div>"
    head = '<link rel="canonical" href="https://www.nhr.example/a">'
    assert pick(claims(f"{body}<p>{TEXT}</p>", head)).authors == ("Jana Roth",)


@pytest.mark.parametrize(("label", "names"), [("Written by", ("Jo Roe",)), ("Est. reading time", ())])
def test_labelled_fields_of_a_card(label, names):
    head = f'<meta name="twitter:label2" content="{label}"><meta name="twitter:data2" content="Jo Roe">'
    assert said_by("twitter", f"<p>{TEXT}</p>", head) == ([names] if names else [])
