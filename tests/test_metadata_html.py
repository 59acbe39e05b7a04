import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

import cleaner
from cleaner.metadata.choose import pick
from cleaner.metadata.html import from_html
from cleaner.model import Caption

URL = "https://www.evening-echo.example/news/2021/05/04/bridge.html"


def page(head="", body=""):
    return html.document_fromstring(f"<html lang='en'><head>{head}</head><body>{body}</body></html>")


def claims(field, head="", body="", url=URL):
    return {str(c.source): c.value for c in from_html(page(head, body), url) if c.field == field}


def metadata(head="", body="", url=URL):
    return pick(from_html(page(head, body), url))


def ld(data):
    text = data if isinstance(data, str) else json.dumps(data)
    return f"<script type='application/ld+json'>{text}</script>"


ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Bridge opens after nine years",
    "datePublished": "2021-05-04T08:00:00+02:00",
    "author": [{"@type": "Person", "name": "Jo Roe"}, {"@type": "Person", "name": "Ada Lind"}],
    "publisher": {"@type": "Organization", "name": "Evening Echo"},
    "isAccessibleForFree": "False",
}


@pytest.mark.parametrize(
    "data",
    [
        ARTICLE,
        [ARTICLE],
        {"@graph": [{"@type": "WebSite", "name": "Evening Echo"}, ARTICLE]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
        {**ARTICLE, "@type": ["NewsArticle", "Thing"]},
        {**ARTICLE, "author": "Jo Roe and Ada Lind"},
        {**ARTICLE, "author": ["Jo Roe", {"name": "Ada Lind"}]},
        {**ARTICLE, "author": {"@type": "Person", "name": ["Jo Roe", "Ada Lind"]}},
        json.dumps(ARTICLE)[:-1] + ",}",
        "<!-- " + json.dumps(ARTICLE) + " -->",
        json.dumps(ARTICLE).replace("Bridge opens", "Bridge\topens"),
    ],
)
def test_json_ld_in_all_shapes(data):
    found = metadata(ld(data))
    assert found.title == "Bridge opens after nine years"
    assert found.authors == ("Jo Roe", "Ada Lind")
    assert found.published == "2021-05-04T08:00:00+02:00"
    assert found.site == "Evening Echo"
    assert found.paywalled is True


@pytest.mark.parametrize(
    "author",
    [
        [{"givenName": "Jo", "familyName": "Roe"}, {"@type": "Person", "givenName": "Ada", "familyName": "Lind"}],
        {"@list": [{"name": "Jo Roe"}, {"name": "Ada Lind"}]},
        [["Jo Roe"], ["Ada Lind"]],
        {"0": {"name": "Jo Roe"}, "1": {"name": "Ada Lind"}},
        [{"@type": "Role", "author": {"name": "Jo Roe"}}, {"@type": "OrganizationRole", "author": "Ada Lind"}],
        [{"name": {"@value": "Jo Roe"}}, {"name": {"givenName": "Ada", "familyName": "Lind"}}],
        [{"@id": "#jo"}, {"@id": "#ada"}],
        [{"@type": "Person", "alternateName": "Jo Roe"}, {"person": {"name": "Ada Lind"}}],
    ],
)
def test_authors_in_all_shapes_of_json_ld(author):
    people = [{"@type": "Person", "@id": f"#{n.split()[0].lower()}", "name": n} for n in ("Jo Roe", "Ada Lind")]
    assert metadata(ld({"@graph": [{**ARTICLE, "author": author}, *people]})).authors == ("Jo Roe", "Ada Lind")


def test_middle_names_stand_between_the_others():
    author = {"givenName": "Jo", "additionalName": "B.", "familyName": "Roe"}
    assert metadata(ld({**ARTICLE, "author": author})).authors == ("Jo B. Roe",)


def test_a_reference_to_itself_names_nobody():
    assert metadata(ld({**ARTICLE, "@id": "#a", "author": {"@id": "#b", "author": {"@id": "#b"}}})).authors == ()


def test_json_ld_references_are_followed():
    graph = [
        {**ARTICLE, "author": {"@id": "#jo"}},
        {"@type": "Person", "@id": "#jo", "name": "Jo Roe"},
    ]
    assert metadata(ld({"@graph": graph})).authors == ("Jo Roe",)


def test_json_ld_of_the_page_comes_before_that_of_its_teasers():
    other = {**ARTICLE, "headline": "Other story", "url": "https://www.evening-echo.example/other"}
    own = {**ARTICLE, "mainEntityOfPage": URL}
    assert claims("title", ld([other, own]))["json-ld-news"] == "Bridge opens after nine years"


@pytest.mark.parametrize(
    "text", ["", "{", "[[[[", "null", '{"@type": 3}', '{"@graph": [1, "x", null]}', "{" * 9000, "not json"]
)
def test_broken_json_ld_is_no_error(text):
    assert claims("title", ld(text)) == {}


def test_meta_elements():
    head = """<meta property='og:title' content='Bridge opens | Evening Echo'>
        <meta property='og:site_name' content='Evening Echo'>
        <meta name='author' content='Jo Roe'><meta name='dc.date.issued' content='2021-05-04'>
        <meta property='article:section' content='Local'><meta name='keywords' content='bridge, river; town'>
        <meta property='og:image' content='/a.jpg'>
        <meta name='description' content='After nine years &lt;b&gt;cars&lt;/b&gt; roll.'>
        <link rel='canonical' href='/bridge'><link rel='license' href='https://creativecommons.example/by'>"""
    found = metadata(head)
    assert found.title == "Bridge opens"
    assert (found.authors, found.published, found.section) == (("Jo Roe",), "2021-05-04", "Local")
    assert found.tags == ("bridge", "river", "town")
    assert found.image == "https://www.evening-echo.example/a.jpg"
    assert found.canonical_url == "https://www.evening-echo.example/bridge"
    assert found.licence == "https://creativecommons.example/by"
    assert found.description == "After nine years cars roll."
    assert found.language == "en"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:image/png;base64,AA", "ftp://a.example/x", "http://[::1", "a\u202eb"]
)
def test_only_web_addresses_are_given(address):
    found = metadata(f"<meta property='og:image' content='{address}'><link rel='canonical' href='{address}'>", url=None)
    assert found.image is None
    assert found.canonical_url is None


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Bridge opens after years | Evening Echo", "Bridge opens after years"),
        ("Evening Echo - Bridge opens after years", "Bridge opens after years"),
        ("Bridge opens after years | Evening Echo - All the news", "Bridge opens after years"),
        ("Bridge: a town divided", "Bridge: a town divided"),
        ("Bridge opens - and closes again", "Bridge opens - and closes again"),
    ],
)
def test_the_headline_is_not_the_sites_suffix(title, expected):
    head = f"<meta property='og:site_name' content='Evening Echo'><title>{title}</title>"
    head += f"<meta property='og:title' content='{title}'>"
    assert metadata(head, f"<h1>{expected}</h1>").title == expected


@pytest.mark.parametrize(
    ("heading", "stated", "expected"),
    [
        ("Old pier to close <a>Share</a>", "Old pier to close | The Echo", "Old pier to close"),
        ("Old pier to close <a>Tweet</a> <span>Share</span>", "Old pier to close", "Old pier to close"),
        ("Nothing left to <em>share</em>", "Nothing left to share | The Echo", "Nothing left to share"),
        ("Nothing left to <em>share</em>", "The Echo", "Nothing left to share"),
    ],
)
def test_buttons_in_the_heading(heading, stated, expected):
    page = f"<title>{stated}</title><article><h1>{heading}</h1><p>{'The ferry sails on. ' * 20}</p></article>"
    assert cleaner.clean(page, kind="html").metadata.title == expected


def test_headline_wins_over_the_sites_own_heading():
    head = "<title>Bridge opens after nine years - Evening Echo</title>"
    body = "<h1>Evening Echo</h1><p>x</p><h2>Bridge opens after nine years</h2><p>Cars rolled on Tuesday.</p>"
    assert metadata(head, body).title == "Bridge opens after nine years"


@pytest.mark.parametrize(
    "byline",
    [
        "<span itemprop='author'>By Jo Roe</span>",
        "<a rel='author' href='/x'>Jo Roe</a>",
        "<div class='byline'>By <a href='/author/jo'>Jo Roe</a> | <span>May 4, 2021</span></div>",
        "<p>By Jo Roe</p>",
        "<div class='c-meta'><span>Von </span><span>Jo Roe</span></div>",
    ],
)
def test_visible_bylines(byline):
    body = f"<h1>Bridge opens after nine years</h1>{byline}<p>Cars rolled over it on Tuesday for the first time.</p>"
    assert metadata("<title>Bridge opens after nine years</title>", body).authors == ("Jo Roe",)


@pytest.mark.parametrize(
    "block",
    [
        "<div class='comments'><span class='author'>Max Doe</span></div>",
        "<aside><a rel='author'>Max Doe</a></aside>",
        "<div class='related'><p class='byline'>By Max Doe</p></div>",
        "<span class='author'>Staff</span>",
        "<span class='author'>admin</span>",
    ],
)
def test_other_names_are_no_authors(block):
    body = f"<h1>Bridge opens</h1><p>{'Cars rolled over it. ' * 20}</p>" + "<p>More.</p>" * 9 + block
    assert metadata("", body).authors == ()


def test_the_articles_own_date():
    body = """<h1>Bridge opens</h1><time datetime='2021-05-04T10:00:00Z'>May 4</time><p>Cars rolled.</p>
        <div class='comments'><time datetime='2024-01-01'>x</time></div><footer>© 2025</footer>"""
    assert metadata("<title>Bridge opens</title>", body, url=None).published == "2021-05-04T10:00:00+00:00"


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("<time datetime='2021-05-04'>4 May 2021</time>", "2021-05-04"),
        ("From the edition of <time datetime='2021-05-04'>4 May 2021</time>", "2021-05-04"),
        ("It was begun on <time datetime='1931-05-02'>2 May 1931</time> by a mayor who could not swim.", "2021-05-06"),
    ],
)
def test_a_time_in_a_short_sentence_is_not_the_date(line, published):
    body = f"<h1>Bridge opens</h1><p>{line}</p><time datetime='2021-05-06'>6 May</time><p>Cars rolled over it.</p>"
    assert metadata("<title>Bridge opens</title>", body, url=None).published == published


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("It was begun on <time datetime='1931-05-02'>2 May 1931</time> by a mayor who could not swim.", None),
        (
            "Published on <time datetime='2021-05-06'>6 May 2021</time> by the mayor's own office, with two maps.",
            "2021-05-06",
        ),
    ],
)
def test_a_lone_time_in_a_sentence_is_not_the_date(line, published):
    body = f"<h1>Bridge opens</h1><p>Cars rolled over it.</p><p>{line}</p><p>Nobody was hurt, the mayor says.</p>"
    assert metadata("<title>Bridge opens</title>", body, url=None).published == published


def test_an_article_that_contradicts_itself_still_has_a_date():
    head = "<title>Bridge opens</title>" + ld(
        {"@type": "NewsArticle", "headline": "Bridge opens", "datePublished": "2021-05-04T10:00:00Z"}
    )
    head += "<meta property='article:published_time' content='2021-05-06T10:00:00Z'>"
    body = "<h1>Bridge opens</h1><p class='date'>Updated: 6 May 2021</p><p>Cars rolled over it.</p>"
    assert metadata(head, body, url=None).published[:10] == "2021-05-04"


@pytest.mark.parametrize(
    ("kind", "author", "authors"),
    [
        ("Article", {"@type": "Organization", "name": "Harbour Post"}, ()),
        ("Article", {"@type": "Organization", "name": "Islanders' Union"}, ("Islanders' Union",)),
        ("Article", {"@type": "Person", "name": "Jo Roe"}, ("Jo Roe",)),
        ("NewsArticle", {"@type": "Organization", "name": "Harbour Post"}, ("Harbour Post",)),
    ],
)
def test_who_publishes_an_article_is_no_author_but_of_news(kind, author, authors):
    publisher = {"@type": "Organization", "name": "Harbour Post"}
    data = {"@type": kind, "headline": "Bridge opens", "author": author, "publisher": publisher}
    body = f"<h1>Bridge opens</h1><p>{'Cars rolled over it. ' * 20}</p>"
    assert metadata("<title>Bridge opens</title>" + ld(data), body, url=None).authors == authors


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("<p class='byline'>By <a>Jo Roe</a>. Reviewed by <a>Ann Poe</a></p>", ("Jo Roe",)),
        ("<p class='byline'>Written and reviewed by <a>Jo Roe</a></p>", ("Jo Roe",)),
        (
            "<p class='byline'>Von <a>Jana Roth</a></p><p class='byline'>Fachlich geprüft von <a>Uwe Alt</a></p>",
            ("Jana Roth",),
        ),
        (
            "<div><span>Editor : </span><a rel='author'>Budi Hartono</a></div><p class='author'>Oleh Siti Rahayu</p>",
            ("Siti Rahayu",),
        ),
        ("<div class='author'>Medically reviewed by <a>Ann Poe</a></div>", ("Ann Poe",)),
        ("<p class='byline'>By <a>Jo Roe</a>, <a>Harbour Post</a></p>", ("Jo Roe",)),
        ("<p class='author'><a rel='author'>Jo</a></p><p>By Jo Roe</p>", ("Jo Roe",)),
        ("<p class='author'><a rel='author'>Terms &amp; Conditions</a></p><p>By Jo Roe</p>", ("Jo Roe",)),
    ],
)
def test_who_helped_is_no_author_where_one_is_named(byline, authors):
    head = "<title>Bridge opens</title><meta property='og:site_name' content='Harbour Post'>"
    body = f"<h1>Bridge opens</h1>{byline}<p>{'Cars rolled over it. ' * 20}</p>"
    assert metadata(head, body, url=None).authors == authors


def test_dates_printed_by_the_headline():
    body = "<h1>Bridge opens after nine years</h1><p>4 May 2021</p><p>Cars rolled over it for the first time.</p>"
    assert metadata("<title>Bridge opens after nine years</title>", body, url=None).published == "2021-05-04"


@pytest.mark.parametrize(
    ("figure", "caption"),
    [
        (
            "<figcaption>The bridge at dawn. <span class='credit'>Jo Roe</span></figcaption>",
            Caption("The bridge at dawn.", "Jo Roe"),
        ),
        (
            "<figcaption>The bridge at dawn. Photograph: Jo Roe/Getty</figcaption>",
            Caption("The bridge at dawn.", "Jo Roe/Getty"),
        ),
        ("<p class='image-caption'>The bridge at dawn.</p>", Caption("The bridge at dawn.")),
        ("<p class='img-info'>The bridge at dawn.</p>", Caption("The bridge at dawn.")),
    ],
)
def test_captions(figure, caption):
    assert metadata("", f"<h1>Bridge</h1><figure><img src='a.jpg'>{figure}</figure>").captions == (caption,)


def test_text_behind_an_image_that_says_its_alternative_text():
    said = "The new bridge over the river at dawn"
    assert metadata("", f"<img alt='{said}'><div><span>{said}</span></div>").captions == (Caption(said),)
    assert metadata("", f"<a href='/x'><img alt='{said}'><span>{said}</span></a>").captions == ()


def test_nothing_is_known_of_an_empty_page():
    found = pick(from_html(page(), None))
    assert (found.title, found.authors, found.published, found.captions, found.site) == (None, (), None, (), None)


def test_values_are_plain():
    found = metadata("<meta property='og:title' content='A\u202e bridge\u0007 &amp;amp; &lt;i&gt;more&lt;/i&gt;'>")
    assert found.title == "A bridge & more"


def test_the_tree_is_left_as_it_was():
    tree = page("<title>Bridge</title>", "<h1>Bridge</h1><p>by <b>Jo</b></p>")
    before = html.tostring(tree)
    from_html(tree, URL)
    assert html.tostring(tree) == before


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60),
    st.sampled_from(["h1", "time", "figcaption", "p class='byline'", "title"]),
)
def test_any_text_in_any_place(text, tag):
    root = html.document_fromstring("<html><body></body></html>")
    element = html.fragment_fromstring(f"<{tag}></{tag.split()[0]}>")
    element.text = text
    root.append(element)
    pick(from_html(root, None))


def test_time_grows_linearly():
    from time import process_time

    def cost(n):
        tree = page(
            "",
            "<h1>Bridge</h1>"
            + "<div class='byline related teaser'><a href='/author/x'>Jo Roe</a> <time>x</time></div>" * n,
        )
        start = process_time()
        from_html(tree, URL)
        return process_time() - start

    cost(100)
    # The garbage of a whole suite may be collected in the middle of one; that of both is no accident.
    assert min(cost(8_000), cost(8_000)) < 40 * max(cost(800), 0.01)


IMAGE = "<img src='a.jpg' alt='{0}'>"
BODY = "<p>The bridge was closed for nine years, and the town had got used to the way round by the mill.</p>"


@pytest.mark.parametrize(
    ("markup", "captions"),
    [
        # plain paragraphs and boxes behind a picture
        (
            f"<div><picture><source srcset='a.webp'>{IMAGE.format('The ferry at noon')}</picture></div>"
            "<div><span>The ferry at noon</span></div>",
            [Caption("The ferry at noon")],
        ),
        (
            f"<div class='image-widget'><span>{IMAGE.format('')}</span><p>The old pier from the mill</p>"
            "<p>Image: JO ROE</p></div>",
            [Caption("The old pier from the mill", "JO ROE")],
        ),
        (
            f"<p>{IMAGE.format('')}</p><p><em>The old pier, seen from the mill.</em></p>",
            [Caption("The old pier, seen from the mill.")],
        ),
        (
            f"<div class='caption'>{IMAGE.format('')}<span class='source'>Echo</span>"
            "<span class='caption'>The old pier from the mill</span></div>",
            [Caption("The old pier from the mill", "Echo")],
        ),
        (
            f"<figure>{IMAGE.format('')}<figcaption>The pier. <i class='credit'>Jo Roe</i>/AFP</figcaption></figure>",
            [Caption("The pier.", "Jo Roe/AFP")],
        ),
        # what stands where captions stand and is none
        (f"<div>{IMAGE.format('')}<p class='text-caption'>Read more</p></div>", []),
        (f"<div>{IMAGE.format('')}<p class='text-caption'>3 May 2024, 10:05</p></div>", []),
        (f"<div>{IMAGE.format('')}<p class='text-caption'>By Hanna Lind</p></div>", []),
        (f"<div>{IMAGE.format('')}<p class='photo-text'>Hanna Lind</p></div>", []),
        (f"{BODY * 6}<p class='text-caption'>You are signed in as a guest of the Echo</p>", []),
        (f"<a href='/b'><figure>{IMAGE.format('')}<figcaption>Two held at the mill</figcaption></figure></a>", []),
        ("<figure><blockquote>We go on.</blockquote><figcaption>Ada Lind, harbour master</figcaption></figure>", []),
        (f"<p>{IMAGE.format('')}</p>{BODY}", []),
        (f"<p>{IMAGE.format('')}</p><p><em>The ferry</em> left at six, as it has done every day since 1986.</p>", []),
        # a link to the picture itself
        (
            f"<figure><a href='/big.jpg'>{IMAGE.format('')}<figcaption>The pier in May</figcaption></a></figure>",
            [Caption("The pier in May")],
        ),
    ],
)
def test_captions_by_place_and_what_is_none(markup, captions):
    assert list(metadata("", f"<h1>Bridge opens</h1>{markup}{BODY}").captions) == captions


def test_captions_of_the_next_story_are_not_the_articles():
    figure = "<figure><img src='{0}.jpg'><figcaption>{1}</figcaption></figure>"
    own, other = "The new bridge on its first morning.", "A market stall in another town altogether."
    links = "".join(f"<li><a href='/{i}'>Story number {i} of the day</a></li>" for i in range(12))
    page = (
        f"<html><body><article><h1>Bridge opens</h1>{figure.format('a', own)}{BODY * 6}</article><ul>{links}</ul>"
        f"<section>{figure.format('b', other)}</section></body></html>"
    )
    assert [c.text for c in cleaner.clean(page, kind="html").metadata.captions] == [own]


@pytest.mark.parametrize(
    ("title", "address", "head", "want"),
    [
        ("Ardenline: Boats for every day", "https://ardenline.example/", "", "Ardenline: Boats for every day"),
        ("Ardenline | Boats for every day", "https://www.ardenline.example", "", "Ardenline | Boats for every day"),
        ("Boats for every day | Ardenline", "https://ardenline.example/", "", "Boats for every day"),
        ("Ardenline: Boats for every day", "https://ardenline.example/boats", "", "Boats for every day"),
        ("Ardenline: Boats for every day", "https://ardenline.example/?p=12", "", "Boats for every day"),
        (
            "Ardenline: Boats are late again",
            "https://ardenline.example/",
            '<meta property="article:published_time" content="2024-05-03T10:00:00Z">',
            "Boats are late again",
        ),
    ],
)
def test_the_title_of_a_front_page_begins_with_the_name_of_its_site(title, address, head, want):
    html = f"""<html><head><title>{title}</title><meta property="og:title" content="{title}">
    <meta property="og:site_name" content="Ardenline"><link rel="canonical" href="{address}">{head}</head>
    <body><h2>Rent a boat</h2><p>Our boats lie at the pier, and whoever wants one calls the day before.</p></body>"""
    assert cleaner.clean(html, kind="html", url=address).metadata.title == want
