"""The embedded engine: this process reads and writes, worker processes clean."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from functools import partial

from cleaner._io.pool import JobResult, Pool, Settings
from cleaner.corpus.engines import Plan, Step
from cleaner.corpus.engines.worker import start
from cleaner.corpus.feed import Batch, make_batches
from cleaner.corpus.learning.lookup import PROFILES
from cleaner.corpus.shards import Shard, finished_shards
from cleaner.corpus.source import Unit


def run_units(plan: Plan, units: Iterable[Unit]) -> Generator[Step]:
    """Clean `units` and write their shards; finished ones are skipped."""
    columns = [] if isinstance(plan.schema, bytes) else list(plan.schema)  # which the header of CSV names
    passed: list[Step] = []
    limits = plan.limits
    profiles = plan.target / PROFILES if plan.target and plan.recipe.learn_sites else None
    begin = partial(start, plan.recipe, profiles)
    pool: Pool[Batch] = Pool(Settings(begin, limits.workers(), limits.timeout, limits.memory))
    shard: Shard | None = None
    read: dict[int, int] = {}
    try:
        for outcome in pool.run(_batches(plan, units, passed)):
            while passed:
                yield passed.pop(0)
            batch = outcome.job
            if shard is None:
                shard = Shard(plan.target, batch.unit, batch.shard, plan.recipe, columns)
            shard.add(outcome)
            step = _step(outcome, batch.read - read.pop(batch.unit, 0))
            read[batch.unit] = batch.read
            if batch.ends_shard:
                shard.finish(batch.ends_unit)
                step.statistics, shard = shard.statistics, None
            yield step
        yield from passed
    finally:
        pool.close()
        if shard is not None:
            shard.give_up()


def count_units(plan: Plan, units: Iterable[Unit]) -> Generator[int]:
    """Count the pages of each site; give the bytes that are done."""
    from cleaner.corpus.learning.collect import count_units as count

    assert plan.target is not None, "what sites repeat is learned into the output"
    yield from count(plan.target, plan.recipe, units)


def collect_units(plan: Plan, units: Iterable[Unit], buckets: int) -> Generator[int]:
    """Collect the pages from which site profiles are learned; give the bytes that are done."""
    from cleaner.corpus.learning.collect import collect_units as collect

    assert plan.target is not None, "what sites repeat is learned into the output"
    yield from collect(plan.target, plan.recipe, plan.limits, units, buckets)


def _batches(plan: Plan, units: Iterable[Unit], passed: list[Step]) -> Iterator[Batch]:
    for unit in units:
        done = list(finished_shards(plan.target, unit.number)) if plan.target else []
        if done and done[-1]["last"]:
            passed.append(Step(unit.number, passed=unit.size))
        else:
            yield from make_batches(unit, plan.recipe, plan.limits, plan.schema, [entry["taken"] for entry in done])


def _step(outcome: JobResult[Batch], read: int) -> Step:
    batch = outcome.job
    slowest = [one for value in outcome.values.values() for one in value.slowest]
    return Step(batch.unit, batch.items, len(batch.rejected) + len(outcome.failed), read, slowest=slowest)
