"""Where a part of what a reader sees of a block stands: cuts inside a block of Markdown take what they mean to."""

from __future__ import annotations

import pytest

import cleaner
from cleaner.lines.shown import shown_span
from cleaner.view import View

RIVER = "The river rose by two metres in a single night, the warden said, and nobody had been told."
MILL = "Farmers moved their cattle to the hills before dawn, while the council met in the school."


@pytest.mark.parametrize(
    ("block", "part", "cut"),
    [
        (f"- {MILL} Advertisement", "Advertisement", "Advertisement"),
        (f"> {MILL} **Advertisement**", "Advertisement", "**Advertisement**"),
        (f"1. {MILL} [Read more](https://x.example/a_(b))", "Read more", "[Read more](https://x.example/a_(b))"),
        (f"## {MILL} (Photo: Jane Roe)", "(Photo: Jane Roe)", "(Photo: Jane Roe)"),
        (f"* {MILL} Read more: [Night *ferry*](/n 'x')", "Read more", "Read more"),
        (f"- {MILL} Read more: [Night ferry](/n)", "Read more: Night ferry", "Read more: [Night ferry](/n)"),
        (f"- [{MILL[:20]}](/a) {MILL[21:]} ![a](/b.png) Share", "Share", "Share"),
        (f"- {MILL} Use `Share` here", "Share", None),
        (f"- {MILL} Use *this* and *that*", "this and", None),
        (f"- {MILL} [Night ferry stops](/n) tonight", "stops tonight", None),
    ],
)
def test_a_part_goes_with_its_own_marks(block: str, part: str, cut: str | None) -> None:
    text = f"# Flood\n\n{RIVER}\n\n{block}\n\n[x](/y) {RIVER}\n"
    document = cleaner.clean(text, kind="text", preset="repair", shape="markdown").document
    view = View(document)
    i = next(i for i, b in enumerate(view.blocks) if b.start <= text.index(MILL[:20]) < b.end)
    at = view.texts[i].index(part)
    span = shown_span(view, i, at, at + len(part))
    assert (None if span is None else view.text[slice(*span)]) == cut


def test_of_a_list_item_the_sentence_goes_that_was_meant() -> None:
    text = f"# Flood\n\n- {MILL} (Photo: Jane Roe/AFP)\n- {RIVER} [More](/a)\n\n{RIVER}\n"
    assert cleaner.clean(text, kind="text").text == text.replace(" (Photo: Jane Roe/AFP)", "")


def test_of_a_wrapped_paragraph_too() -> None:
    lines = (
        "> Farmers moved their cattle to the hills before dawn, while the council met\n"
        "> in the school. Sign up for our newsletter. The farmers of the valley were\n"
        "> not asked, and the ferry had already left for the night, the warden said.\n"
    )
    text = f"{lines}\n" * 3
    got = cleaner.clean(text, kind="text", shape="wrapped").text
    assert got == text.replace("Sign up for our newsletter. ", "")


@pytest.mark.parametrize(
    "line",
    [
        "Write {{ title }} where the title of the page should stand, and {{ author }} for its author.",
        'Put "{{ title }}" into the head of each page, said the man who had to know it.',
        "Write `{% if page %}` above it and `{% endif %}` below it, and see what comes of it.",
        "The shortcode [gallery ids=1] shows the pictures, and [video src=a] shows the film.",
        "The owner is served at his office (notice to [ADDRESS]) within thirty days of the vote.",
    ],
)
def test_code_that_a_sentence_speaks_of_stays(line: str) -> None:
    text = f"{RIVER}\n\n{line}\n\n{MILL}\n"
    assert cleaner.clean(text, kind="text").text == text


def test_code_stays_in_a_text_about_code_and_goes_from_any_other() -> None:
    code = "{{ title }}\n\n$(document).ready(function () { start(); });"
    other = f"{RIVER}\n\n{code}\n\n{MILL}\n"
    assert cleaner.clean(other, kind="text").text == f"{RIVER}\n\n{MILL}\n"
    about = f"This tutorial shows HTML, CSS and a jQuery plugin. {RIVER}\n\n{code}\n\n{MILL}\n"
    assert cleaner.clean(about, kind="text").text == about
