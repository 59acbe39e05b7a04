"""The first pass: collects the pages from which site profiles are learned."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from cleaner._io.pool import JobResult, Pool, Settings
from cleaner._io.worker import Reply, Work, describe
from cleaner.corpus.items import Row
from cleaner.corpus.learning.kept import Kept, UnitPages, Wanted, unit_path
from cleaner.corpus.learning.lookup import profile_name
from cleaner.corpus.recipe import Limits, Recipe
from cleaner.corpus.source import Unit, read_unit
from cleaner.hosts import host_of
from cleaner.read import KindChoice, read
from cleaner.sites.learn import page_of
from cleaner.sites.sketch import SampledPage, page_key

_JOB_BYTES = 512 << 10


class _Source(NamedTuple):
    site: str
    key: int
    content: str | bytes
    url: str
    kind: KindChoice


@dataclass(slots=True)
class PageJob:
    """Pages of a unit that workers read together; the last job of a unit brings its counts."""

    unit: Unit
    sources: list[_Source] = field(default_factory=list)
    counts: UnitPages | None = None

    def __len__(self) -> int:
        return len(self.sources)

    def payload(self, start: int, stop: int) -> list[_Source]:
        """The pages `start` up to `stop`."""
        return self.sources[start:stop]


def collect_units(target: Path, recipe: Recipe, limits: Limits, units: Iterable[Unit], buckets: int) -> Generator[int]:
    """Collect the kept pages of each unit; units that are already collected are not read again.

    Args:
        target: the folder of the output.
        recipe: the settings that decide the output.
        limits: the resources of a worker.
        units: the units of the input; their grouping changes no profile.
        buckets: the number of buckets of sites.

    Yields:
        The size in bytes of each unit that is done.
    """
    pool: Pool[PageJob] = Pool(Settings(_start, limits.workers(), limits.timeout, limits.memory))
    with closing(pool):
        found = UnitPages()
        for outcome in pool.run(_jobs(target, recipe, units, buckets)):
            found.kept += _kept(outcome)
            if outcome.job.counts is not None:
                found.counts = outcome.job.counts.counts
                found.save(unit_path(target, outcome.job.unit.number), buckets)
                yield outcome.job.unit.size
                found = UnitPages()


def _jobs(target: Path, recipe: Recipe, units: Iterable[Unit], buckets: int) -> Iterator[PageJob]:
    wanted = Wanted()
    for unit in units:
        before = UnitPages()
        if before.add_from(unit_path(target, unit.number), 0, buckets):
            for kept in before.kept:
                wanted.take(kept.site, kept.key)
        else:
            yield from _unit_jobs(unit, recipe, wanted)


def _unit_jobs(unit: Unit, recipe: Recipe, wanted: Wanted) -> Iterator[PageJob]:
    counts = UnitPages()
    job, size = PageJob(unit), 0
    for row in read_unit(unit, recipe):
        site = host_of(row.url) if isinstance(row, Row) else ""
        if not isinstance(row, Row) or not row.url or profile_name(site) is None:
            continue
        key = page_key(row.content)
        counts.counts[site] += 1
        if wanted.take(site, key):
            job.sources.append(_Source(site, key, row.content, row.url, row.kind))
            size += len(row.content)
        if size >= _JOB_BYTES:
            yield job
            job, size = PageJob(unit), 0
    job.counts = counts
    yield job


def _kept(outcome: JobResult[PageJob]) -> Iterator[Kept]:
    """The pages of a job with their content, in order, without those that failed."""
    pages: dict[int, SampledPage | None] = {}
    for start, found in outcome.values.items():
        pages |= dict(enumerate(found, start))
    for i, source in enumerate(outcome.job.sources):
        yield Kept(source.site, source.key, pages.get(i))


def _start() -> Work:
    return _read_pages


def _read_pages(sources: list[_Source], on_item: Callable[[int], None]) -> Reply:
    pages: list[SampledPage | None] = []
    failed: dict[int, str] = {}
    for i, one in enumerate(sources):
        on_item(i)
        try:
            pages.append(page_of(read(one.content, url=one.url, kind=one.kind)))
        except MemoryError as error:
            pages.append(None)
            failed[i] = describe(error)
        except Exception:  # the second pass will report it
            pages.append(None)
    return Reply(pages, failed)
