"""What is left alone: filters and rules by name, everywhere or in some files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cleaner.chain import Filter, Phase
from cleaner.errors import UnknownNameError
from cleaner.files.walk import Exclusion
from cleaner.model import Cut
from cleaner.pipeline import Pipeline
from cleaner.view import View

REPAIR = "repair"  # the name under which repairs are reported and ignored


FileNames = tuple[Exclusion, tuple[str, ...]]


class LessRules(NamedTuple):
    """A filter that makes no use of some of its rules."""

    inner: Filter
    rules: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of the filter itself."""
        return self.inner.name

    def __call__(self, view: View) -> Iterator[Cut]:
        """The cuts of the filter that other rules ask for."""
        return (cut for cut in self.inner(view) if cut.rule not in self.rules)


class Recipe(NamedTuple):
    """How the articles of a file are cleaned: a pipeline, and the repairs that are left alone."""

    pipeline: Pipeline
    repairs: frozenset[str] = frozenset()


class Recipes:
    """The recipe for each file."""

    def __init__(self, pipeline: Pipeline, everywhere: Iterable[str] = (), per_file: Iterable[FileNames] = ()) -> None:
        """Ignore what is named `everywhere`, and in some files more.

        Args:
            pipeline: what is cut where nothing is ignored.
            everywhere: names that are ignored in every file.
            per_file: names that are ignored in the files that an exclusion covers.

        Raises:
            UnknownNameError: there is no such filter.
        """
        self._pipeline = pipeline
        self._everywhere, self._per_file = tuple(everywhere), tuple(per_file)
        self._made: dict[tuple[str, ...], Recipe] = {}
        for name in (*self._everywhere, *(n for _, names in self._per_file for n in names)):
            _check_name(name, pipeline)

    def of(self, path: str) -> Recipe:
        """The recipe for the file `path`."""
        more = [n for exclusion, names in self._per_file if exclusion.covers(path) for n in names]
        names = tuple(sorted({*self._everywhere, *more}))
        if names not in self._made:
            self._made[names] = _recipe(self._pipeline, names)
        return self._made[names]


def _check_name(name: str, pipeline: Pipeline) -> None:
    from cleaner.presets import BUILT_IN

    known = [REPAIR, *(f.name for f in BUILT_IN), *pipeline.filter_names]
    if name.partition("/")[0] not in known:
        raise UnknownNameError("filter to ignore", name, known)


def _recipe(pipeline: Pipeline, names: Iterable[str]) -> Recipe:
    whole = {n for n in names if "/" not in n}
    rules: dict[str, list[str]] = {}
    for name in names:
        name, slash, rule = name.partition("/")
        if slash:
            rules.setdefault(name, []).append(rule)
    if REPAIR in whole:
        pipeline = pipeline.with_repairs("none")
    pipeline = pipeline.without(*(n for n in pipeline.filter_names if n in whole))
    phases = (Phase(p.name, tuple(_less(f, rules) for f in p.filters)) for p in pipeline.phases)
    return Recipe(pipeline._replace(phases=tuple(phases)), frozenset(rules.get(REPAIR, ())))


def _less(made: Filter, rules: dict[str, list[str]]) -> Filter:
    return LessRules(made, tuple(rules[made.name])) if made.name in rules else made
