"""Every filter: documented, in a preset, and right on its own example and its table of cases."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import cleaner
from cleaner import Pipeline, filters
from cleaner.classify.lines.model import Verdict
from cleaner.config.choice import ignore_rules
from cleaner.filters.classified import Classified
from cleaner.lines.stamps import is_clock
from cleaner.packs.load import PACKS
from cleaner.presets import BUILT_IN, PRESETS
from cleaner.read.text import read_text
from cleaner.view import View

CASES = Path(__file__).parent / "cases"
HTML_ONLY = {"region"}
# At which a filter also cuts what it takes for residue only among residue of other kinds.
MAX_LOSS = 0.02


ABOVE, BELOW = "Share on Facebook\n\n4 min read", "Leave a comment"


def alone(name: str) -> Pipeline:
    """The filter called `name` by itself."""
    return Pipeline.preset("article").only(name).with_max_loss(MAX_LOSS)


@pytest.mark.parametrize("made", BUILT_IN, ids=lambda made: made.name)
def test_filter_is_in_a_preset_and_documented(made):
    assert any(made.name in Pipeline.preset(name).filter_names for name in PRESETS)
    assert made.__doc__ and len(made.__doc__) > 40, "its docstring is its page in the docs: a sentence or two"
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


@pytest.mark.parametrize(("name", "around", "case"), cases("drop"))
def test_drop_among_other_residue(name, around, case):
    """With the default preset, and a share bar and a prompt around the text: two kinds of residue more."""
    page = f"{ABOVE}\n\n{around.replace('{}', case)}\n\n{BELOW}"
    lines = cleaner.clean(page, kind="text").text.split("\n")
    assert lines.count(case) < page.split("\n").count(case)


@pytest.mark.parametrize(("name", "around", "case"), cases("keep"))
def test_keep_with_the_default_preset(name, around, case):
    result = Pipeline.preset("article").only(name).clean(around.replace("{}", case), kind="text")
    assert case not in [r.text for r in result.removals]


@pytest.mark.parametrize(("name", "around", "case"), cases("keep"))
def test_keep_among_other_residue(name, around, case):
    page = f"{ABOVE}\n\n{around.replace('{}', case)}\n\n{BELOW}"
    result = Pipeline.preset("article").without("classifier").clean(page, kind="text")
    assert case not in [r.text for r in result.removals if r.filter == name]


@pytest.mark.parametrize(("name", "around", "case"), cases("known_failures"))
@pytest.mark.xfail(
    strict=True, reason="known failure: residue that is left; it must be moved to drop when it is mended"
)
def test_known_failure(name, around, case):
    assert case in removed(name, around, case)


def test_every_filter_has_a_case_file():
    assert {path.name for path in CASES.iterdir()} >= {made.name for made in BUILT_IN} - HTML_ONLY - {"classifier"}


RIVER = "The river rose by two metres in a single night, the warden said, and nobody in the town had been told."
MILL = "By noon the water stood in the church, and the road to the north was closed for the rest of the week."
SUSPECTS = [
    "Source: Valley Council",
    "Article content",
    RIVER,
]


@pytest.mark.parametrize("line", SUSPECTS)
def test_suspicious_line_stays_in_a_text_that_is_clean_otherwise(line):
    text = f"{RIVER}\n\n{MILL}\n\n{line}\n\n{MILL[:-1]} in spring."
    result = Pipeline.preset("article").without("classifier").clean(text, kind="text")
    assert result.text == text


@pytest.mark.parametrize("line", SUSPECTS)
def test_suspicious_line_goes_with_the_residue_around_it(line):
    above, below = "Share on Facebook\n\n4 min read", "Leave a comment"
    text = f"{above}\n\n{RIVER}\n\n{MILL}\n\n{line}\n\n{MILL[:-1]} in spring.\n\n{below}"
    result = Pipeline.preset("article").without("classifier").clean(text, kind="text")
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


WRAPPED = """Am Montag teilten die beiden Unternehmen mit, dass der Stoff
von Lindner und Haddad im Herbst zugelassen werden soll. Die
Behörde an der Küste prüft die Unterlagen seit Mai, und das
neueste
Ergebnis hat sie am Freitag auf ihrer Seite in zwei Sprachen
veröffentlicht.

Mehrere Länder haben schon bestellt, auch die drei am Meer, und
haben Verträge geschlossen, sagte ein Sprecher am Abend."""


def test_words_of_a_sentence_that_was_broken_over_lines_stay():
    assert cleaner.clean(WRAPPED, kind="text").text == WRAPPED


@pytest.mark.parametrize(
    "refrain",
    [
        "River, river, carry me down\nRiver, river, carry me down\nRiver, river, carry me down",
        "River, river, carry me down,\nRiver, river, carry me down,",
    ],
)
def test_a_refrain_is_no_headline(refrain):
    text = f"{refrain}\n\n{RIVER}\n\n{MILL}"
    assert Pipeline.preset("article").without("classifier").clean(text, kind="text").text == text


def test_of_a_paragraph_that_ends_in_a_credit_only_the_credit_goes():
    paragraph = f"{RIVER} Farmers moved their cattle to the hills before dawn, while the council met in the school."
    text = f"{MILL}\n\n{paragraph} (Photo: Jane Roe/AFP)\n\n{MILL[:-1]} in spring."
    assert cleaner.clean(text, kind="text").text == f"{MILL}\n\n{paragraph}\n\n{MILL[:-1]} in spring."


@pytest.mark.parametrize("clock", ["11:42", "9.58 Uhr", "7:05 pm"])
def test_the_times_of_a_live_blog_stay(clock):
    text = f"{RIVER}\n\n{clock}\n\n{MILL}\n\nPlay Video\n\n{MILL[:-1]} in spring."
    assert clock in cleaner.clean(text, kind="text").text


def test_of_times_in_the_body_the_classifier_takes_only_a_lone_one(monkeypatch):
    class Bold:
        def verdicts(self, view, site):
            return [Verdict(i, 1.0, ()) for i, text in enumerate(view.texts) if is_clock(text)]

    monkeypatch.setattr("cleaner.classify.lines.model.line_classifier", lambda weights: Bold())
    for second, gone in (("9:58", []), ("Rain", ["11:42"])):
        view = View(read_text(f"{RIVER}\n\n11:42\n\n{MILL}\n\n{second}\n\n{MILL[:-1]} in spring."))
        assert [view.text[c.start : c.end] for c in Classified()(view)] == gone


def test_a_time_beside_words_of_a_player_goes():
    text = f"{RIVER}\n\n{MILL}\n\nPlay Video\n\n0:42\n\n{MILL[:-1]} in spring."
    assert "0:42" not in cleaner.clean(text, kind="text").text


def test_sentences_under_the_heading_of_a_list_stay():
    tail = "What to read next\n\nFerry to run on Sundays again\n\nThe council will meet again on Friday."
    text = f"Share on Facebook\n\n{RIVER}\n\n{tail}"
    result = Pipeline.preset("article").without("classifier").clean(text, kind="text")
    assert result.text == f"{RIVER}\n\nThe council will meet again on Friday."


def test_dates_that_return_in_the_body_stay():
    days = "\n\n".join(f"{day} June 2024\n\n{MILL[:-1]} of day {day}." for day in range(3, 8))
    text = f"{RIVER}\n\n{days}\n\n{MILL}"
    assert Pipeline.preset("article").without("classifier").clean(text, kind="text").text == text


def test_what_was_not_sure_enough_is_kept_as_a_candidate():
    text = f"{RIVER}\n\nSource: Valley Council\n\n{MILL}"
    result = cleaner.clean(text, kind="text")
    assert result.text == text
    assert [(c.filter, text[c.start : c.end]) for c in result.candidates] == [("captions", "Source: Valley Council")]


def test_a_text_of_notices_only_comes_back_whole_with_a_flag():
    text = """Subscribe to continue reading this article.

This article is only available to subscribers of the Harbour Post who pay for it.

Already a subscriber? Log in

Cancel anytime during your trial, and keep the newsletter for as long as you like it."""
    article = Pipeline.preset("article")
    wrapped = (
        article,
        Pipeline.preset("safe"),
        article.with_parts(include=["standfirst"]),
        ignore_rules(article, ["share/bar"]),
    )
    for pipeline in wrapped:  # filters inside of others raise their flags too
        result = pipeline.clean(text, kind="text")
        assert result.text == text
        assert [flag.code for flag in result.flags] == ["no-article"]


def test_a_byline_above_an_article_goes_without_other_residue():
    text = f"Ferry in trouble off Igerup – as it happened\n\nBy Hanna Lind\n\n{RIVER}\n\n{MILL}"
    result = Pipeline.preset("article").clean(text, kind="text")
    assert "Hanna Lind" not in result.text
    assert result.text.endswith(f"{RIVER}\n\n{MILL}")
    assert result.metadata.authors == ("Hanna Lind",)


def test_a_line_that_begins_like_a_byline_stays_below_the_first_paragraph():
    text = f"{RIVER}\n\nBy Hanna Lind\n\n{MILL}"
    assert "By Hanna Lind" in Pipeline.preset("article").without("classifier").clean(text, kind="text").text
