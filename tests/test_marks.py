"""Filters are not called where a view shows nothing of what they look for, and would find nothing there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import cleaner
from cleaner.chain import Phase, run
from cleaner.filters._marks import acting
from cleaner.model import Cut
from cleaner.presets import BUILT_IN, SAFE
from cleaner.read.text import read_text
from cleaner.view import View

FIXTURES = sorted((Path(__file__).parents[1] / "fixtures").glob("*/input.*"))[::2]
PLAIN = "The river rose by two metres in a single night, the warden said, and nobody in the lower town was told."


@pytest.mark.parametrize("source", FIXTURES, ids=lambda path: path.parent.name)
def test_a_filter_that_is_not_called_would_find_nothing(source: Path) -> None:
    document = cleaner.clean(source, preset="repair").document
    view = View(document)
    called = {made.name for made in acting(view, BUILT_IN)}
    assert not [cut for made in BUILT_IN if made.name not in called for cut in made(view)]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Advertisement", "ads"),
        ("By Hanna Lind and Omar Haddad", "bylines"),
        ("A cyclist crosses the market square. (Photo: Jane Roe/Reuters)", "captions"),
        ("Home › World › Europe", "menu"),
        ("3 March 2024", "timestamps"),
        ("Read more: Why the dam was never finished", "tails"),  # it may head a list
    ],
)
def test_a_filter_is_called_where_its_residue_stands(line: str, name: str) -> None:
    assert name in {made.name for made in acting(View(read_text(f"{line}\n\n{PLAIN}")), BUILT_IN)}
    assert name not in {made.name for made in acting(View(read_text(PLAIN)), BUILT_IN)}


def test_guarded_filters_are_called_as_those_inside_are() -> None:
    filters = [made for phase in SAFE for made in phase.filters]
    view = View(read_text(f"Advertisement\n\n{PLAIN}"))
    names = [made.name for made in acting(view, BUILT_IN)]
    assert [made.name for made in acting(view, filters)] == names and "ads" in names and "cookies" not in names


class CutsNotes:
    """A filter of somebody else's; it may have marks."""

    name = "notes"

    def __init__(self, marks: frozenset[str] | None = None) -> None:
        self.marks = marks

    def __call__(self, view: View) -> Iterator[Cut]:
        for block, text in zip(view.blocks, view.texts, strict=True):
            if text.startswith("Note"):
                yield Cut(block.start, block.end, "boilerplate", "note")


@pytest.mark.parametrize(("marks", "cut"), [(None, True), (["stamp"], False)])
def test_a_filter_without_marks_is_called_every_time(marks: list[str] | None, cut: bool) -> None:
    made = CutsNotes(frozenset(marks) if marks else None)
    outcome = run(read_text(f"Note\n\n{PLAIN}"), (Phase("all", (made,)),))
    assert (outcome.view.text == PLAIN) == cut
