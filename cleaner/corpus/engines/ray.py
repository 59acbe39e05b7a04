"""Ray Data: one task a unit, each with its own supervised worker, on one machine or a cluster.

Every node must be able to reach source and target. Ray repeats a task that is lost with its node; it continues after
the finished shards.
"""

from __future__ import annotations

import logging
import pickle
from collections.abc import Callable, Generator, Iterable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from cleaner.corpus.engines import Plan, Step, local
from cleaner.corpus.source import Unit
from cleaner.errors import require

_T = TypeVar("_T")


def run_units(plan: Plan, units: Iterable[Unit]) -> Generator[Step]:
    """Clean `units` and write their shards; finished ones are skipped."""
    for steps in _on_ray(_run_unit, plan, units):
        yield from steps


def count_units(plan: Plan, units: Iterable[Unit]) -> Generator[int]:
    """Count the pages of each site; give the bytes that are done."""
    for sizes in _on_ray(_count_unit, plan, units):
        yield from sizes


def collect_units(plan: Plan, units: Iterable[Unit], buckets: int) -> Generator[int]:
    """Collect the pages from which site profiles are learned; give the bytes that are done."""
    for sizes in _on_ray(partial(_collect_unit, buckets=buckets), plan, units):
        yield from sizes


def _run_unit(plan: Plan, unit: Unit) -> list[Step]:
    return list(local.run_units(plan, [unit]))


def _count_unit(plan: Plan, unit: Unit) -> list[int]:
    return list(local.count_units(plan, [unit]))


def _collect_unit(plan: Plan, unit: Unit, *, buckets: int) -> list[int]:
    return list(local.collect_units(plan, [unit], buckets))


def _on_ray(work: Callable[[Plan, Unit], _T], plan: Plan, units: Iterable[Unit]) -> Generator[_T]:
    """What `work` gives for each of `units`, each in a Ray task that uses one worker."""
    require("ray", "ray", "the engine ray")
    import ray

    one_job = replace(plan, limits=replace(plan.limits, jobs=1))
    tasks = [{"task": pickle.dumps(partial(work, one_job, unit))} for unit in units]
    if not tasks:
        return
    started_here = not ray.is_initialized()
    if started_here:
        here = {"num_cpus": plan.limits.workers(), "include_dashboard": False} if plan.address is None else {}
        ray.init(address=plan.address, log_to_driver=False, logging_level="ERROR", **here)
    try:
        ray.data.DataContext.get_current().enable_progress_bars = False
        data = ray.data.from_items(tasks, override_num_blocks=len(tasks))
        logging.getLogger("ray.data").setLevel(logging.ERROR)  # behind its import, which sets it
        jobs = plan.limits.jobs and min(plan.limits.jobs, len(tasks))
        compute = ray.data.TaskPoolStrategy(size=jobs) if jobs else None
        for row in data.map(_do, compute=compute).iter_rows():
            yield pickle.loads(row["done"])
    finally:
        if started_here:
            ray.shutdown()


def _do(row: dict[str, bytes]) -> dict[str, bytes]:
    """What a Ray task does: one unit, from reading to what is written of it."""
    return {"done": pickle.dumps(pickle.loads(row["task"])())}
