"""Engines: one file each. An engine takes a plan and its units, writes the shards of every unit and reports its
progress; all of them clean with `cleaner.corpus.clean_batch` in supervised workers, so all give the same output.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from cleaner.corpus.carry import Schema
from cleaner.corpus.recipe import Limits, Recipe
from cleaner.corpus.source import Unit
from cleaner.corpus.statistics import Statistics

ENGINES = ("local", "ray")


@dataclass(frozen=True, slots=True)
class Plan:
    """A run as plain data, for workers anywhere.

    Args:
        target: the folder of the output, which all workers must reach; None to write nothing.
        recipe: the settings that decide the output.
        limits: the resources of a worker.
        schema: the columns to carry in types; all others are carried as JSON.
        address: of a Ray cluster; None to start one here.
    """

    target: Path | None
    recipe: Recipe
    limits: Limits
    schema: Schema = field(default_factory=dict)
    address: str | None = None


@dataclass(slots=True)
class Step:
    """A step of progress of a run.

    Args:
        unit: number of the unit.
        documents: documents read.
        rejected: how many of them were rejected.
        read: bytes of input that are done.
        passed: bytes of input that an earlier run had done.
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
    """The functions of an engine's module: `run_units`, and `count_units` and `collect_units` for the first pass."""

    def run_units(self, plan: Plan, units: Iterable[Unit]) -> Generator[Step]:
        """Clean `units` and write their shards; finished ones are skipped."""

    def count_units(self, plan: Plan, units: Iterable[Unit]) -> Generator[int]:
        """Count the pages of each site; give the bytes that are done."""

    def collect_units(self, plan: Plan, units: Iterable[Unit], buckets: int) -> Generator[int]:
        """Collect the pages from which site profiles are learned; give the bytes that are done."""
