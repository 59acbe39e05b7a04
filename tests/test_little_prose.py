"""Bodies of little prose: lists, tables of results, dialogues and poems stay where residue stands around them."""

from __future__ import annotations

import pytest

import cleaner

HEADS = [
    ["Home", "News", "Sport", "Share on Facebook", "Tweet", "By Jane Roe", "3 May 2024", "4 min read"],
    ["Startseite", "Politik", "Sport", "Teilen", "Von Jana Roth", "3. Mai 2024, 10:05 Uhr"],
    ["Home | News | Sport", "Published 3 May 2024", "Share this article"],
]
TAILS = [
    ["Related Articles", "Night ferry stops for good", "Two held after break-in", "Leave a comment"],
    ["Mehr zum Thema", "Nachtfähre hört auf", "Zwei Festnahmen nach Einbruch", "Kommentar schreiben"],
    ["Tags: river, flood", "Share this article", "Read next", "Mill to be sold", "Contact us", "Privacy Policy"],
]
BODIES = {
    "horoscope": ["Aries", "Someone will call. Do not pick up.", "Leo", "Wait until Thursday.", "Lucky number: 7"],
    "prices": ["Closing prices", "Havre Ferry 12.40 +0.15", "Mill Holdings 3.02 -0.08", "Ropewalk 118.00 0.00"],
    "results": ["Single sculls", "1. Lind (Havre) 7:02.4", "2. Haddad (Mill Town) 7:05.1", "Double sculls"],
    "recipe": ["Barley soup", "Serves 4", "Ingredients", "200 g pearl barley", "1 onion, chopped", "Directions",
               "1. Rinse the barley under cold water and leave it to drain while you chop the onion.", "2. Simmer it."],
    "dialogue": ["“Where is it?”", "“The boat.”", "She looked at the water for a while, and the water looked back, "
                 "as it always had when it knew something.", "“Gone.”"],
    "Dichtung": ["Der Fluss zählt keinen, den er trug,", "die Fähre weiß nicht, welcher Tag es ist;", "schlägt noch."],
    "programme": ["18.00 News", "18.30 The Weather", "19.25 Mill Lane", "20.10 Film: The Flood (1986)"],
    "نتائج": ["نتائج السباق", "1. هناء لند 7:02", "2. عمر حداد 7:05"],
    "ricetta": ["Risotto alla milanese", "Ingredienti", "320 g di riso", "1 cipolla", "Preparazione"],
    "crew": ["The crew", "Hanna Lind", "Omar Haddad", "Jane Roe", "were all on board when the bell rang for the last "
             "time, and all of them had their shoes on, which saved them."],
}  # fmt: skip


@pytest.mark.parametrize("head", range(3))
@pytest.mark.parametrize("body", BODIES, ids=list(BODIES))
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["lines", "paragraphs"])
def test_what_stands_between_head_and_tail_stays(head: int, body: str, gap: str) -> None:
    text = gap.join([*HEADS[head], *BODIES[body], *TAILS[head]])
    lines = cleaner.clean(text, kind="text").text.split("\n")
    assert [line for line in BODIES[body] if line not in lines] == []


def test_residue_around_it_goes() -> None:
    text = "\n\n".join([*HEADS[0], *BODIES["recipe"], *TAILS[0]])
    kept = cleaner.clean(text, kind="text").text
    assert not any(line in kept for line in ("Share on Facebook", "By Jane Roe", "Related Articles", "Leave a comment"))


@pytest.mark.parametrize(
    ("heading", "below"),
    [
        ("Twitter", "It was on Twitter that the first picture of the flood appeared, at ten past four, they say."),
        ("Instagram", "On Instagram the bridge has more than a thousand likes, and on the river it has none at all."),
        ("Tips", "Do not pull too tight."),
    ],
)
def test_a_heading_of_the_body_is_no_button(heading: str, below: str) -> None:
    text = "\n\n".join([*HEADS[0], BODIES["dialogue"][2], heading, below, BODIES["recipe"][6], *TAILS[0]])
    assert f"\n{heading}\n" in cleaner.clean(text, kind="text").text


def test_the_times_of_a_live_blog_stay_in_a_page() -> None:
    entries = ["The bridge is closed. The police ask everybody to stay away from the lower town.",
               "Two boats of the fire brigade are on the river, and the school is open for everybody.",
               "The pumps have failed again. It is the third time this year that nobody was told."]  # fmt: skip
    body = "".join(f"<p>{at}</p><p>{entry}</p>" for at, entry in zip(("09:42", "10:05", "10:31"), entries, strict=True))
    page = f"<html><body><nav><a href='/'>Home</a></nav><article><h1>Flood in Havre</h1>{body}</article></body></html>"
    assert "10:05" in cleaner.clean(page, kind="html").text


def test_an_entry_of_a_glossary_is_no_tag_list() -> None:
    entries = ["Bight: the slack part of a rope.", "Tag: the metal end of a lace.", "Fid: a tool."]
    text = "\n\n".join([*HEADS[0], "Glossary", *entries, *TAILS[0]])
    kept = cleaner.clean(text, kind="text").text
    assert all(entry in kept for entry in entries)
