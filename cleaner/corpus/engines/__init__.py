"""Engines: one file each. An engine takes a plan and its units, sees that every unit's shards get written, and tells
how far it is; all of them clean with `cleaner.corpus.clean_batch` in supervised workers, so all give the same output.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from cleaner.corpus.recipe import Limits, Recipe
from cleaner.corpus.source import Unit
from cleaner.corpus.statistics import Statistics

ENGINES = ("local", "ray")


@dataclass(frozen=True, slots=True)
class Plan:
    """A run as plain data, for workers anywhere.

    Args:
        target: the folder of the output, which all workers must reach; None to write nothing.
        recipe: what decides the output.
        limits: what a worker may use.
        schema: an Arrow schema, serialised, of the columns to carry in types; None to carry all as JSON.
        address: of a Ray cluster; None to start one here.
    """

    target: Path | None
    recipe: Recipe
    limits: Limits
    schema: bytes | None = None
    address: str | None = None


@dataclass(slots=True)
class Step:
    """How a run has come further.

    Args:
        unit: number of the unit.
        documents: documents that came in.
        rejected: how many of them did not make it.
        read: bytes of input behind it.
        passed: bytes of input that an earlier run had behind it.
        slowest: seconds and ids of cleaned documents.
        statistics: the figures of a shard that is complete now.
    """

    unit: int
    documents: int = 0
    rejected: int = 0
    read: int = 0
    passed: int = 0
    slowest: list[tuple[float, str]] = field(default_factory=list)
    statistics: Statistics | None = None


class Engine(Protocol):
    """What an engine's module has: `run_units`, and `collect_units` for a pass over the input that learns from it."""

    def run_units(self, plan: Plan, units: Iterable[Unit]) -> Generator[Step]:
        """Clean `units` and write their shards; those that are finished are passed over."""

    def collect_units(self, plan: Plan, units: Iterable[Unit], buckets: int) -> Generator[int]:
        """Write down the pages of each site that its profile is learned from; give the bytes that are done."""
