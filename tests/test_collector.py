"""The collector of cycles is left as it was found."""

import gc
from collections.abc import Iterator

import pytest

import cleaner
from cleaner.collector import Paused
from cleaner.model import Cut
from cleaner.view import View

TEXT = "It rained all night.\n\nAdvertisement\n\nBy noon it was over."


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    was_on = gc.isenabled()
    yield
    (gc.enable if was_on else gc.disable)()


class Watching:
    """A filter that notes whether the collector runs, and may fail."""

    name = "watching"

    def __init__(self, *, fails: bool = False) -> None:
        self.fails = fails
        self.seen: list[bool] = []

    def __call__(self, view: View) -> list[Cut]:
        self.seen.append(gc.isenabled())
        if self.fails:
            raise RuntimeError("no")
        return []


def test_it_stands_still_while_a_document_is_cleaned() -> None:
    gc.enable()
    watching = Watching()
    cleaner.Pipeline.preset("article").with_filter(watching).clean(TEXT)
    assert watching.seen
    assert not any(watching.seen)
    assert gc.isenabled()


def test_it_runs_again_after_an_error() -> None:
    gc.enable()
    with pytest.raises(RuntimeError):
        cleaner.Pipeline.preset("article").with_filter(Watching(fails=True)).clean(TEXT)
    assert gc.isenabled()


def test_who_switched_it_off_keeps_it_off() -> None:
    gc.disable()
    assert cleaner.clean(TEXT).metadata is not None
    assert not gc.isenabled()


def test_the_first_of_two_that_overlap_switches_it_on() -> None:
    gc.enable()
    first, second = Paused(), Paused()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert gc.isenabled()
    second.__exit__(None, None, None)
    assert gc.isenabled()
