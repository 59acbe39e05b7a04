"""Layout: what stands closes up as if what is gone had never been there."""

from collections.abc import Sequence

import pytest

from cleaner.model import Removal
from cleaner.read.text import read_text
from cleaner.splice import undo_removals
from cleaner.view import View


def view_without(text: str, *gone: str) -> View:
    removals, at = [], 0
    for piece in gone:
        start = text.index(piece, at)
        at = start + len(piece)
        removals.append(Removal(start, at, piece, "ad", "test", "test"))
    return View(read_text(text), removals)


@pytest.mark.parametrize(
    ("text", "gone", "left"),
    [
        ("A\n\nX\n\nB", ["X"], "A\n\nB"),
        ("A\nX\nB", ["X"], "A\nB"),
        ("A\n\nX\nB", ["X"], "A\n\nB"),
        ("A\nX\n\n\nB", ["X"], "A\n\n\nB"),
        ("A\n\nX\n\nX\n\nB", ["X", "X"], "A\n\nB"),
        ("X\n\nA", ["X"], "A"),
        ("X\n\n   A", ["X"], "   A"),
        ("A\n\nX", ["X"], "A"),
        ("A\n\nX\n", ["X"], "A\n"),
        ("A X", ["X"], "A"),
        ("A X\n\nB", ["X"], "A\n\nB"),
        ("X A\nB", ["X"], "A\nB"),
        ("A X B", ["X"], "A B"),
        ("A X\nY B", ["X", "Y"], "A\nB"),
        ("A\r\n\r\nX\r\n\r\nB\r\n", ["X"], "A\r\n\r\nB\r\n"),
        ("A  \n\nX\n\n  B", ["X"], "A  \n\n  B"),
        ("A\n\n\n\nB\n\nX", ["X"], "A\n\n\n\nB"),
        ("A\n    X\nB", ["X"], "A\nB"),
        ("A\n    X\n  B", ["X"], "A\n  B"),
        ("A\r\n\r\n\tX\r\nB", ["X"], "A\r\n\r\nB"),
        ("A\n\n  X\n\n\n  X\n    B", ["X", "X"], "A\n\n\n    B"),
        ("A\n    X left\nB", ["X"], "A\n    left\nB"),
        ("    X\nB", ["X"], "B"),
    ],
)
def test_layout_closes_up(text, gone, left):
    assert view_without(text, *gone).text == left


def test_untouched_text_keeps_its_layout():
    text = "\n\n  A  \n\n\n\nB\t\n"
    assert View(read_text(text)).text == text


def test_blocks_of_a_view_are_those_of_its_text_read_anew():
    view = view_without("Top\n\n X1 \n  left X2 \nX3 right\n\nEnd\n", "X1", "X2", "X3")
    assert view.blocks == read_text(view.text).blocks
    assert view.texts == ("Top", "left", "right", "End")


def test_spans_go_back_to_the_document():
    view = view_without("A\n\nX\n\nBC", "X")
    start = view.text.index("BC")
    assert view.to_document(start, start + 2) == [(6, 8)]


def test_removals_and_layout_undo():
    text = "A\n\nX\n\nB\n"
    view = view_without(text, "X")
    removals = sorted((*view.removals, *view.layout), key=lambda r: r.start)
    assert undo_removals(view.text, removals) == text


def test_each_asks_once_for_each_text_however_much_is_cut() -> None:
    asked: list[str] = []

    def lengths(texts: Sequence[str]) -> list[int]:
        asked.extend(texts)
        return [len(text) for text in texts]

    view = view_without("one\ntwo two\none\nthree")
    assert view.each(lengths) == (3, 7, 3, 5)
    cut = view.less([Removal(4, 7, "two", "ad", "test", "test")])
    assert cut.texts == ("one", "two", "one", "three")
    assert cut.each(lengths) == cut.each(lengths) == (3, 3, 3, 5)
    assert asked == ["one", "two two", "three", "two"]
