"""Articles that a file spells in its own way: with escapes, or between quotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from cleaner.files.parts import Part
from cleaner.splice import Splice, spliced


class Escaped(Part):
    """An article that the file spells with escapes: a JSON string, a quoted cell.

    Args:
        text: the article.
        start: where its spelling begins in the text of the file.
        source: the article as spelt in the file.
        unit: matches the spelling of one character.
        escape: spells characters for the file.
    """

    def __init__(self, text: str, start: int, source: str, unit: re.Pattern[str], escape: Callable[[str], str]) -> None:
        super().__init__(text, start)
        self.source, self.unit, self.escape = source, unit, escape

    def offsets(self) -> Sequence[int]:
        """Where the spelling of each character of `text` begins in the file, and where the last one ends."""
        starts = [self.start + m.start() for m in self.unit.finditer(self.source)]
        return [*starts, self.start + len(self.source)]

    def in_file(self, splices: Sequence[Splice]) -> Iterator[Splice]:
        """`splices` on `text` as splices on the text of the file; what they leave alone keeps its spelling."""
        offsets = self.offsets()
        for s in splices:
            yield Splice(offsets[s.start], offsets[s.end], self.escape(s.replacement))


class Bare(Part):
    """A table cell without quotes, which may need them once it is changed.

    Args:
        text: the article.
        start: where it begins in the text of the file.
        quote: gives a cell's value as the table must spell it.
    """

    def __init__(self, text: str, start: int, quote: Callable[[str], str]) -> None:
        super().__init__(text, start)
        self.quote = quote

    def in_file(self, splices: Sequence[Splice]) -> Iterator[Splice]:
        """One splice for the whole cell."""
        if splices:
            yield Splice(self.start, self.start + len(self.text), self.quote(spliced(self.text, splices)))
