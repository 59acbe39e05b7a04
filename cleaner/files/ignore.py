"""Filters and rules that are ignored, everywhere or in some files."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from cleaner.config.choice import REPAIR, check_names, ignore_rules
from cleaner.files.walk import Exclusion
from cleaner.pipeline import Pipeline

FileNames = tuple[Exclusion, tuple[str, ...]]


class FilePipeline(NamedTuple):
    """How the articles of a file are cleaned: the pipeline, and the repairs that are ignored."""

    pipeline: Pipeline
    repairs: frozenset[str] = frozenset()


class FilePipelines:
    """The pipeline for each file."""

    def __init__(self, pipeline: Pipeline, everywhere: Iterable[str] = (), per_file: Iterable[FileNames] = ()) -> None:
        """Ignore the names in `everywhere`, and further names in some files.

        Args:
            pipeline: the pipeline where nothing is ignored.
            everywhere: names that are ignored in every file.
            per_file: names that are ignored in the files that an exclusion covers.

        Raises:
            UnknownNameError: there is no such filter or rule.
        """
        self._pipeline = pipeline
        self._everywhere, self._per_file = tuple(everywhere), tuple(per_file)
        self._made: dict[tuple[str, ...], FilePipeline] = {}
        check_names([*self._everywhere, *(n for _, names in self._per_file for n in names)], pipeline)

    def of(self, path: str) -> FilePipeline:
        """The pipeline for the file `path`."""
        more = [n for exclusion, names in self._per_file if exclusion.covers(path) for n in names]
        names = tuple(sorted({*self._everywhere, *more}))
        if names not in self._made:
            self._made[names] = _pipeline(self._pipeline, names)
        return self._made[names]


def _pipeline(pipeline: Pipeline, names: Collection[str]) -> FilePipeline:
    repairs = frozenset(n.partition("/")[2] for n in names if n.startswith(f"{REPAIR}/"))
    return FilePipeline(ignore_rules(pipeline, [n for n in names if not n.startswith(f"{REPAIR}/")]), repairs)
