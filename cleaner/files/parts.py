"""The articles in a file, each with the way from its characters to those of the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cleaner.model import SourceKind

Span = tuple[int, int]


class Splice(NamedTuple):
    """Characters `start` to `end` of a text give way to `replacement`."""

    start: int
    end: int
    replacement: str = ""


def spliced(text: str, splices: Sequence[Splice]) -> str:
    """`text` with `splices` (in order, without overlap) carried out."""
    pieces: list[str] = []
    at = 0
    for s in splices:
        pieces += [text[at : s.start], s.replacement]
        at = s.end
    return "".join([*pieces, text[at:]])


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a file that is cleaned as one article and stands there character for character.

    Args:
        text: the article.
        start: where it begins in the text of the file.
        kind: ``text`` or ``html``; HTML is not rewritten.
        protected: spans of `text` in which nothing is changed.
    """

    text: str
    start: int = 0
    kind: SourceKind = "text"
    protected: tuple[Span, ...] = ()

    def offsets(self) -> Sequence[int]:
        """Where each character of `text` begins in the file, and where the last one ends."""
        return range(self.start, self.start + len(self.text) + 1)

    def in_file(self, splices: Sequence[Splice]) -> Iterator[Splice]:
        """`splices` on `text` as splices on the text of the file."""
        for s in splices:
            yield Splice(self.start + s.start, self.start + s.end, s.replacement)


@dataclass(frozen=True, slots=True)
class Escaped(Part):
    """An article that the file spells with escapes: a JSON string, a quoted cell.

    Args:
        source: the article as spelt in the file.
        unit: matches the spelling of one character.
        escape: spells characters for the file.
    """

    source: str = ""
    unit: re.Pattern[str] = re.compile(r"(?s:.)")
    escape: Callable[[str], str] = str

    def offsets(self) -> Sequence[int]:
        """Where the spelling of each character of `text` begins in the file, and where the last one ends."""
        starts = [self.start + m.start() for m in self.unit.finditer(self.source)]
        return [*starts, self.start + len(self.source)]

    def in_file(self, splices: Sequence[Splice]) -> Iterator[Splice]:
        """`splices` on `text` as splices on the text of the file; what they leave alone keeps its spelling."""
        offsets = self.offsets()
        for s in splices:
            yield Splice(offsets[s.start], offsets[s.end], self.escape(s.replacement))


@dataclass(frozen=True, slots=True)
class Bare(Part):
    """A table cell without quotes, which may need them once it is changed.

    Args:
        quote: gives a cell's value as the table must spell it.
    """

    quote: Callable[[str], str] = str

    def in_file(self, splices: Sequence[Splice]) -> Iterator[Splice]:
        """One splice for the whole cell."""
        if splices:
            yield Splice(self.start, self.start + len(self.text), self.quote(spliced(self.text, splices)))
