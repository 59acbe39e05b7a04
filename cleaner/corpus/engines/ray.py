"""Ray Data: a task a unit, each with a supervised worker of its own, on one machine or a cluster.

Source and target must stand where every node can reach them. A task that is lost with its node is done again by Ray
and goes on behind the shards that are finished.
"""

from __future__ import annotations

import logging
import pickle
from collections.abc import Generator, Iterable
from dataclasses import replace
from typing import Any

from cleaner.corpus.engines import Plan, Step, local
from cleaner.corpus.source import Unit
from cleaner.errors import ConfigError


def run_units(plan: Plan, units: Iterable[Unit]) -> Generator[Step]:
    """Clean `units` and write their shards; those that are finished are passed over."""
    try:
        import ray
    except ImportError:
        raise ConfigError("the engine ray needs Ray; install scrapewash[ray]") from None
    work = [{"unit": pickle.dumps(unit)} for unit in units]
    if not work:
        return
    started_here = not ray.is_initialized()
    if started_here:
        here = {"num_cpus": plan.limits.workers(), "include_dashboard": False} if plan.address is None else {}
        ray.init(address=plan.address, log_to_driver=False, logging_level="ERROR", **here)
    try:
        ray.data.DataContext.get_current().enable_progress_bars = False
        one_job = pickle.dumps(replace(plan, limits=replace(plan.limits, jobs=1)))
        data = ray.data.from_items(work, override_num_blocks=len(work))
        logging.getLogger("ray.data").setLevel(logging.ERROR)  # behind its import, which sets it
        jobs = plan.limits.jobs and min(plan.limits.jobs, len(work))
        compute = ray.data.TaskPoolStrategy(size=jobs) if jobs else None
        done = data.map(_run_unit, fn_kwargs={"plan": one_job}, compute=compute)
        for row in done.iter_rows():
            yield from pickle.loads(row["steps"])
    finally:
        if started_here:
            ray.shutdown()


def _run_unit(row: dict[str, Any], plan: bytes) -> dict[str, Any]:
    """What a Ray task does: one unit, from reading to its shards."""
    steps = list(local.run_units(pickle.loads(plan), [pickle.loads(row["unit"])]))
    return {"steps": pickle.dumps(steps)}
