"""What whoever scraped an article knows of it from elsewhere."""

from datetime import date, datetime
from typing import Any

import pytest

import cleaner

TITLE = "Town keeps its last ferry after a long vote"
BODY = (
    "The ferry left at six in the morning, as it has done on every working day since 1986.\n\n"
    "Nobody on board had slept, least of all the captain, who has been at sea for forty years now."
)
ON_ONE_LINE = BODY.replace("\n\n", " ")


def cut(text: str, title: str = TITLE, **options: Any) -> list[str]:
    """What goes of `text` because the headline is known."""
    result = cleaner.clean(text, title=title, **options)
    assert cleaner.clean(result.text, title=title, **options).text == result.text
    return [r.text for r in result.removals if r.rule == "known"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{TITLE}\n\n{BODY}", [TITLE]),
        (f"{TITLE.upper()}\n{BODY}", [TITLE.upper()]),
        (f"{TITLE} - The Valley Post\n\n{BODY}", [f"{TITLE} - The Valley Post"]),
        (f"Ferries\n\n{TITLE}\n\n{BODY}", [TITLE]),
        (f"{TITLE} {ON_ONE_LINE}", [TITLE]),
        (f"{TITLE} {ON_ONE_LINE} {ON_ONE_LINE} {ON_ONE_LINE}", [TITLE]),
    ],
)
def test_a_known_headline_is_found(text, expected):
    assert cut(text) == expected
    assert cleaner.clean(text).text != cleaner.clean(text, title=TITLE).text  # which nothing else had told


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"{BODY}\n\n{TITLE}\n\nThat is what the paper wrote in its first edition, and it was wrong about the vote.",
        f"{TITLE} said the paper on Monday, and the captain went back to his boat for the rest of the day.\n\n{BODY}",
        f"Town keeps on\n\n{BODY}",
        f"{TITLE}, as the captain had hoped for all along, and nobody else, to be honest about it. {ON_ONE_LINE}",
    ],
)
def test_what_only_looks_like_it_stays(text):
    assert cut(text) == [] and cleaner.clean(text, title=TITLE).text == cleaner.clean(text).text


def test_short_headlines_must_be_the_same():
    assert cut(f"Storm\n\n{BODY}", "Storm") == ["Storm"]
    assert cut(f"Storm warning\n\n{BODY}", "Storm") == []
    assert cut(f"Storm {BODY}", "Storm") == []


def test_a_page_that_does_not_mark_its_headline():
    paragraphs = "".join(f"<p>{p}</p>" for p in BODY.split("\n\n") * 3)
    page = f"<title>The Valley Post</title><main><div>{TITLE}</div>{paragraphs}</main>"
    result = cleaner.clean(page, title=TITLE)
    assert result.text.startswith("The ferry left") and TITLE not in result.text
    assert result.metadata.title == TITLE != cleaner.clean(page).metadata.title


def test_hints_are_the_metadata_and_the_others_their_rivals():
    text = f"A quite different line\nBy Hanna Lind\nMay 3, 2024\n\n{BODY}"
    found = cleaner.clean(text, title=f"  {TITLE} ", published="2024-05-04T10:00:00Z").metadata
    assert (found.title, found.published[:10]) == (TITLE, "2024-05-04")
    assert found.sources["title"] == found.sources["published"] == "hint"
    assert found.authors == ("Hanna Lind",) and found.sources["authors"] != "hint"
    assert "2024-05-03" in [c.value for c in found.explain("published")[1:]]


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("3 May 2024", "2024-05-03"),
        (date(2024, 5, 3), "2024-05-03"),
        (datetime(2024, 5, 3, 10), "2024-05-03T10:00:00"),
        ("1714730400", "2024-05-03"),
    ],
)
def test_dates_in_all_forms(published, expected):
    result = cleaner.clean(BODY, published=published)
    assert result.metadata.published.startswith(expected) and not result.flags


@pytest.mark.parametrize("hint", [{"published": "soon"}, {"title": "word " * 200}])
def test_odd_hints_are_flagged_and_passed_over(hint):
    result = cleaner.clean(BODY, **hint)
    assert [f.code for f in result.flags] == ["odd-hint"] and result.text == BODY
    assert "hint" not in result.metadata.sources.values()


@pytest.mark.parametrize("hint", [{}, {"title": "", "published": None}, {"title": " \n"}])
def test_empty_hints_are_none(hint):
    assert cleaner.clean(BODY, **hint) == cleaner.clean(BODY)


def test_explain_tells_all_in_order():
    text = f"Advertisement\n\n{BODY}\n\nWe donâ€™t sink, he said to the team, and laughed.\n\nShare this article"
    told = cleaner.clean(text, published="soon").explain().split("\n")
    assert told[0].startswith("flag/odd-hint: ")
    assert [line.rpartition(": ")[0] for line in told[1:]] == ["1: ads/label", "7: repair/mojibake", "9: share/button"]
    assert cleaner.clean(BODY).explain() == ""
