import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner.budget import Budget
from cleaner.metadata.choose import pick
from cleaner.metadata.text import from_text
from cleaner.model import Caption, Dateline, Document
from cleaner.read.lines import line_blocks
from cleaner.view import View

BODY = """The bridge over the river Orre opened on Tuesday, nine years after the first stone was laid.

Cars had waited since dawn, and the mayor, who crossed first, spoke of a good day for the bridge and for the town.

"Nine years is a long time for a bridge," said a woman from the other side, who had come on foot over the river."""


def found(text):
    document = Document(text, text, line_blocks(text))
    return pick(from_text(document, View(document), Budget()))


def test_the_first_line_is_a_guess_at_the_headline():
    metadata = found(f"Bridge over the river opens after nine years\n\n{BODY}")
    assert metadata.title == "Bridge over the river opens after nine years"
    assert metadata.sources["title"] == "first-lines"
    assert metadata.explain("title")[0].certainty < 1


def test_a_date_below_makes_the_guess_surer():
    plain = found(f"Bridge over the river opens after nine years\n\n{BODY}")
    dated = found(f"Bridge over the river opens after nine years\n\n4 May 2021\n\n{BODY}")
    assert dated.explain("title")[0].certainty > plain.explain("title")[0].certainty


@pytest.mark.parametrize(
    "text", [BODY, "", "Bridge", "Share\n\n" + BODY, f"{BODY}\n\nBridge over the river", "1\n\n2\n\n3"]
)
def test_prose_and_labels_are_no_headlines(text):
    assert found(text).title is None


def test_byline():
    assert found(f"Bridge over the river opens\n\nBy Jo Roe\n\n{BODY}").authors == ("Jo Roe",)


@pytest.mark.parametrize("text", [BODY, f"By noon the bridge was full\n\n{BODY}", f"{BODY}\n\nNew York"])
def test_no_author_without_a_byline(text):
    assert found(text).authors == ()


def test_dateline_and_language():
    metadata = found(f"BRUSSELS, May 4 (Reuters) - {BODY}")
    assert metadata.dateline == Dateline("BRUSSELS", "Reuters", "May 4")
    assert metadata.language == "en"


def test_spans_lie_on_the_document():
    text = f"Bridge over the river opens after nine years\n\n{BODY}"
    document = Document(text, text, line_blocks(text))
    claim = next(c for c in from_text(document, View(document), Budget()) if c.field == "title")
    assert claim.span is not None
    assert text[slice(*claim.span)] == claim.value


@given(st.text(st.characters(), max_size=400))
def test_any_text(text):
    found(text)
    found(f"{text}\n\n{BODY}")


WHOLE = """Town keeps its last ferry
By Hanna Lind
Published 3 May 2024, updated 5 May 2024
The Ida at the old harbour. Photo: Omar Haddad/Reuters
VARNA (Reuters) - The ferry left at six in the morning, as it has done on every working day since 1986.

Nobody on board had slept, least of all the captain. "We don't sink," he said to the team as the lights went out.

The line carried 61,000 passengers last year, most of them pupils and nurses, and it will run in winter too.
"""


@pytest.mark.parametrize("preset", ["repair", "safe", "article"])
def test_claims_are_read_off_the_text_whatever_is_cut(preset):
    found = cleaner.clean(WHOLE, kind="text", preset=preset).metadata
    assert found.title == "Town keeps its last ferry"
    assert (found.authors, found.agency) == (("Hanna Lind",), "Reuters")
    assert (found.published, found.modified) == ("2024-05-03", "2024-05-05")
    assert found.captions == (Caption("The Ida at the old harbour.", "Omar Haddad/Reuters"),)
    assert found.dateline is not None and found.dateline.place == "VARNA"


def test_what_a_sentence_says_is_no_claim():
    body = (
        "The bridge, built on 3 May 1931, was closed.\n\n"
        "The council last updated its plan on 5 May 2024, the mayor said, and nobody has asked for it since then.\n\n"
        "Table: Source: Harbour Office\n\n"
    )
    found = cleaner.clean(body + WHOLE[-240:], kind="text", preset="repair").metadata
    assert (found.published, found.modified, found.captions) == (None, None, ())


EXPORT = """Copyright 2018 Harbour Media
The Arden Post

SECTION: NEWS; Pg. A4

HEADLINE: Bridge keeps its toll for three more winters

BYLINE: Dana Whitlock, Staff Reporter

{0}

Load-Date: September 19, 2018
"""


def test_the_labelled_lines_of_an_export():
    metadata = cleaner.clean(EXPORT.format(BODY), kind="text").metadata
    assert metadata.title == "Bridge keeps its toll for three more winters"
    assert (metadata.authors, metadata.section) == (("Dana Whitlock",), "NEWS")
    assert metadata.published == "2018-09-19"


def test_one_label_makes_no_export():
    metadata = cleaner.clean(f"Section: the part of the river that the bridge spans\n\n{BODY}", kind="text").metadata
    assert metadata.section is None
