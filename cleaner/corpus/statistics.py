"""Statistics of a run: by filter and rule, with the most frequent removed lines and a few examples.

Everything is counted in the order of the input, so the statistics depend on neither batches nor workers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cleaner.metadata.fields import FIELDS
from cleaner.result import Result

MAX_LINE = 200  # characters; longer lines hardly repeat
_MAX_LINES = 50_000  # distinct removed lines that are counted; later ones are ignored
_KEPT_LINES = 1000  # of a shard's, the most frequent
_SHOWN_LINES = 100  # in the file
_EXAMPLES = 3


class RowCount(NamedTuple):
    """The statistics of one document, as plain values that can be sent between processes.

    Args:
        given: characters or bytes of input.
        kept: characters of clean text.
        removed: for each filter and rule the number of removals and their characters.
        lines: filter, rule and text of the removals that are one short line.
        repairs: for each rule the number of repairs.
        flags: the codes of the flags.
        fields: the metadata fields that are known.
    """

    given: int
    kept: int
    removed: dict[tuple[str, str], tuple[int, int]]
    lines: list[tuple[str, str, str]]
    repairs: dict[str, int]
    flags: list[str]
    fields: list[str]


def count_row(result: Result, given: int) -> RowCount:
    """The figures of one result.

    Args:
        result: the cleaned document.
        given: characters or bytes of the document.
    """
    removed: dict[tuple[str, str], tuple[int, int]] = {}
    lines: dict[tuple[str, str, str], None] = {}
    for r in result.removals:
        if r.kind == "layout":
            continue
        key = (r.filter, r.rule)
        number, characters = removed.get(key, (0, 0))
        removed[key] = number + 1, characters + len(r.text)
        if len(r.text) <= MAX_LINE and "\n" not in r.text:
            lines[*key, r.text.strip()] = None
    fields = [name for name in FIELDS if getattr(result.metadata, name) not in (None, ())]
    repairs = Counter([e.rule for e in result.repairs])
    flags = [f.code for f in result.flags]
    return RowCount(given, len(result.text), removed, list(lines), dict(repairs), flags, fields)


@dataclass(slots=True)
class RuleCount:
    """The counts of one rule."""

    documents: int = 0
    removals: int = 0
    characters: int = 0
    examples: list[dict[str, str]] = field(default_factory=list)

    def add(self, other: RuleCount) -> None:
        """Count `other` in."""
        self.documents += other.documents
        self.removals += other.removals
        self.characters += other.characters
        self.examples += other.examples[: _EXAMPLES - len(self.examples)]


class Statistics:
    """The figures of a shard or of a whole run."""

    def __init__(self) -> None:
        self.documents = Counter({"in": 0, "out": 0, "rejected": 0})
        self.size = Counter({"given": 0, "kept": 0})
        self.rules: dict[tuple[str, str], RuleCount] = defaultdict(RuleCount)
        self.lines: Counter[tuple[str, str, str]] = Counter()
        self.repairs: Counter[str] = Counter()
        self.flags: Counter[str] = Counter()
        self.fields: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()

    def add_row(self, name: str, row: RowCount) -> None:
        """Count a clean document called `name` in."""
        self.documents["out"] += 1
        self.size.update({"given": row.given, "kept": row.kept})
        shown = {(f, r): line for f, r, line in reversed(row.lines)}
        for key, (number, characters) in row.removed.items():
            examples = [{"id": name, "text": shown[key]}] if key in shown else []
            self.rules[key].add(RuleCount(1, number, characters, examples))
        for line in row.lines:
            self.lines[line] += 1
        self.repairs.update(row.repairs.keys())
        self.flags.update(set(row.flags))
        self.fields.update(row.fields)

    def absorb(self, other: Statistics) -> None:
        """Add the statistics of the next rows of the same shard; how the rows were divided makes no difference."""
        self._add(other)
        room = _MAX_LINES - len(self.lines)
        for line, number in other.lines.items():
            if line in self.lines or room > 0:
                room -= line not in self.lines
                self.lines[line] += number

    def merge(self, other: Statistics) -> None:
        """Count the figures of the next shard in."""
        self._add(other)
        self.lines.update(other.lines)
        if len(self.lines) > _MAX_LINES:
            self.lines = Counter(dict(_top(self.lines, _MAX_LINES // 2)))

    def _add(self, other: Statistics) -> None:
        for mine, theirs in zip(self._counters(), other._counters(), strict=True):
            mine.update(theirs)
        for key, rule in other.rules.items():
            self.rules[key].add(rule)

    def _counters(self) -> list[Counter[str]]:
        return [self.documents, self.size, self.repairs, self.flags, self.fields, self.reasons, self.skipped]

    def to_dict(self, lines: int = _SHOWN_LINES) -> dict[str, Any]:
        """The figures as plain values; of the removed lines the `lines` most frequent."""
        filters: dict[str, dict[str, Any]] = {}
        for (name, rule), count in sorted(self.rules.items()):
            entry = filters.setdefault(name, {"removals": 0, "characters": 0, "rules": {}})
            entry["removals"] += count.removals
            entry["characters"] += count.characters
            entry["rules"][rule] = {
                "documents": count.documents,
                "removals": count.removals,
                "characters": count.characters,
                "examples": count.examples,
            }
        return {
            "documents": dict(self.documents),
            "size": dict(self.size),
            "filters": filters,
            "lines": [
                {"filter": f, "rule": r, "text": text, "documents": n} for (f, r, text), n in _top(self.lines, lines)
            ],
            "repairs": _sorted(self.repairs),
            "flags": _sorted(self.flags),
            "metadata": _sorted(self.fields),
            "rejected": _sorted(self.reasons),
            "skipped": _sorted(self.skipped),
        }

    def to_journal(self) -> dict[str, Any]:
        """The figures of a shard, with enough of its removed lines that the whole run's can be found."""
        return self.to_dict(_KEPT_LINES)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Statistics:
        """The figures that `to_dict` or `to_journal` gave."""
        made = cls()
        made.documents.update(values["documents"])
        made.size.update(values["size"])
        for name, entry in values["filters"].items():
            for rule, c in entry["rules"].items():
                made.rules[name, rule] = RuleCount(c["documents"], c["removals"], c["characters"], c["examples"])
        made.lines.update({(x["filter"], x["rule"], x["text"]): x["documents"] for x in values["lines"]})
        made.repairs.update(values["repairs"])
        made.flags.update(values["flags"])
        made.fields.update(values["metadata"])
        made.reasons.update(values["rejected"])
        made.skipped.update(values["skipped"])
        return made


def _top(lines: Counter[tuple[str, str, str]], number: int) -> list[tuple[tuple[str, str, str], int]]:
    return sorted(lines.items(), key=lambda item: (-item[1], item[0]))[:number]


def _sorted(counter: Counter[str]) -> dict[str, int]:
    return {name: counter[name] for name in sorted(counter)}
