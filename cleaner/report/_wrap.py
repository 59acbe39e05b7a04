"""Styled text wrapped to the columns of a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import combining, east_asian_width


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one style.

    Args:
        text: without line breaks.
        style: the numbers of an escape sequence, such as ``9;38;5;203``; empty for plain.
        cut: whether they were taken away.
    """

    text: str
    style: str = ""
    cut: bool = False


def wrapped(runs: Sequence[Run], room: int | None) -> list[list[Run]]:
    """One line as several, none wider than `room` columns (2 or more); None for no limit."""
    text = "".join([run.text for run in runs])
    if room is None or (len(text) <= room and text.isascii()):
        return [list(runs)]
    return list(_sliced(runs, _lines(text, room)))


def columns(text: str) -> int:
    """How many columns of a terminal `text` takes."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _lines(text: str, room: int) -> Iterator[tuple[int, int]]:
    """Where the lines start and end: at a blank, beside a wide character or, if there is neither, in a word."""
    at = 0
    while True:
        end = _reach(text, at, room)
        if end == len(text):
            yield at, end
            return
        cut = end
        while cut > at and not text[cut].isspace() and _width(text[cut - 1]) < 2:
            cut -= 1
        cut = cut if cut > at else end
        yield at, cut
        at = cut
        while at < len(text) and text[at].isspace():
            at += 1


def _reach(text: str, at: int, room: int) -> int:
    """The end of what fits into `room` columns from `at`."""
    end = min(len(text), at + room)
    if text[at:end].isascii():
        return end
    used, end = 0, at
    while end < len(text):
        used += _width(text[end])
        if used > room:
            break
        end += 1
    return end


def _width(char: str) -> int:
    return 0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1


def _sliced(runs: Sequence[Run], spans: Iterable[tuple[int, int]]) -> Iterator[list[Run]]:
    """What of `runs` stands in each of `spans` (in order) of their joined text."""
    n = at = 0
    for start, end in spans:
        line = []
        while n < len(runs):
            run = runs[n]
            if text := run.text[max(0, start - at) : end - at]:
                line.append(Run(text, run.style, run.cut))
            if at + len(run.text) > end:
                break
            at += len(run.text)
            n += 1
        yield line
