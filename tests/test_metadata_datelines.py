import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.lines.datelines import MAX_DATELINE, dateline
from cleaner.model import Dateline

DATELINES = {
    "Feb. 16 (UPI) -- |U.S. officials": Dateline(None, "UPI", "Feb. 16"),
    "Brussels (AFP) - |The ministers": Dateline("Brussels", "AFP", None),
    "BRUSSELS, Feb 16 (Reuters) — |The": Dateline("BRUSSELS", "Reuters", "Feb 16"),
    "(CNN) — |The": Dateline(None, "CNN", None),
    "(CNN)|The": None,
    "ATLANTA, Georgia (CNN) -- |A": Dateline("ATLANTA, Georgia", "CNN", None),
    "LONDON — |The": Dateline("LONDON", None, None),
    "ST. PAUL, Minn. -- |The": Dateline("ST. PAUL, Minn.", None, None),
    "LONDON/PARIS (Reuters) - |Two": Dateline("LONDON/PARIS", "Reuters", None),
    "NEW YORK, Oct. 3, 2019 /PRNewswire/ -- |Acme": Dateline("NEW YORK", "PRNewswire", "Oct. 3, 2019"),
    "Berlin (dpa/tmn) - |Wer": Dateline("Berlin", "dpa/tmn", None),
    "MOSKAU, 16. Februar (dpa) - |Der": Dateline("MOSKAU", "dpa", "16. Februar"),
    "Paris, le 16 février 2017 (AFP) - |Le": Dateline("Paris", "AFP", "16 février 2017"),
    "MADRID, 16 Feb. (EUROPA PRESS) - |El": Dateline("MADRID", "EUROPA PRESS", "16 Feb."),
    "(ANSA) - ROMA, 16 FEB - |Il": Dateline("ROMA", "ANSA", "16 FEB"),
    "New Delhi, Feb 16 (PTI) |The": Dateline("New Delhi", "PTI", "Feb 16"),
    "新华社北京2月16日电 |中国": Dateline("北京", "新华社", "2月16日"),
}
ORDINARY = [
    "",
    "NASA — The agency said",
    "BREAKING — The mayor resigned",
    "UPDATE: The mayor resigned",
    "Jones (D-Texas) — who voted no — left",
    "He said (AP) - no",
    "The United States (US) - a country",
    "The BBC (which paid) said — nothing",
    "LONDON — and not Paris — was chosen",
    "London - the city - was asleep.",
    "On Feb. 16 (a Thursday) - the ministers met",
    "IBM (NYSE) - The company",
    '"No," he said - and left.',
    "The ministers met on Thursday in Brussels.",
]


@pytest.mark.parametrize("marked", [m for m, d in DATELINES.items() if d])
def test_datelines(marked):
    at = marked.index("|")
    assert dateline(marked.replace("|", "")) == (DATELINES[marked], at)


@pytest.mark.parametrize("paragraph", ORDINARY)
def test_ordinary_sentences_have_none(paragraph):
    assert dateline(paragraph) is None


@given(st.text(st.characters(), max_size=200))
def test_any_text(text):
    found = dateline(text)
    assert found is None or 0 < found[1] <= min(len(text), MAX_DATELINE)
