"""Large pages are held in less memory than others, and read alike."""

import json
from pathlib import Path

import pytest
from lxml.html import fromstring

import cleaner
from cleaner.classify.blocks import features, layout
from cleaner.metadata.html.guesses import guesses
from cleaner.metadata.html.page import Page

FIXTURES = Path(__file__).parents[1] / "fixtures"
PAGES = sorted(FIXTURES.glob("*/input.html"))[:12]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.parent.name)
def test_a_page_read_as_a_large_one_comes_out_the_same(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = json.loads(cleaner.clean(page).to_json())
    for module in (features, layout):
        monkeypatch.setattr(module, "MANY", 1)
    assert json.loads(cleaner.clean(page).to_json()) == usual


def test_htmldate_is_not_asked_of_a_page_of_too_many_elements(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page(fromstring('<html><body><p>Hm.</p><p class="date">4 March 2024</p></body></html>'))
    assert [claim.value for claim in guesses(page)] == ["2024-03-04"]
    monkeypatch.setitem(guesses.__globals__, "MAX_ELEMENTS", 2)
    assert not list(guesses(page))
