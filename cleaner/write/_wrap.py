"""Styled text wrapped to the columns of a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from unicodedata import combining, east_asian_width

_WIDE = (
    "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60"  # a line may break beside these
)
_WIDE_ONE = re.compile(f"[{_WIDE}]")
_TOKEN = re.compile(rf"\s+|[{_WIDE}]|[^\s{_WIDE}]+")


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


def wrapped(runs: Iterable[Run], room: int | None) -> list[list[Run]]:
    """One line as several, none wider than `room` columns; None for no limit."""
    if room is None:
        return [list(runs)]
    lines: list[list[Run]] = [[]]
    used = 0
    for word in _words(runs, room):
        size = sum(columns(run.text) for run in word)
        if used and used + size > room:
            lines.append([])
            used = 0
            if word[0].text.isspace():
                continue
        lines[-1] += word
        used += size
    return [list(_joined(line)) for line in lines]


def columns(text: str) -> int:
    """How many columns of a terminal `text` takes."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def _words(runs: Iterable[Run], room: int) -> Iterator[list[Run]]:
    """What must not be broken: a word (in parts if it is longer than a line), a blank, a wide character."""
    word: list[Run] = []
    size = 0
    for run in runs:
        for token in _TOKEN.findall(run.text):
            for at in range(0, len(token), room):
                part = Run(token[at : at + room], run.style, run.cut)
                breakable = token.isspace() or _WIDE_ONE.match(token) is not None
                if word and (breakable or size + len(part.text) > room):
                    yield word
                    word, size = [], 0
                word.append(part)
                size += len(part.text)
                if breakable:
                    yield word
                    word, size = [], 0
    if word:
        yield word


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    last: Run | None = None
    for run in runs:
        if last is not None and last.style == run.style and last.cut == run.cut:
            last = Run(last.text + run.text, run.style, run.cut)
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last
