"""Every filter: documented, in a preset, and right on its own example and its table of cases."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import cleaner
from cleaner import Pipeline, filters
from cleaner.packs.load import PACKS
from cleaner.presets import BUILT_IN, PRESETS

CASES = Path(__file__).parent / "cases"
HTML_ONLY = {"region"}
# At which a filter also cuts what it takes for residue only among residue of other kinds.
MAX_LOSS = 0.02


def alone(name: str) -> Pipeline:
    """The filter called `name` by itself."""
    return Pipeline.preset("article").only(name).with_max_loss(MAX_LOSS)


@pytest.mark.parametrize("made", BUILT_IN, ids=lambda made: made.name)
def test_filter_is_in_a_preset_and_documented(made):
    assert any(made.name in Pipeline.preset(name).filter_names for name in PRESETS)
    assert made.__doc__ and len(made.__doc__) > 40
    assert made.example.cut and made.example.kept


def test_no_step_of_adding_a_filter_is_forgotten():
    modules = {path.stem for path in Path(filters.__file__).parent.glob("[!_]*.py")}
    in_presets = {type(made).__module__.rpartition(".")[2] for made in BUILT_IN}
    assert modules == in_presets, "each file in cleaner/filters/ needs a line in cleaner/presets.py"
    with_phrases = set(tomllib.loads((PACKS / "rules.toml").read_text(encoding="utf-8")))
    assert with_phrases <= {made.name for made in BUILT_IN}, "rules.toml names a filter that there is not"


def test_names_are_unique():
    names = [made.name for made in BUILT_IN]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("made", [m for m in BUILT_IN if m.name not in HTML_ONLY], ids=lambda made: made.name)
def test_filter_does_what_its_example_says(made):
    result = alone(made.name).clean(made.example.text, kind="text")
    assert [r.text for r in result.removals if r.kind != "layout"] == list(made.example.cut)
    assert [line for line in result.text.split("\n") if line.strip()] == list(made.example.kept)
    assert {r.filter for r in result.removals} <= {made.name, "layout"}


def cases(group: str) -> list[object]:
    """One case for each string in a case file: tests/cases/<filter>/<lang>.toml."""
    found: list[object] = []
    for path in sorted(CASES.glob("*/*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        assert set(table) <= {"drop", "keep", "known_failures", "around"}, path
        name, around = path.parent.name, table.get("around", "{}")
        for i, case in enumerate(table.get(group, [])):
            found.append(pytest.param(name, around, case, id=f"{name}-{path.stem}-{i}"))
    return found


def removed(name: str, around: str, case: str) -> list[str]:
    result = alone(name).clean(around.replace("{}", case), kind="text")
    return [r.text for r in result.removals if r.kind != "layout"]


@pytest.mark.parametrize(("name", "around", "case"), cases("drop"))
def test_drop(name, around, case):
    assert case in removed(name, around, case)


@pytest.mark.parametrize(("name", "around", "case"), cases("keep"))
def test_keep(name, around, case):
    assert case not in removed(name, around, case)


@pytest.mark.parametrize(("name", "around", "case"), cases("known_failures"))
@pytest.mark.xfail(
    strict=True, reason="known failure: residue that is left; it must be moved to drop when it is mended"
)
def test_known_failure(name, around, case):
    assert case in removed(name, around, case)


def test_every_filter_has_a_case_file():
    assert {path.name for path in CASES.iterdir()} >= {made.name for made in BUILT_IN} - HTML_ONLY - {"judge"}


RIVER = "The river rose by two metres in a single night, the warden said, and nobody in the town had been told."
MILL = "By noon the water stood in the church, and the road to the north was closed for the rest of the week."
SUSPECTS = [
    "Read more: Why the dam was never finished",
    "Source: Valley Council",
    "Article content",
    RIVER,
]


@pytest.mark.parametrize("line", SUSPECTS)
def test_suspicious_line_stays_in_a_text_that_is_clean_otherwise(line):
    text = f"{RIVER}\n\n{MILL}\n\n{line}\n\n{MILL[:-1]} in spring."
    result = Pipeline.preset("article").without("judge").clean(text, kind="text")
    assert result.text == text


@pytest.mark.parametrize("line", SUSPECTS)
def test_suspicious_line_goes_with_the_residue_around_it(line):
    above, below = "Share on Facebook\n\n4 min read", "Leave a comment"
    text = f"{above}\n\n{RIVER}\n\n{MILL}\n\n{line}\n\n{MILL[:-1]} in spring.\n\n{below}"
    result = Pipeline.preset("article").without("judge").clean(text, kind="text")
    assert result.text == f"{RIVER}\n\n{MILL}\n\n{MILL[:-1]} in spring."


def test_lines_that_differ_by_their_numbers_are_no_copies_of_a_headline():
    lines = [f"September {day} noon to one, lower hall, Hanna Lind" for day in (10, 17, 24)]
    farmers = "Farmers moved their cattle to the hills before dawn, while the council met in the school to plan."
    text = "\n".join([*lines, "", RIVER, "", farmers])
    assert alone("headlines").clean(text, kind="text").text == text


def test_a_headline_that_stands_twice_goes_without_other_residue():
    headline = "HARBOUR: The ferry needs to 'prove itself' before the council will pay for a second one"
    body = (
        "Varna (AFP) - The council is not yet ready to pay for a second ferry, its speaker Hanna Lind said on Monday."
    )
    text = f'{headline}\n{headline}\n\n\n{body}\n\n"We are not in a position to decide," she told the meeting.'
    result = cleaner.clean(text)
    assert result.text.startswith("Varna (AFP)")
    assert result.metadata.title == headline
