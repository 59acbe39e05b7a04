"""The first pass: collects the pages from which site profiles are learned."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from cleaner._io.pool import JobResult, Pool, Settings
from cleaner._io.worker import Reply, Work, describe
from cleaner.corpus.items import Row
from cleaner.corpus.learning.kept import Kept, Seen, UnitPages, is_saved, path_of, paths_of, read_wanted, save_wanted
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
    """Pages of a unit that workers read together."""

    unit: Unit
    sources: list[_Source] = field(default_factory=list)
    ends_unit: bool = False

    def __len__(self) -> int:
        return len(self.sources)

    def payload(self, start: int, stop: int) -> list[_Source]:
        """The pages `start` up to `stop`."""
        return self.sources[start:stop]


def count_units(target: Path, recipe: Recipe, units: Iterable[Unit]) -> Generator[int]:
    """Count the pages of each site and hash them, unit by unit; nothing is parsed.

    Args:
        target: the folder of the output.
        recipe: the settings that decide the output.
        units: the units of the input; those that are counted already are not read again.

    Yields:
        The size in bytes of each unit that is done.
    """
    seen = Seen()  # of all units so far, so that a unit keeps only what may still be wanted
    for unit in units:
        path = path_of(target, f"counts-{unit.number:05}")
        if not seen.add_from(path):
            own = Seen()
            for site, row in _pages(unit, recipe):
                own.counts[site] += 1
                if seen.take(site, key := page_key(row.content)):
                    own.take(site, key)
            own.save(path)
        yield unit.size


def choose_pages(target: Path) -> None:
    """Decide from the counts of all units which pages the profiles are learned from."""
    seen = Seen()
    for path in paths_of(target, "counts-"):
        seen.add_from(path)
    save_wanted(path_of(target, "wanted"), seen.wanted())


def collect_units(target: Path, recipe: Recipe, limits: Limits, units: Iterable[Unit], buckets: int) -> Generator[int]:
    """Collect the chosen pages of each unit; units that are already collected are not read again.

    Args:
        target: the folder of the output.
        recipe: the settings that decide the output.
        limits: the resources of a worker.
        units: the units of the input; their grouping changes no profile.
        buckets: the number of buckets of sites.

    Yields:
        The size in bytes of each unit that is done.
    """
    wanted = read_wanted(path_of(target, "wanted")) or {}
    pool: Pool[PageJob] = Pool(Settings(_start, limits.workers(), limits.timeout, limits.memory))
    with closing(pool):
        found = UnitPages()
        for outcome in pool.run(_jobs(target, recipe, units, buckets, wanted)):
            found.kept += _kept(outcome)
            if outcome.job.ends_unit:
                found.save(_pages_path(target, outcome.job.unit), buckets)
                yield outcome.job.unit.size
                found = UnitPages()


def _pages_path(target: Path, unit: Unit) -> Path:
    return path_of(target, f"pages-{unit.number:05}")


def _jobs(
    target: Path, recipe: Recipe, units: Iterable[Unit], buckets: int, wanted: Mapping[str, int]
) -> Iterator[PageJob]:
    for unit in units:
        if not is_saved(_pages_path(target, unit), buckets):
            yield from _unit_jobs(unit, recipe, wanted)


def _unit_jobs(unit: Unit, recipe: Recipe, wanted: Mapping[str, int]) -> Iterator[PageJob]:
    job, size = PageJob(unit), 0
    for site, row in _pages(unit, recipe):
        if (key := page_key(row.content)) <= wanted.get(site, -1):
            job.sources.append(_Source(site, key, row.content, row.url or "", row.kind))
            size += len(row.content)
        if size >= _JOB_BYTES:
            yield job
            job, size = PageJob(unit), 0
    job.ends_unit = True
    yield job


def _pages(unit: Unit, recipe: Recipe) -> Iterator[tuple[str, Row]]:
    """The pages of a unit whose site is known, each with its site."""
    for row in read_unit(unit, recipe):
        if isinstance(row, Row) and row.url and profile_name(site := host_of(row.url)) is not None:
            yield site, row


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
