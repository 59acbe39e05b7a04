"""Lines of the body that match a phrase by chance: headings, items of lists, fields of records, parts of sentences."""

from __future__ import annotations

import pytest

import cleaner

HEAD = ["Home", "News", "Share on Facebook", "By Jane Roe", "3 May 2024", "4 min read"]
TAIL = ["Related Articles", "Night ferry stops for good", "Leave a comment", "Privacy Policy"]
PROSE = [
    "The ferry to the island runs again from Monday, now that the new pier has been approved by the council.",
    "For four months the two hundred people on the island had to fetch their milk and their mail in rowing boats.",
    "The tickets cost as much as they did before the flood, and dogs still travel free of charge on all boats.",
    "Nobody in the lower town had been told, the warden said, and the ferry had already left for the night.",
]


def kept(*body: str, gap: str = "\n\n") -> list[str]:
    """The lines that stay of `body` between prose, on a page with residue above and below."""
    text = gap.join([*HEAD, *PROSE[:2], *body, *PROSE[2:], *TAIL])
    lines = cleaner.clean(text, kind="text").text.split("\n")
    assert "Share on Facebook" not in lines and "Leave a comment" not in lines
    return [line for line in body if line in lines]


@pytest.mark.parametrize(
    "heading",
    ["Privacy", "Accessibility", "Podcasts", "Picture-in-Picture", "Mobile app", "Discussion", "Datenschutz", "Meer"],
)
def test_a_heading_above_a_paragraph_stays(heading: str) -> None:
    section = [heading, "Every cabin has a door of its own, and what is said behind it is nobody else's affair at all."]
    assert kept(PROSE[0] + " So it was said.", PROSE[1] + " So it is.", *section) == [
        PROSE[0] + " So it was said.",
        PROSE[1] + " So it is.",
        *section,
    ]


@pytest.mark.parametrize("label", ["Advertisement", "Share", "Teilen", "Play Video", "Cookie settings"])
def test_a_button_above_a_paragraph_goes(label: str) -> None:
    assert kept(PROSE[0] + " So it was said.", label, PROSE[1] + " So it is.") == [
        PROSE[0] + " So it was said.",
        PROSE[1] + " So it is.",
    ]


LISTS = {
    "features": ["- Works without a net", "- Supports Unsplash", "- Runs on the ferry", "- Duration (in hours)"],
    "papers": ["- Title", "- Names of the crew", "- Copyright license", "- Place of the berth"],
    "crew": ["1. Olan Odd", "2. Hanna T. Rex", "3. Omar Haddad", "4. Dora Mill"],
    "steps": ["1. Read", "2. Sign on the dotted line", "3. Hand it to the crew", "4. Wait for the bell"],
    "Zutaten": ["• 200 g Graupen", "• 1 Zwiebel", "• Salz und Teilen", "• Video der Köchin"],
}


@pytest.mark.parametrize("items", LISTS.values(), ids=list(LISTS))
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["lines", "paragraphs"])
def test_an_item_of_a_list_of_the_body_stays(items: list[str], gap: str) -> None:
    assert kept(*items, gap=gap) == items


def test_an_item_of_a_list_that_ends_the_body_stays() -> None:
    items = ["- Olan Odd", "- Hanna T. Rex", "- Omar Haddad", "- Dora Mill"]
    rules = cleaner.Pipeline.preset("article").without("classifier")
    text = rules.clean("\n\n".join([*HEAD, *PROSE, "The crew", *items]), kind="text").text
    assert text.endswith("\n\n".join(items))


def test_a_list_of_buttons_goes() -> None:
    assert kept("- Share on Facebook", "- Share on Twitter", "- Print this page", "- Copy link") == []


def test_a_step_that_begins_like_a_counter_stays() -> None:
    step = "3. Read Your Ticket Out Loud"
    assert kept(step) == [step]
    assert kept("3 reads") == []


@pytest.mark.parametrize(
    "record",
    [
        ["The Deep Ferry", "Author: Hanna Lind", "Publisher: Mill Press", "Pages: 212", "Place: Havre"],
        ["Lock Scanner", "Type: Module", "Author: Omar Haddad", "Path: tools/lock", "Size: small"],
        ["Die tiefe Fähre", "Verlag: Mühle", "Autor: Hanna Lind", "Seiten: 212", "Ort: Havre"],
    ],
)
def test_a_field_of_a_record_stays(record: list[str]) -> None:
    assert kept(*record) == record


@pytest.mark.parametrize(
    "sentence",
    [
        ["The picture on the front of the paper from", "30 April 1965", "is a startling thing, and nobody bought it."],
        ["She kept the last printed page of the", "Most Read", "list in her drawer, next to the bell of the ferry."],
        [
            "Das Bild auf der ersten Seite vom",
            "30. April 1965",
            "ist erstaunlich, und niemand hat die Zeitung gekauft.",
        ],
        ["他说这条新渡船的航线从春天开始就由当地的", "《河口日报》", "。记者获悉，票价和去年一样，狗可以免费乘船。"],
    ],
)
def test_a_sentence_that_was_broken_at_its_links_stays(sentence: list[str]) -> None:
    assert kept(*sentence) == sentence
    assert kept(*sentence, gap="\n") == sentence


def test_a_notice_that_was_broken_goes() -> None:
    assert kept("Try refreshing your browser, or", "tap here to see other videos from our team.") == []


@pytest.mark.parametrize("question", ["Got it?", "Comments?", "Alles klar?"])
def test_a_question_is_no_button(question: str) -> None:
    assert kept(question) == [question]


def test_a_footnote_that_calls_itself_a_disclaimer_stays() -> None:
    note = "Disclaimer: where the two columns differ, that is because the crew counts the dogs and the town does not."
    assert kept(note) == [note]
    assert kept("Disclaimer: The opinions in this article are those of the author and not of the paper.") == []


def test_a_row_of_a_table_is_no_time_stamp() -> None:
    rows = ["400 │ 2020-08-01 18:00:00+00 │ 24", "412 │ 2020-08-02 18:00:00+00 │ 25"]
    assert kept(*rows) == rows


@pytest.mark.parametrize("name", ["WordPress Ferry »", "the IronBridge Pier", "OpenShift Ferries"])
def test_a_link_to_another_story_does_not_end_inside_a_name(name: str) -> None:
    assert kept(f"Read more: The ultimate guide to {name}") == []
    assert f"guide to {name}" not in cleaner.clean(
        "\n\n".join([*HEAD, *PROSE[:2], f"Read more: The ultimate guide to {name}", *PROSE[2:], *TAIL])
    ).text.replace("\n", " ")


@pytest.mark.parametrize(
    "date",
    ["2024年5月3日", "2024年5月3日（金）", "2024年5月3日午後2時30分", "2024년 5월 3일 (금)", "2024年5月3日 下午2:30"],
)
def test_a_date_among_entries_of_a_menu_is_a_time_stamp(date: str) -> None:
    river = "島へ渡る船は月曜日から再び動き始める。町の議会が新しい桟橋を認めたためだと、船長の大西花子さんが語った。"
    milk = "四か月の間、島の二百人は牛乳も手紙も小さな舟で取りに行かなければならなかった。犬は今年も無料で乗れる。"
    page = "\n".join(["ホーム", "ニュース", "スポーツ", date, river, milk, "関連記事", "プライバシーポリシー"])
    result = cleaner.clean(page, kind="text")
    assert [r.kind for r in result.removals if r.text == date] == ["timestamp"]
    assert result.text == f"{river}\n{milk}"
