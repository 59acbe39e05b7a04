"""A whole run: from the files of a source to the shards, the rejected and the statistics in a folder."""

from __future__ import annotations

import heapq
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from importlib import import_module
from itertools import count
from pathlib import Path
from time import monotonic
from typing import Any

from cleaner._io.atomic import NewFile, write_whole
from cleaner.corpus.carry import find_schema
from cleaner.corpus.engines import ENGINES, Engine, Plan, Step
from cleaner.corpus.manifest import ChangedError, check_apart, check_input, claim_target, locked, make_manifest
from cleaner.corpus.names import MANIFEST, REJECTED, STATISTICS
from cleaner.corpus.recipe import Limits, Recipe
from cleaner.corpus.shards import as_json, changed_shard, finished_shards, remove_temporaries
from cleaner.corpus.source import Identity, Unit, check_columns, find_units, identify
from cleaner.corpus.statistics import Statistics
from cleaner.errors import CleanerError, ConfigError, UnknownNameError, require

_SLOWEST = 5


class AccountError(CleanerError):
    """The output and the rejected documents do not add up to the input."""


@dataclass(slots=True)
class Progress:
    """The progress of a run.

    Args:
        bytes: of input, as stored.
        read: bytes that are done, in this run or an earlier one.
        passed: bytes that an earlier run had done.
        documents: documents read in this run.
        rejected: how many of them were rejected.
        seconds: since the run began.
        slowest: seconds and ids of the slowest documents of this run.
        stage: the present stage, if it is not the cleaning itself.
    """

    bytes: int
    read: int = 0
    passed: int = 0
    documents: int = 0
    rejected: int = 0
    seconds: float = 0.0
    slowest: list[tuple[float, str]] = field(default_factory=list)
    stage: str = ""

    @property
    def seconds_left(self) -> float | None:
        """The estimated seconds left; None if there is no estimate yet."""
        worked = self.read - self.passed
        return self.seconds * (self.bytes - self.read) / worked if worked > 0 else None

    def add(self, step: Step) -> None:
        """Count `step` in."""
        self.read += step.read + step.passed
        self.passed += step.passed
        self.documents += step.documents
        self.rejected += step.rejected
        self.slowest = heapq.nlargest(_SLOWEST, [*self.slowest, *step.slowest])


@dataclass(frozen=True, slots=True)
class Summary:
    """A finished run.

    Args:
        statistics: the statistics of the whole output, including earlier runs.
        input: the identity of the input.
        progress: the figures of this run.
    """

    statistics: Statistics
    input: Identity
    progress: Progress


def run(
    source: str,
    target: Path | None,
    recipe: Recipe | None = None,
    limits: Limits | None = None,
    *,
    engine: str = "local",
    address: str | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Summary:
    """Clean a corpus; called again after an interruption, it resumes.

    Args:
        source: a file, a folder or a glob.
        target: the folder for the output; None to write nothing and only count.
        recipe: the settings that decide the output; None for the defaults.
        limits: the resources of the run; None for the defaults.
        engine: ``local`` or ``ray``.
        address: address of a running Ray cluster.
        on_progress: called from time to time.

    Raises:
        InputError: there is no such source, or it has no such column.
        TargetError: the target belongs to another run or holds other files.
        ConfigError: a setting is wrong.
        MissingPackageError: a format needs a package that is not installed.
        WorkerError: no worker could be started.
        ChangedError: the input changed during the run, or a finished shard did.
        AccountError: the numbers do not add up, which is a bug of this package.
    """
    recipe, limits = recipe or Recipe(), limits or Limits()
    _check(recipe, target, engine)
    manifest = make_manifest(recipe, identity := identify(source, recipe.input_format))
    check_columns(source, recipe)
    module: Engine = import_module(f"cleaner.corpus.engines.{engine}")
    going = _Going(source, _plan(source, target, recipe, limits, address), module, identity, on_progress)
    statistics = going.count() if target is None else going.write(target, manifest)
    return Summary(statistics, identity, going.progress)


def _check(recipe: Recipe, target: Path | None, engine: str) -> None:
    """Raise an error if the settings do not go together, or if a package is missing."""
    if engine not in ENGINES:
        raise UnknownNameError("engine", engine, ENGINES)
    if recipe.output_format == "parquet":
        require("pyarrow", "corpus", "writing Parquet")
    if recipe.learn_sites and target is None:
        raise ConfigError("site profiles are written into the output, so a run without output cannot learn them")


def _plan(source: str, target: Path | None, recipe: Recipe, limits: Limits, address: str | None) -> Plan:
    if target is None:
        recipe = replace(recipe, output_format="jsonl")
    schema = find_schema(find_units(source, recipe), recipe)
    return Plan(target and target.resolve(), recipe, limits, schema, address)


class _Going:
    """A run in progress: its engine, and how far it is."""

    def __init__(
        self,
        source: str,
        plan: Plan,
        engine: Engine,
        identity: Identity,
        on_progress: Callable[[Progress], None] | None,
    ) -> None:
        self._source, self._plan, self._engine, self._identity = source, plan, engine, identity
        self._on_progress = on_progress
        self.progress = Progress(identity.bytes)

    def count(self) -> Statistics:
        """Clean, write nothing, and give the figures."""
        statistics = _checked(self._clean())
        check_input(self._source, self._plan.recipe, self._identity)
        return statistics

    def write(self, target: Path, manifest: dict[str, Any]) -> Statistics:
        """Clean into `target`, or go on where that was interrupted; the figures of the whole output."""
        check_apart(self._source, target)
        claim_target(target, manifest)
        with locked(target):
            remove_temporaries(target)
            if self._plan.recipe.learn_sites:
                write_whole(target / MANIFEST, as_json({**manifest, "profiles": self._learn(target)}))
            self._clean()
            statistics = _checked(_collected(target))
            check_input(self._source, self._plan.recipe, self._identity)
            write_whole(target / STATISTICS, as_json(statistics.to_dict()))
        return statistics

    def _learn(self, target: Path) -> dict[str, Any]:
        """The first pass; returns the entry of the manifest for the profiles."""
        from cleaner.corpus.learning.kept import number_of_buckets
        from cleaner.corpus.learning.learn import learn_sites

        begun = monotonic()
        first = Progress(2 * self._identity.bytes, stage="learning what sites repeat")

        def on_bytes(number: int) -> None:
            first.read += number
            first.seconds = monotonic() - begun
            self._tell(first)

        buckets = number_of_buckets(self._identity.bytes)
        with (
            closing(self._engine.count_units(self._plan, self._units())) as counted,
            closing(self._engine.collect_units(self._plan, self._units(), buckets)) as collected,
        ):
            return learn_sites(target, self._plan.limits, buckets, counted, collected, on_bytes)

    def _clean(self) -> Statistics:
        """Clean; gives the figures of what was done, in the order of the units, if nothing is written."""
        begun = monotonic()
        shards: list[tuple[int, Statistics]] = []
        with closing(self._engine.run_units(self._plan, self._units())) as steps:
            for step in steps:
                self.progress.add(step)
                self.progress.seconds = monotonic() - begun
                if step.statistics and self._plan.target is None:
                    shards.append((step.unit, step.statistics))
                self._tell(self.progress)
        whole = Statistics()
        for _, statistics in sorted(shards, key=lambda pair: pair[0]):
            whole.merge(statistics)
        return whole

    def _units(self) -> Iterator[Unit]:
        return find_units(self._source, self._plan.recipe)

    def _tell(self, progress: Progress) -> None:
        if self._on_progress:
            self._on_progress(progress)


def _collected(target: Path) -> Statistics:
    """The figures of all shards; their rejected documents are written into one file on the way."""
    whole = Statistics()
    changed: list[str] = []
    with NewFile(target / REJECTED) as new:
        for entry in _journal(target):
            whole.merge(Statistics.from_dict(entry["statistics"]))
            for rejected in entry["rejected"]:
                new.stream.write((json.dumps(rejected) + "\n").encode())
            changed += filter(None, [changed_shard(target, entry)])
    if changed:
        names = ", ".join(changed[:5]) + (" …" if len(changed) > 5 else "")
        raise ChangedError(f"{target}: changed after it was written: {names}; delete it and run again to make it anew")
    return whole


def _journal(target: Path) -> Iterator[dict[str, Any]]:
    for unit in count():
        entries = list(finished_shards(target, unit))
        if not entries:
            return
        yield from entries


def _checked(statistics: Statistics) -> Statistics:
    found = statistics.documents
    if found["in"] != found["out"] + found["rejected"]:
        raise AccountError(
            f"{found['in']} documents came in, but {found['out']} came out and {found['rejected']} were rejected; "
            "please report this"
        )
    return statistics
