"""The laws of the design on Markdown and on pages of HTML, generated and from the fixtures."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner import Pipeline
from cleaner.chain import Phase
from cleaner.presets import PRESETS
from cleaner.splice import undo_removals
from tests.laws.strategies import markdown, pages
from tests.laws.test_laws import FIXTURES, check_account, check_laws

PAGES = [path for path in FIXTURES if path.suffix == ".html"]
TEXTS = [path for path in FIXTURES if path.suffix != ".html"]
presets = st.sampled_from(sorted(PRESETS))


def check_page(source: str, preset: str) -> None:
    result = cleaner.clean(source, kind="html", preset=preset)
    check_account(result, source)
    again = cleaner.clean(source, kind="html", preset=preset)
    assert (again.text, again.removals, again.metadata) == (result.text, result.removals, result.metadata)
    result.to_json().encode("utf-8", "surrogatepass")


@given(source=markdown, preset=presets)
def test_laws_on_generated_markdown(source, preset):
    check_laws(source, preset)


@given(source=pages, preset=presets)
def test_laws_on_generated_pages(source, preset):
    check_page(source, preset)


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.parent.name)
@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_laws_on_pages(path: Path, preset: str) -> None:
    check_page(path.read_bytes().decode("utf-8"), preset)


def as_markdown(text: str) -> str:
    """`text` as a converter to Markdown leaves it: a title, every third line in a list, every fifth a quote."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    marked = [("- " if i % 3 == 2 else "> " if i % 5 == 4 else "") + line for i, line in enumerate(lines)]
    return "# " + "\n\n".join(marked)


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.parent.name)
@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_laws_on_texts_as_markdown(path: Path, preset: str) -> None:
    check_laws(as_markdown(path.read_bytes().decode("utf-8")), preset)


@given(source=pages | markdown, seed=st.integers(0, 9))
def test_order_inside_a_phase_changes_nothing_in_markup(source, seed):
    pipeline = Pipeline.preset("article")
    shuffled = []
    for phase in pipeline.phases:
        filters = list(phase.filters)
        random.Random(seed).shuffle(filters)
        shuffled.append(Phase(phase.name, tuple(filters)))
    a, b = pipeline.clean(source), pipeline._replace(phases=tuple(shuffled)).clean(source)
    assert (a.text, a.removals, a.metadata) == (b.text, b.removals, b.metadata)


@given(source=pages)
def test_no_filters_take_nothing_from_a_page(source):
    result = Pipeline().clean(source, kind="html")
    assert result.text == result.document.text


@given(source=pages, name=st.sampled_from(Pipeline.preset("article").filter_names))
def test_a_single_filter_only_cuts_from_a_page(source, name):
    result = Pipeline.preset("article").only(name).clean(source, kind="html")
    assert {r.filter for r in result.removals} <= {name, "layout"}
    assert undo_removals(result.text, result.removals) == result.document.text
    assert result.undo() == source


@pytest.mark.parametrize("wrong", ["swapped", "shifted"])
def test_the_check_of_pages_sees_a_cut_that_is_wrong(wrong: str) -> None:
    result = cleaner.clean(PAGES[0].read_bytes().decode("utf-8"), kind="html")
    first, second = [r for r in result.removals if r.kind != "layout"][:2]
    moved = first._replace(start=first.start + 1, end=first.end + 1) if wrong == "shifted" else first
    removals = [second, moved] if wrong == "swapped" else [moved, second]
    fits = all(result.document.text[r.start : r.end] == r.text for r in removals)
    assert not (fits and all(a.end <= b.start for a, b in itertools.pairwise(removals)))
