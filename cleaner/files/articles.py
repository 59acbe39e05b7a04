"""Many articles cleaned, one after the other or by several processes, always given in their order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cleaner._io.show import encodable, shortened
from cleaner.errors import InputError
from cleaner.files.sources import Source, read_source
from cleaner.output import Layout, render
from cleaner.pipeline import Pipeline
from cleaner.read import KindChoice
from cleaner.result import Result

if TYPE_CHECKING:
    from cleaner._io.pool import Outcome
    from cleaner._io.worker import Reply, Work

_WORTH_A_POOL = 100  # articles; below, starting processes takes longer than the work
_CHUNK = 4  # articles that a worker takes at a time


class Cleaned(NamedTuple):
    """What became of an article.

    Args:
        text: as it is to be written; None if it could not be cleaned.
        remarks: what the user should know, a line each.
        error: why it could not be cleaned.
    """

    text: str | None
    remarks: tuple[str, ...] = ()
    error: str | None = None


class Cleaner(NamedTuple):
    """How articles are cleaned and written; it pickles, so that workers can.

    Args:
        pipeline: what is cut.
        form: the output format.
        metadata: whether the metadata stands before a text.
        layout: of a text.
        kind: what the articles are.
        url: where they came from.
        explain: whether to remark on each removal and repair.
    """

    pipeline: Pipeline
    form: str = "text"
    metadata: bool = False
    layout: Layout = "input"
    kind: KindChoice = "auto"
    url: str | None = None
    explain: bool = False

    def clean(self, source: Source) -> Cleaned:
        """Clean `source`; what goes wrong is told in the answer."""
        try:
            data, kind = read_source(source), kind_of(source, self.kind)
            result = self.pipeline.clean(data, url=self.url, kind=kind, metadata=self._wants_metadata())
            text = render(result, self.form, metadata=self.metadata, layout=self.layout)
        except InputError as error:
            return Cleaned(None, error=str(error))
        return Cleaned(encodable(text), tuple(remarks(result, source.name, self.explain)))

    def _wants_metadata(self) -> bool:
        return self.metadata or self.form != "text"


def kind_of(source: Source, kind: KindChoice) -> KindChoice:
    """What `source` is, if its name tells more than `kind`."""
    return "html" if kind == "auto" and source.name.lower().endswith((".html", ".htm", ".xhtml")) else kind


def clean_all(cleaner: Cleaner, sources: Sequence[Source], jobs: int = 0) -> Iterator[tuple[Source, Cleaned]]:
    """Clean `sources`, in order.

    Args:
        cleaner: how.
        sources: what.
        jobs: how many processes; 0 for one each processor if there is enough to do.

    An article that makes its process die is tried once more by itself, and then told of as an error.
    """
    jobs = jobs or ((os.cpu_count() or 1) if len(sources) >= _WORTH_A_POOL else 1)
    if jobs == 1 or len(sources) < 2 or any(s.name == "-" for s in sources):
        for source in sources:
            yield source, cleaner.clean(source)
        return
    yield from _in_pool(cleaner, sources, jobs)


class _Some:
    """Articles that go to a worker together."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.sources = sources

    def __len__(self) -> int:
        return len(self.sources)

    def payload(self, start: int, stop: int) -> list[Source]:
        """The articles `start` up to `stop`."""
        return list(self.sources[start:stop])


def _in_pool(cleaner: Cleaner, sources: Sequence[Source], jobs: int) -> Iterator[tuple[Source, Cleaned]]:
    from functools import partial

    from cleaner._io.pool import Pool, Settings

    size = _CHUNK if len(sources) > jobs * _CHUNK else 1
    chunks = (_Some(sources[i : i + size]) for i in range(0, len(sources), size))
    pool: Pool[_Some] = Pool(Settings(partial(_start, cleaner), min(jobs, len(sources))))
    try:
        for outcome in pool.run(chunks):
            yield from zip(outcome.job.sources, _in_order(outcome), strict=True)
    finally:
        pool.close()


def _in_order(outcome: Outcome[_Some]) -> Iterator[Cleaned]:
    done = {start + i: one for start, found in outcome.values.items() for i, one in enumerate(found)}
    for item, _, message in outcome.failed:
        done[item] = Cleaned(None, error=f"{outcome.job.sources[item].name}: made its process die: {message}")
    return (done[i] for i in sorted(done))


def _start(cleaner: Cleaner) -> Work:
    from functools import partial

    return partial(_work, cleaner)


def _work(cleaner: Cleaner, sources: list[Source], on_item: Callable[[int], None]) -> Reply:
    from cleaner._io.worker import Reply

    found = []
    for i, source in enumerate(sources):
        on_item(i)
        found.append(cleaner.clean(source))
    return Reply(found, size=sum(len(one.text or "") for one in found))


def remarks(result: Result, name: str, explain: bool) -> Iterator[str]:
    """What the user should hear: always the flags; with `explain` the removals and repairs, by their place."""
    for flag in result.flags:
        yield f"cleaner: {name}: {flag}"
    if explain:
        for line, what in _explained(result):
            yield f"{name}:{line}: {what}"


def _explained(result: Result) -> Iterator[tuple[int, str]]:
    """The line of the input, from 1, of each removal and repair, and what it is; of a page as nearly as can be told."""
    from cleaner.output.places import places, repair_places

    document = result.document
    told: list[tuple[int, str]] = []
    for e, at in zip(result.repairs, repair_places(document), strict=True):
        told.append((at, f"repair/{e.rule}: {e.before!r} -> {e.replacement!r}"))
    for r, (at, _) in zip(result.removals, places(document, result.removals), strict=True):
        if r.kind != "layout":
            reasons = f" ({'; '.join(r.reasons)})" if r.reasons else ""
            told.append((at, f"{r.filter}/{r.rule}: {shortened(r.text, 100)}{reasons}"))
    line, seen = 1, 0
    for at, what in sorted(told, key=lambda one: one[0]):
        line, seen = line + document.original.count("\n", seen, at), at
        yield line, what
