"""The preset `safe` asks no filter about a text that holds nothing for it; it must give what they would have given."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterable
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Pipeline
from cleaner.chain import Filter, Phase
from cleaner.filters._flags import flags_of
from cleaner.filters._idle import has_marks, in_all_lines, in_doubtful_lines
from cleaner.lines.shared import shares_lines
from cleaner.model import Cut, Flag
from cleaner.presets import BUILT_IN
from cleaner.read.text import read_text
from cleaner.repair import gate, lines
from cleaner.repair.accents import CHANGING
from cleaner.repair.plain import QUIET, SIGNS, STEADY, is_right
from cleaner.view import View

HERE = Path(__file__).parent
PROSE = (
    "The river rose by two metres in a single night, the warden said, and nobody in the lower town had been told.",
    "“We heard it before we saw it,” said the café’s owner, who has kept the bridge – and the inn – for thirty years.",
    "Die Fähre fährt wieder, sagte der Bürgermeister am Freitag; die Straße nach Süden bleibt vorerst gesperrt.",
)


class Asked(NamedTuple):
    """A filter that does not say beforehand that it has nothing to do."""

    inner: Filter

    @property
    def name(self) -> str:
        return self.inner.name

    def __call__(self, view: View) -> Iterable[Cut]:
        return self.inner(view)

    def flags(self, view: View, threshold: float) -> Iterable[Flag]:
        return flags_of(self.inner, view, threshold)


SAFE = Pipeline.preset("safe")
ASKED = SAFE._replace(phases=tuple(Phase(p.name, tuple(map(Asked, p.filters))) for p in SAFE.phases))


def assert_same(text: str) -> None:
    fast, slow = (p.clean(text, kind="text", metadata=False) for p in (SAFE, ASKED))
    assert fast.text == slow.text
    assert fast.removals == slow.removals
    assert fast.candidates == slow.candidates
    assert fast.flags == slow.flags
    view = View(fast.document)
    if view.document.shape == "lines" and not shares_lines(view):
        assert in_doubtful_lines(view) in (None, in_all_lines(View(view.document)))


def case_lines() -> list[str]:
    found = []
    for path in sorted(HERE.glob("cases/*/*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        found += [case for group in ("drop", "keep") for case in table.get(group, [])]
    return found


def fixtures() -> list[Path]:
    return sorted(HERE.parent.glob("fixtures/*/input.txt")) + sorted(HERE.parent.glob("fixtures/*/input.md"))


LINES = case_lines()


def test_most_clean_texts_are_known_to_hold_nothing():
    for text in ("\n\n".join(PROSE), "Hanna Lind\n3 May 2024\n\n" + "\n\n".join(PROSE)):
        view = View(read_text(text))
        assert not has_marks(view)
        assert in_doubtful_lines(view) is False


@pytest.mark.parametrize("path", fixtures(), ids=lambda path: path.parent.name)
def test_fixtures(path):
    assert_same(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("made", BUILT_IN, ids=lambda made: made.name)
def test_examples(made):
    assert_same(made.example.text)


@pytest.mark.parametrize("part", range(8))
def test_cases_amid_prose_and_alone(part):
    for case in LINES[part::16]:
        assert_same(f"{PROSE[0]}\n\n{case}\n\n{PROSE[1]}")
        assert_same(case)


@given(st.integers(0, 1 << 32))
def test_any_lines_in_any_layout(seed):
    pick = random.Random(seed)
    some = [pick.choice(LINES) for _ in range(pick.randint(0, 3))] + pick.sample(PROSE, pick.randint(0, 3))
    pick.shuffle(some)
    assert_same(pick.choice(("\n", "\n\n", " ", "\r\n")).join(some))


# ---- texts that are surely right


def wrong(text: str) -> bool:
    return gate.suspicious(text) or lines.misread(text)


def test_quiet_characters_are_right_wherever_they_stand_alone():
    around = ["", "a", "A", "m", "x", "0", ".", "\n", '"', "(", " "]
    assert [c for c in QUIET for a, b in product(around, repeat=2) if wrong(f"{a}{c}{b}")] == []
    assert [c for c in product(QUIET, repeat=2) for by in (" ", "a", "A.") if wrong(f"a{by.join(c)}a")] == []
    assert not any(map(CHANGING.match, STEADY))


def test_signs_are_right_together():
    for group in (*product(SIGNS, repeat=2), *product(SIGNS, repeat=3)):
        run = "".join(group)
        assert is_right(run, whole=False)
        assert not any(map(wrong, (run, f"a{run}a", f" {run} ", f"A{run}\n")))


@given(st.text(st.sampled_from([*sorted(QUIET | SIGNS), *"abAZ .\n0&;", "\x0b", "Ã", "ø", "\x85", "\ud83d"])))
def test_what_is_right_is_never_repaired(text):
    if is_right(text):
        assert not wrong(text)
        assert lines.repair_text(text, thorough=True) == []


@pytest.mark.parametrize(
    "text", ["caf\x0b", "a &amp; b", "Ã ", "Ã©tÃ©", "fÃ¼r", "a\x85b", "©Â 2024", "\ud83d", "été à lâ"]
)
def test_what_may_be_wrong_is_looked_at(text):
    assert not is_right(text)
