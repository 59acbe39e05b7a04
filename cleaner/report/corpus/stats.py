"""What a cleaning did to a corpus, counted row by row in bounded memory; the order of the rows does not matter.

Samples are drawn by a hash of the documents' names, so that two runs over one corpus show the same examples.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from cleaner.metadata.fields import FIELDS
from cleaner.output.rows import Row
from cleaner.report._shown import ranked
from cleaner.result import Result

BINS = 20  # of the share of a document that was cut
LINE = 160  # characters of a removed text that tell it from others
_MOST_REJECTED = 200
_MOST_LINES = 100_000  # distinct removed texts that are counted at a time


RuleKey = tuple[str, str]  # filter, rule
LineKey = tuple[str, str, str]  # filter, rule, removed text


@dataclass(frozen=True, slots=True)
class Sampled:
    """A document that the report has a page of.

    Args:
        number: its place in the input, from 1.
        name: what its row calls it.
        result: what the cleaning gave.
    """

    number: int
    name: str
    result: Result


@dataclass(frozen=True, slots=True, order=True)
class _Drawn:
    key: tuple[float, str, int]
    document: Sampled = field(compare=False)
    removal: int | None = field(compare=False, default=None)


class Least:
    """The `size` documents with the least keys, each with the removal that is its reason to be there, if one is."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._drawn: list[_Drawn] = []

    def offer(self, key: float, document: Sampled, removal: int | None = None) -> None:
        """Take `document` in if `key` is among the least; of equal keys by name."""
        full = len(self._drawn) == self.size
        if full and key > self._drawn[-1].key[0]:
            return
        insort(self._drawn, _Drawn((key, document.name, document.number), document, removal))
        del self._drawn[self.size :]

    def __iter__(self) -> Iterator[tuple[float, Sampled, int | None]]:
        for drawn in self._drawn:
            yield drawn.key[0], drawn.document, drawn.removal

    def __len__(self) -> int:
        return len(self._drawn)


class Frequent:
    """How many documents each removed text was seen in; beyond many distinct ones the rare are forgotten."""

    def __init__(self) -> None:
        self.counts: Counter[LineKey] = Counter()
        self.forgot = False

    def add(self, line: LineKey) -> None:
        """Count `line` once more."""
        self.counts[line] += 1
        if len(self.counts) > _MOST_LINES:
            self.counts = Counter(dict(self.most(_MOST_LINES // 2)))
            self.forgot = True

    def most(self, number: int | None = None) -> list[tuple[LineKey, int]]:
        """The `number` texts seen most (None for all), the most frequent first."""
        return ranked(self.counts)[:number]


@dataclass(slots=True)
class RuleCount:
    """What one rule of a filter did."""

    kind: str
    examples: Least
    longest: Least
    documents: int = 0
    removals: int = 0
    characters: int = 0
    least_certainty: float = 1.0


class Tally:
    """The figures of a corpus, and the documents worth a look.

    Args:
        examples: how many to keep of each rule and each flag.
        listed: how many documents to keep in each list.
    """

    def __init__(self, examples: int = 8, listed: int = 25) -> None:
        self.examples = examples
        self.documents = self.changed = self.unaccounted = self.scraped = self.clean = 0
        self.kinds: Counter[str] = Counter()
        self.filters: Counter[str] = Counter()
        self.rules: dict[RuleKey, RuleCount] = {}
        self.lines = Frequent()
        self.losses = [0] * BINS
        self.fields: Counter[str] = Counter()
        self.repairs: Counter[str] = Counter()
        self.flags: Counter[str] = Counter()
        self.flagged: dict[str, Least] = {}
        self.rejected: list[Row] = []
        self.reasons: Counter[str] = Counter()
        self.lost_most = Least(listed)
        self.least_sure = Least(listed)

    def add(self, name: str, result: Result, *, accounted: bool = True) -> None:
        """Count one document in; `accounted` tells whether its row held removals at all."""
        self.documents += 1
        self.unaccounted += not accounted
        document = Sampled(self.documents, name, result)
        scraped, clean = len(result.document.text), len(result.text)
        self.scraped += scraped
        self.clean += clean
        if scraped > clean:
            self.changed += 1
            self.lost_most.offer(clean / scraped - 1, document)
        share = (scraped - clean) / scraped if scraped else 0.0
        self.losses[min(BINS - 1, int(share * BINS))] += 1
        self.fields.update(f for f in FIELDS if getattr(result.metadata, f) not in (None, ()))
        self.repairs.update({e.rule for e in result.repairs})
        self._add_removals(document)
        for code in {f.code for f in result.flags}:
            self.flags[code] += 1
            self.flagged.setdefault(code, Least(self.examples)).offer(_hash(name), document)

    def reject(self, row: Row) -> None:
        """Count one document that could not be cleaned."""
        self.reasons[str(row.get("reason"))] += 1
        if len(self.rejected) < _MOST_REJECTED:
            self.rejected.append(row)

    def sampled(self) -> dict[int, Sampled]:
        """Every document that some list shows, by number."""
        lists = [self.lost_most, self.least_sure, *self.flagged.values()]
        lists += [shown for rule in self.rules.values() for shown in (rule.examples, rule.longest)]
        return {document.number: document for shown in lists for _, document, _ in shown}

    def _add_removals(self, document: Sampled) -> None:
        first: dict[RuleKey, int] = {}
        lines: dict[LineKey, None] = {}
        removals = document.result.removals
        for n, r in enumerate(removals):
            self.kinds[r.kind] += len(r.text)
            if r.kind == "layout":
                continue
            key = (r.filter, r.rule)
            count = self.rules.setdefault(key, RuleCount(r.kind, Least(self.examples), Least(self.examples)))
            count.removals += 1
            count.characters += len(r.text)
            count.least_certainty = min(count.least_certainty, r.certainty)
            count.longest.offer(-len(r.text), document, n)
            first.setdefault(key, n)
            lines[(*key, " ".join(r.text[: 2 * LINE].split())[:LINE])] = None
        for line in lines:
            self.lines.add(line)
        self.filters.update({name for name, _ in first})
        for key, n in first.items():
            self.rules[key].documents += 1
            self.rules[key].examples.offer(_hash(document.name), document, n)
        if first:
            own = (n for n, r in enumerate(removals) if r.kind != "layout")
            n = min(own, key=lambda n: removals[n].certainty)
            self.least_sure.offer(removals[n].certainty, document, n)


def _hash(name: str) -> float:
    return float(int.from_bytes(blake2b(name.encode("utf-8", "replace"), digest_size=6).digest()))
