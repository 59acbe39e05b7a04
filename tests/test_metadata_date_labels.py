import pytest
from lxml import html

from cleaner.lines.date_labels import label_role, labelled_dates
from cleaner.metadata.choose import pick
from cleaner.metadata.html import from_html

LINES = {
    "Published 3 May 2024, updated 5 May 2024": [("published", "2024-05-03"), ("modified", "2024-05-05")],
    "Published: 10:05 BST, 3 May 2024 | Updated: 12:10 BST, 4 May 2024": [
        ("published", "2024-05-03T10:05:00"),
        ("modified", "2024-05-04T12:10:00"),
    ],
    "Veröffentlicht am 3. Mai 2024, zuletzt aktualisiert am 4. Mai 2024": [
        ("published", "2024-05-03"),
        ("modified", "2024-05-04"),
    ],
    "Publié le 3 mai 2024 - Mis à jour le 4 mai 2024": [("published", "2024-05-03"), ("modified", "2024-05-04")],
    "Publicado 3 de mayo de 2024. Actualizado 4 de mayo de 2024": [
        ("published", "2024-05-03"),
        ("modified", "2024-05-04"),
    ],
    "Giriş: 03.05.2024 - 10:05 Güncelleme: 04.05.2024 - 11:15": [
        ("published", "2024-05-03T10:05:00"),
        ("modified", "2024-05-04T11:15:00"),
    ],
    "입력 2024.05.03 수정 2024.05.04": [("published", "2024-05-03"), ("modified", "2024-05-04")],
    "2024-05-03 发布 2024-05-04 更新": [("published", "2024-05-03"), ("modified", "2024-05-04")],
    "3 May 2024 (updated)": [("modified", "2024-05-03")],
    "3 May 2024, 09:14 (last modified: 5 May 2024, edited once in all)": [
        (None, "2024-05-03T09:14:00"),
        ("modified", "2024-05-05"),
    ],
    "Received 4 May 2022; accepted 16 December 2022; published 2 January 2023": [
        ("other", "2022-05-04"),
        ("other", "2022-12-16"),
        ("published", "2023-01-02"),
    ],
    "3 May 2024": [(None, "2024-05-03")],
    "Updated hourly": [],
}


@pytest.mark.parametrize("line", LINES)
def test_each_date_belongs_to_its_label(line):
    assert [tuple(d) for d in labelled_dates(line)] == LINES[line]


def test_the_nearest_label_speaks():
    assert label_role("First published here; last updated on") == "modified"
    assert label_role("The bridge opened on") is None


def dates(head, body):
    page = html.document_fromstring(f"<html><head>{head}</head><body><h1>Bridge opens</h1>{body}</body></html>")
    found = pick(from_html(page))
    return found.published, found.modified


def test_a_line_with_both_dates_gives_both():
    assert dates("", "<p>Published 3 May 2024, updated 5 May 2024</p>") == ("2024-05-03", "2024-05-05")


@pytest.mark.parametrize("tag", ["<li>{0} <time datetime='{1}'>x</time></li>", "<dt>{0}</dt><dd><time>{1}</time></dd>"])
def test_the_history_of_a_paper(tag):
    history = [("Received:", "2022-05-04"), ("Accepted:", "2022-12-16"), ("Published:", "2023-01-02")]
    body = "".join(tag.format(*step) for step in history)
    assert dates("", f"<ul>{body}</ul>")[0] == "2023-01-02"
    assert dates("<meta name='dc.date' content='2023-01-02'>", f"<ul>{body}</ul>")[0] == "2023-01-02"


def test_a_day_that_a_sentence_speaks_of_is_not_the_day_of_publication():
    told = "<p>The old bridge, which had stood since <time>1931-03-04</time>, was closed for good after the flood.</p>"
    head = "<meta property='article:published_time' content='2024-05-03T10:00:00Z'>"
    assert dates(head, told)[0] == "2024-05-03T10:00:00+00:00"
    assert dates("", f"<p>Published on <time>2024-05-03</time></p>{told}")[0] == "2024-05-03"


def test_seconds_in_an_attribute():
    assert dates("", "<p><time datetime='1714730400'>today</time></p>")[0] == "2024-05-03T10:00:00+00:00"
