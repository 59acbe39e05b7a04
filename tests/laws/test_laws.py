"""The laws of the design, on generated input and on the fixtures."""

from __future__ import annotations

import itertools
import json
import pickle
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner import Pipeline
from cleaner.chain import Phase
from cleaner.presets import PRESETS
from cleaner.splice import undo_removals, undo_repairs
from tests.laws.strategies import texts
from tests.pages import replay

FIXTURES = sorted((Path(__file__).parents[2] / "fixtures").glob("*/input.*"))
presets = st.sampled_from(sorted(PRESETS))


def check_account(result: cleaner.Result, source: str) -> None:
    """Laws 1 and 2: what was taken away can be replayed and undone, and filters only cut."""
    document = result.document
    assert replay(document, result.removals) == result.text
    assert undo_removals(result.text, result.removals) == document.text
    assert document.original == result.undo() == source
    assert all(document.text[r.start : r.end] == r.text != "" for r in result.removals)
    assert all(a.end <= b.start for a, b in itertools.pairwise(result.removals))
    rest = iter(document.text)
    assert all(c in rest for c in result.text)


def check_laws(source: str, preset: str) -> None:
    result = cleaner.clean(source, kind="text", preset=preset)
    document = result.document
    check_account(result, source)
    assert undo_repairs(document.text, result.repairs) == source
    # 3 idempotent
    again = cleaner.clean(result.text, kind="text", preset=preset)
    assert again.text == result.text
    # 6 whatever comes out can be written
    json.dumps(result.to_dict())
    result.to_json().encode("utf-8", "surrogatepass")
    assert isinstance(result.diff(), str)


@given(source=texts, preset=presets)
def test_laws_on_generated_text(source, preset):
    check_laws(source, preset)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda p: p.parent.name)
@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_laws_on_fixtures(path, preset):
    check_laws(path.read_bytes().decode("utf-8"), preset)


@given(data=st.binary(max_size=300), kind=st.sampled_from(["auto", "text", "html"]))
def test_no_bytes_raise(data, kind):
    result = cleaner.clean(data, kind=kind)
    assert undo_removals(result.text, result.removals) == result.document.text


@given(source=texts, kind=st.sampled_from(["auto", "html"]))
def test_laws_on_text_taken_for_a_page(source, kind):
    result = cleaner.clean(source, kind=kind)
    document = result.document
    assert replay(document, result.removals) == result.text
    assert undo_removals(result.text, result.removals) == document.text
    assert document.original == result.undo() == source


@given(source=texts, seed=st.integers(0, 9))
def test_order_inside_a_phase_changes_nothing(source, seed):
    pipeline = Pipeline.preset("article")
    shuffled = []
    for phase in pipeline.phases:
        filters = list(phase.filters)
        random.Random(seed).shuffle(filters)
        shuffled.append(Phase(phase.name, tuple(filters)))
    other = pipeline._replace(phases=tuple(shuffled))
    a, b = pipeline.clean(source, kind="text"), other.clean(source, kind="text")
    assert (a.text, a.removals, a.metadata) == (b.text, b.removals, b.metadata)


@given(source=texts)
def test_an_empty_chain_is_the_identity(source):
    assert Pipeline(repairs="none").clean(source, kind="text").text == source


@given(source=texts, name=st.sampled_from(Pipeline.preset("article").filter_names))
def test_a_single_filter_obeys_the_laws(source, name):
    pipeline = Pipeline.preset("article").only(name)
    result = pipeline.clean(source, kind="text")
    assert pipeline.clean(result.text, kind="text").text == result.text
    assert result.undo() == source


def test_pipelines_and_results_pickle():
    pipeline = Pipeline.preset("article")
    assert pickle.loads(pickle.dumps(pipeline)) == pipeline
    result = cleaner.clean("It rained.\n\nAdvertisement\n\nIt poured.")
    assert pickle.loads(pickle.dumps(result)) == result
