"""Walks two outputs side by side and sums up the differences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from cleaner.output.rows import Row, name_of, result_of
from cleaner.report.comparison.document import DocumentChange, compare

_NAMES = 50  # of the documents that only one output has

RuleKey = tuple[str, str]  # sign, filter/rule


class Comparison:
    """The differences between two outputs.

    Args:
        shown: the number of changed documents to keep, those that changed most first.
    """

    def __init__(self, shown: int = 200) -> None:
        self.shown = shown
        self.same = self.changed = 0
        self.only: dict[str, list[str]] = {"-": [], "+": []}
        self.only_count: Counter[str] = Counter()
        self.rule_documents: Counter[RuleKey] = Counter()
        self.rule_characters: Counter[RuleKey] = Counter()
        self.fields: Counter[str] = Counter()
        self.flags: Counter[str] = Counter()
        self._changes: list[DocumentChange] = []

    @property
    def differs(self) -> bool:
        """Whether there is any difference."""
        return bool(self.changed or self.only_count)

    def changes(self) -> list[DocumentChange]:
        """The documents that changed most."""
        return sorted(self._changes, key=lambda c: (-c.characters, c.name))[: self.shown]

    def add(self, change: DocumentChange) -> None:
        """Count one changed document in."""
        self.changed += 1
        self.rule_documents.update({(c.sign, c.rule) for c in change.texts})
        for text in change.texts:
            self.rule_characters[text.sign, text.rule] += len(text.text)
        self.fields.update({c.field for c in change.fields})
        self.flags.update(change.flags)
        self._changes.append(change)
        if len(self._changes) > 2 * self.shown:
            self._changes = self.changes()

    def add_lone(self, sign: str, name: str) -> None:
        """Count a document that only the first (``-``) or the second (``+``) output has."""
        self.only_count[sign] += 1
        if len(self.only[sign]) < _NAMES:
            self.only[sign].append(name)


def compare_outputs(a: Iterable[Row], b: Iterable[Row], *, shown: int = 200) -> Comparison:
    """Compare two outputs of the same articles.

    Args:
        a: the rows of the first.
        b: the rows of the second; rows are matched by id (by url or by place where there is none). Where both have
            the same order, which outputs of one input have, memory does not grow with them.
        shown: how many of the changed documents to keep.
    """
    comparison = Comparison(shown)
    for name, row_a, row_b in _paired(a, b):
        if row_a is None or row_b is None:
            comparison.add_lone("-" if row_b is None else "+", name)
        elif change := compare(name, result_of(row_a), result_of(row_b)):
            comparison.add(change)
        else:
            comparison.same += 1
    return comparison


def _paired(a: Iterable[Row], b: Iterable[Row]) -> Iterator[tuple[str, Row | None, Row | None]]:
    """The rows of `a` and `b` that have one name; of rows with equal names the nth with the nth."""
    waiting_a: dict[tuple[str, int], Row] = {}
    waiting_b: dict[tuple[str, int], Row] = {}
    for named_a, named_b in zip_longest(_named(a), _named(b)):
        if named_a:
            waiting_a[named_a[0]] = named_a[1]
        if named_b:
            waiting_b[named_b[0]] = named_b[1]
        for key in dict.fromkeys(named[0] for named in (named_a, named_b) if named):
            if key in waiting_a and key in waiting_b:
                yield key[0], waiting_a.pop(key), waiting_b.pop(key)
    for (name, _), row in waiting_a.items():
        yield name, row, None
    for (name, _), row in waiting_b.items():
        yield name, None, row


def _named(rows: Iterable[Row]) -> Iterator[tuple[tuple[str, int], Row]]:
    seen: Counter[str] = Counter()
    for number, row in enumerate(rows, 1):
        name = name_of(row, number)
        yield (name, seen[name]), row
        seen[name] += 1
