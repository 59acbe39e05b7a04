"""Evidence in a document: its clear cases make similar cases more credible."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple


class Evidence:
    """Counts of clear cases, by kind.

    Evidence only ever supports a repair. A text is therefore not repaired any further once its repairs are made, nor
    once some of its lines are cut.
    """

    def __init__(self) -> None:
        """Start without evidence."""
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
        """The number of kinds of case seen so far."""
        return len(self._seen)


class Context(NamedTuple):
    """The context of a repair.

    Args:
        evidence: the evidence in the document.
        original: the line as it was before any repair.
        thorough: whether likely cases are repaired as well.
        markdown: whether the document is Markdown, which has entities of its own.
    """

    evidence: Evidence
    original: str
    thorough: bool = False
    markdown: bool = False

    def has(self, kind: str, times: int = 1) -> bool:
        """Whether `kind` may be taken for granted."""
        return self.thorough or self.evidence.has(kind, times)
