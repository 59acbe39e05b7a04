import pytest

import cleaner
from cleaner.lines.agencies import agency_in

AGENCIES = {
    "By Jane Roe, Reuters": "Reuters",
    "Von Jo Roe, dpa": "dpa",
    "(dpa/Jo Roe)": "dpa",
    "Jo Roe | AFP": "AFP",
    "By The Associated Press": "The Associated Press",
    "The Associated Press": "The Associated Press",
    "By Ana Petra": None,
    "By Ana, Petra and Sana": None,
    "By Jane Roe": None,
}


@pytest.mark.parametrize("byline", AGENCIES)
def test_agencies_in_bylines(byline):
    assert agency_in(byline) == AGENCIES[byline]


BODY = "<p>The ferry left at six in the morning, as it has done on every working day since 1986, the company said.</p>"


def metadata(opening):
    return cleaner.clean(f"<article><h1>Ferry sails again</h1>{opening}{BODY * 4}</article>", kind="html").metadata


def test_an_agency_is_told_from_the_people():
    found = metadata("<p>By Jane Roe, Reuters</p>")
    assert (found.authors, found.agency) == (("Jane Roe",), "Reuters")


def test_the_agency_of_a_dateline():
    assert metadata(f"<p>VARNA (Reuters) - {BODY[3:]}").agency == "Reuters"
