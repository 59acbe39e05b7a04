"""The laws of the design on articles that were flattened, glued, wrapped and marked up."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Pipeline
from cleaner.chain import Phase
from cleaner.model import Cut
from cleaner.presets import PRESETS
from cleaner.view import View
from tests.laws.strategies import BODIES, SHAPED, parts
from tests.laws.test_laws import check_laws

shapes = st.sampled_from(sorted(SHAPED))


@pytest.mark.parametrize("shape", sorted(SHAPED))
@given(lines=parts(), preset=st.sampled_from(sorted(PRESETS)))
def test_laws_in_every_shape(shape: str, lines: list[str], preset: str) -> None:
    check_laws(SHAPED[shape](lines), preset)


# The rules that are certain by their words alone; a copy of a headline is told by where it stands.
CERTAIN = Pipeline.preset("article").with_max_loss(0.0).without("classifier", "headlines", "repeats")


def bare(text: str) -> str:
    return "".join(text.split())


def holds(whole: str, part: str) -> bool:
    rest = iter(whole)
    return all(c in rest for c in part)


def takes_no_more(pipeline: Pipeline, shape: str, lines: list[str]) -> bool:
    on_lines = pipeline.clean("\n\n".join(lines), kind="text").text
    return holds(bare(pipeline.clean(SHAPED[shape](lines), kind="text").text), bare(on_lines))


@pytest.mark.parametrize("shape", ["flat", "glued", "wrapped"])
@given(lines=parts())
def test_certain_rules_take_no_more_than_from_lines(shape: str, lines: list[str]) -> None:
    assert takes_no_more(CERTAIN, shape, lines)


class Reaching:
    """A filter that takes what stands behind a label too, up to the next line."""

    name = "reaching"

    def __call__(self, view: View) -> Iterator[Cut]:
        for m in re.finditer("Advertisement[^\n]*", view.text):
            yield Cut(m.start(), m.end(), "ad", "label")


@pytest.mark.parametrize("shape", ["flat", "glued"])
def test_the_law_sees_a_rule_that_reaches_into_the_body(shape: str) -> None:
    lines = [*BODIES["en"][:2], "Advertisement", *BODIES["en"][2:]]
    assert takes_no_more(CERTAIN, shape, lines)
    assert not takes_no_more(Pipeline().with_filter(Reaching()), shape, lines)


@pytest.mark.parametrize("shape", ["flat", "glued", "wrapped"])
@given(lines=parts())
def test_what_certain_rules_leave_on_lines_they_leave_in_every_shape(shape: str, lines: list[str]) -> None:
    left = CERTAIN.clean("\n\n".join(lines), kind="text").text
    shaped = SHAPED[shape]([line for line in left.split("\n\n") if line.strip()])
    assert CERTAIN.clean(shaped, kind="text").text == shaped


AMID = [
    ("en", "Advertisement"),
    ("en", "Share on Facebook"),
    ("en", "Sign up for our newsletter"),
    ("en", "Latest Headlines"),
    ("de", "Anzeige"),
    ("de", "Auf Facebook teilen"),
]


@pytest.mark.parametrize("shape", ["flat", "glued", "wrapped"])
@pytest.mark.parametrize(("lang", "label"), AMID)
def test_a_certain_label_amid_a_body_goes_in_every_shape(shape: str, lang: str, label: str) -> None:
    body = BODIES[lang]
    kept = CERTAIN.clean(SHAPED[shape]([*body[:2], label, *body[2:]]), kind="text").text
    assert bare(kept) == bare("".join(body))


@given(lines=parts(), shape=shapes, seed=st.integers(0, 9))
def test_order_inside_a_phase_changes_nothing_in_any_shape(lines: list[str], shape: str, seed: int) -> None:
    pipeline, source = Pipeline.preset("article"), SHAPED[shape](lines)
    shuffled = []
    for phase in pipeline.phases:
        filters = list(phase.filters)
        random.Random(seed).shuffle(filters)
        shuffled.append(Phase(phase.name, tuple(filters)))
    a = pipeline.clean(source, kind="text")
    b = pipeline._replace(phases=tuple(shuffled)).clean(source, kind="text")
    assert (a.text, a.removals, a.metadata) == (b.text, b.removals, b.metadata)


@given(lines=parts(), shape=shapes, name=st.sampled_from(Pipeline.preset("article").filter_names))
def test_a_single_filter_obeys_the_laws_in_any_shape(lines: list[str], shape: str, name: str) -> None:
    pipeline, source = Pipeline.preset("article").only(name), SHAPED[shape](lines)
    result = pipeline.clean(source, kind="text")
    assert pipeline.clean(result.text, kind="text").text == result.text
    assert result.undo() == source
    assert {r.filter for r in result.removals} <= {name, "layout"}
    assert Pipeline(repairs="none").clean(source, kind="text").text == source
