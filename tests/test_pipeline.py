"""Pipelines: immutable, and clear about names that there are not."""

import pickle

import pytest

from cleaner import Cut, Pipeline, UnknownNameError
from cleaner.sites import SiteProfile

TEXT = "It rained.\n\nYour stars today: rain.\n\nIt stopped."


class Horoscopes:
    name = "horoscopes"

    def __call__(self, view):
        for block, text in zip(view.blocks, view.texts, strict=True):
            if text.startswith("Your stars"):
                yield Cut(block.start, block.end, "related", "stars")


@pytest.mark.parametrize("phase", [None, "residue"])
def test_a_filter_of_ones_own_joins_a_phase_or_makes_one(phase):
    pipeline = Pipeline.preset("article")
    more = pipeline.with_filter(Horoscopes(), phase=phase)
    assert more.clean(TEXT).text == "It rained.\n\nIt stopped."
    assert [p.name for p in more.phases][-1] == ("horoscopes" if phase is None else "repeats")
    assert pipeline.clean(TEXT).text == TEXT


def test_a_misspelt_phase_raises_and_names_those_there_are():
    with pytest.raises(UnknownNameError, match="residue"):
        Pipeline.preset("article").with_filter(Horoscopes(), phase="residu")


@pytest.mark.parametrize("mark", ["", "."])
def test_a_standfirst_that_is_asked_for_stays(mark):
    standfirst = f"After forty years the crossing gets a new boat, and the price of a ticket stays what it was{mark}"
    text = "\n\n".join(
        (
            "Advertisement",
            "Town keeps its last ferry",
            standfirst,
            "By Hanna Lind",
            "3 March 2024",
            "Share on Facebook",
            "The ferry left at six in the morning, as it has done on every working day since 1986, and nobody slept.",
            "Nobody on board had slept much, least of all the captain, who had spent the night in the engine room.",
        )
    )
    pipeline = Pipeline.preset("article")
    assert standfirst not in pipeline.clean(text).text
    result = pipeline.with_parts(include=["standfirst"]).clean(text)
    assert standfirst in result.text
    assert "Town keeps" not in result.text
    assert pickle.loads(pickle.dumps(pipeline.with_parts(include=["standfirst"]))).clean(text).text == result.text


def test_parts_and_sites_can_be_chosen_in_any_order():
    profile = SiteProfile("news.example", 9, ())
    parts = ["captions", "standfirst"]
    first = Pipeline.preset("article").with_parts(include=parts).with_site(profile)
    assert first == Pipeline.preset("article").with_site(profile).with_parts(include=parts)
