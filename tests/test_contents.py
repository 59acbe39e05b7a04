"""A table of contents goes; other lists of links, and lists that no heading repeats, stay."""

import pytest

from cleaner import clean
from cleaner.classify.blocks.contents import contents
from cleaner.page import parse
from cleaner.page.blocks import page_blocks

URL = "https://news.example/ferries"
NAMES = ("Where to board", "What to bring", "Dogs on deck", "Night crossings")


def entries(*names, address="#part-{}", number="{}"):
    items = [f'<li><a href="{address.format(i)}">{number.format(n)}</a></li>' for i, n in enumerate(names)]
    return f"<ul>{''.join(items)}</ul>"


def sections(*names):
    return "".join(
        f'<h2 id="part-{i}">{i + 1}. {n}</h2><p>Of this there is more to say.</p>' for i, n in enumerate(names)
    )


def gone(html, url=URL):
    blocks = page_blocks(parse(f"<body>{html}</body>").root)
    return [blocks[i].text for i in sorted(contents(blocks, [True] * len(blocks), url))]


@pytest.mark.parametrize("address", ["#part-{}", URL + "#part-{}"])
def test_lists_of_the_headings_go(address):
    assert gone(entries(*NAMES, address=address) + sections(*NAMES)) == [*NAMES]


def test_what_wikis_write_behind_headings_is_no_part_of_them():
    made = entries(*NAMES, number="{}") + sections(*NAMES).replace("</h2>", "<span>[edit]</span></h2>")
    assert gone(made) == [*NAMES]


def test_lists_in_lists_and_a_heading_that_is_worded_otherwise_go_with_them():
    inner = entries("Small dogs", "Large dogs").replace("<ul>", "<li><ul>").replace("</ul>", "</ul></li>")
    made = entries(*NAMES, "Summing up").replace("</ul>", f"{inner}</ul>")
    assert gone(made + sections(*NAMES, "Small dogs", "Large dogs", "In short")) == [
        *NAMES, "Summing up", "Small dogs", "Large dogs",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "html",
    [
        entries(*NAMES, address="/part-{}") + sections(*NAMES),  # other pages
        entries(*NAMES) + sections("Fares"),  # nothing that a heading says
        entries(*NAMES[:2]) + sections(*NAMES),  # two
        "<ul>" + "".join(f"<li>{n}</li>" for n in NAMES) + "</ul>" + sections(*NAMES),  # no links: a summary
        entries(*NAMES, number="{}, which is told below at some length") + sections(*NAMES),
        "<ol>" + "".join(f'<li>A note. <a href="#r{i}">↑</a></li>' for i in range(4)) + "</ol>" + sections(*NAMES),
    ],
)
def test_other_lists_stay(html):
    assert gone(html) == []


def test_the_headings_stay():
    story = "The ferry sails again on Monday, the harbour board said on Friday, after three weeks spent in dock."
    parts = "".join(f'<h2 id="part-{i}">{n}</h2><p>{story} {n}.</p>' for i, n in enumerate(NAMES))
    html = f"<html><body><article><h1>Ferries</h1><p>{story}</p>{entries(*NAMES)}{parts}</article></body></html>"
    result = clean(html, kind="html", url=URL)
    assert all(result.text.count(f"{n}\n\n") == 1 for n in NAMES)
    assert {r.kind for r in result.removals if r.rule == "contents"} == {"menu"}


def test_addresses_are_compared_with_that_of_the_page():
    html = (
        f"<html><body><article><h1>Ferries</h1>{entries(*NAMES, address=URL + '#part-{}')}{sections(*NAMES)}</article>"
    )
    assert [r for r in clean(html, kind="html", url=URL).removals if r.rule == "contents"]
    assert not [r for r in clean(html, kind="html").removals if r.rule == "contents"]
