"""The articles in a file, each with a mapping of its characters to those of the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.model import SourceKind
from cleaner.splice import Span, Splice


class Part:
    """A stretch of a file that is cleaned as one article and stands there character for character.

    Args:
        text: the article.
        start: where it begins in the text of the file.
        kind: ``text`` or ``html``; HTML is not rewritten.
        protected: spans of `text` that must not change.
        unrepaired: rules of repairs to leave out.
    """

    def __init__(
        self,
        text: str,
        start: int = 0,
        kind: SourceKind = "text",
        protected: tuple[Span, ...] = (),
        unrepaired: frozenset[str] = frozenset(),
    ) -> None:
        self.text, self.start, self.kind, self.protected, self.unrepaired = text, start, kind, protected, unrepaired

    def offsets(self) -> Sequence[int]:
        """Where each character of `text` begins in the file, and where the last one ends."""
        return range(self.start, self.start + len(self.text) + 1)

    def in_file(self, splices: Sequence[Splice]) -> Iterator[Splice]:
        """`splices` on `text` as splices on the text of the file."""
        for s in splices:
            yield Splice(self.start + s.start, self.start + s.end, s.replacement)
