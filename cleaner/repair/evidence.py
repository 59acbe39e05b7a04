"""What a document has shown so far: its clear cases make the like cases in it more credible."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple


class Evidence:
    """Counts of clear cases, by kind.

    Evidence only ever speaks *for* a repair. So a text whose repairs rested on it is not repaired any
    further once they are made, nor once some of its lines are gone.
    """

    def __init__(self) -> None:
        """Know nothing yet."""
        self._seen: Counter[str] = Counter()

    def add(self, kind: str, times: int = 1) -> None:
        """Note `times` clear cases of `kind`."""
        self._seen[kind] += times

    def add_all(self, kinds: tuple[str, ...]) -> None:
        """Note one clear case of each of `kinds`."""
        for kind in kinds:
            self._seen[kind] += 1

    def has(self, kind: str, times: int = 1) -> bool:
        """Whether there were at least `times` clear cases of `kind`."""
        return self._seen[kind] >= times

    def kinds(self) -> int:
        """How many kinds of case were seen at all."""
        return len(self._seen)


class Context(NamedTuple):
    """What a repair may go by besides the text itself.

    Args:
        evidence: what the document has shown.
        original: the line as it was before any repair.
        thorough: whether what is only likely counts as well.
        markdown: whether the document is Markdown, which has entities of its own.
    """

    evidence: Evidence
    original: str
    thorough: bool = False
    markdown: bool = False

    def has(self, kind: str, times: int = 1) -> bool:
        """Whether `kind` may be taken for granted."""
        return self.thorough or self.evidence.has(kind, times)
