"""What Markdown's structure is, and which text is Markdown at all."""

import pytest

from cleaner.lines.markdown import is_markdown, lists, structure


def kinds(text):
    return [(text[s.start : s.end], s.kind) for s in structure(text)]


def test_structure():
    text = (
        "# Ferry\n\nText with a [link][1].\n\nTimes\n-----\n\n| day | hour |\n|---|:-:|\n| Mon | 6 |\n\n"
        '<p align="center">\n\n```sh\n# not a heading\n```\n\n    indented\n    code\n\nText\n    that goes on\n\n'
        "[1]: /x\n"
    )
    assert kinds(text) == [
        ("# Ferry", "heading"),
        ("Times", "heading"),
        ("-----", "heading"),
        ("| day | hour |", "table"),
        ("|---|:-:|", "table"),
        ("| Mon | 6 |", "table"),
        ('<p align="center">', "html"),
        ("```sh", "code"),
        ("# not a heading", "code"),
        ("```", "code"),
        ("    indented", "code"),
        ("    code", "code"),
        ("[1]: /x", "link"),
    ]


def test_an_open_fence_reaches_to_the_end_and_line_ends_may_be_of_any_kind():
    assert kinds("a\r\n~~~\r\nb\r\n\r\nc") == [("~~~", "code"), ("b", "code"), ("", "code"), ("c", "code")]
    assert kinds("a\r## B\rc") == [("## B", "heading")]


@pytest.mark.parametrize(
    "text",
    [
        "# Ferry times\n\nThe ferry sails at six.",
        "The ferry.\n\n## Times\n\nAt six.",
        "See [the table](times.md).",
        "![The Ida](ida.jpg)",
        "```\nx\n```",
        "See [here].\n\n[here]: https://ferry.example/",
        "| a | b |\n|---|---|\n| 1 | 2 |",
    ],
)
def test_markdown(text):
    assert is_markdown(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The ferry sails at six.",
        "Run it:\n# stop the pump\nsystemctl stop pump",
        "#ferry #harbour",
        "The ferry\n=========\n\nIt sails at six.",
        "    The ferry\n\n    sails at six.",
        "<p>The ferry sails at six.</p>",
        "Herd | Grazing | Sheep",
        "The ferry [archive] (now closed)",
    ],
)
def test_plain_text(text):
    assert not is_markdown(text)


def test_lists():
    text = "- one\n  goes on\n\n- two\n1. three\n\nText\n\n* four\n-five\n"
    assert [[text[a:b] for a, b in items] for items in lists(text)] == [["- one", "- two", "1. three"], ["* four"]]


def test_an_entry_of_a_table_of_contents():
    assert kinds("- [Share](#share)\n- [Share](https://ferry.example/#share)\n") == [("- [Share](#share)", "link")]


def test_literal_blocks():
    text = "It prints::\n\n    Advertisement\n\n    Share\n\nAdvertisement\n\n    Share\n\n::\n\n\tRead more\nEnd\n"
    assert kinds(text) == [("    Advertisement", "code"), ("    Share", "code"), ("\tRead more", "code")]
