import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.lines.dates import iso, printed_dates, stated_date

DATES = {
    "2024年5月3日午後2時30分": "2024-05-03T14:30:00",
    "2024年5月3日（金）午前10時05分": "2024-05-03T10:05:00",
    "2024年5月3日 下午2:30": "2024-05-03T14:30:00",
    "2024년 5월 3일 오후 2시 30분": "2024-05-03T14:30:00",
    "2017-02-16": "2017-02-16",
    "2017-02-16T10:05:00+01:00": "2017-02-16T10:05:00+01:00",
    "2017-02-16T10:05:00.123Z": "2017-02-16T10:05:00+00:00",
    "2017-02-16 10:05": "2017-02-16T10:05:00",
    "20170216T100500Z": "2017-02-16T10:05:00+00:00",
    "Thu, 16 Feb 2017 10:00:00 GMT": "2017-02-16T10:00:00+00:00",
    "Feb. 16, 2017": "2017-02-16",
    "16 de febrero de 2017": "2017-02-16",
    "16. Februar 2017, 10:05 Uhr": "2017-02-16T10:05:00",
    "Published: 3rd May 2019 at 5:30 pm": "2019-05-03T17:30:00",
    "16/02/2017": "2017-02-16",
    "02/16/2017": "2017-02-16",
    "3.4.2017": "2017-04-03",
    "2017年2月16日": "2017-02-16",
    "2017. 2. 16.": "2017-02-16",
    "16 февраля 2017": "2017-02-16",
    "1ος Μαρτίου 2024": "2024-03-01",
}
NO_DATE = ["", "03/04/2017", "May 3", "2019-13-45", "31.2.2017", "yesterday", "call 555-2017", "1.2.3.2017", "2017"]


@pytest.mark.parametrize("text", DATES)
def test_dates(text):
    assert iso(text) == DATES[text]
    assert (iso(text) or "")[:10] == DATES[text][:10]
    assert printed_dates(text) in [(DATES[text][:10],), ()]


@pytest.mark.parametrize("text", NO_DATE)
def test_no_date_is_guessed(text):
    assert iso(text) is None


def test_all_printed_dates_in_order():
    assert printed_dates("Published May 3, 2019, updated 4 May 2019") == ("2019-05-03", "2019-05-04")


@pytest.mark.parametrize(
    ("value", "stamp"),
    [
        ("1488369600", "2017-03-01T12:00:00+00:00"),
        ("1488369600000", "2017-03-01T12:00:00+00:00"),
        ("1488369600.25", "2017-03-01T12:00:00+00:00"),
        ("2017-03-01", "2017-03-01"),
        ("2017030112", None),
        ("14883696001", None),
    ],
)
def test_seconds_since_1970_in_fields_that_are_meant_for_dates(value, stamp):
    assert stated_date(value) == stamp


def test_a_number_that_is_printed_is_no_date():
    assert iso("1488369600") is None


@given(st.text(st.characters(), max_size=200))
def test_any_text(text):
    assert iso(text) is None or iso(text)[:4].isdecimal()
