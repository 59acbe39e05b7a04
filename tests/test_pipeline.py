"""Pipelines: immutable, and clear about names that there are not."""

import pytest

from cleaner import Cut, Pipeline, UnknownNameError

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
