"""A step of CONTRIBUTING's recipes that was forgotten is an error that says so, never nothing at all."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

import cleaner.corpus.readers as readers
import cleaner.metadata.html as metadata
import cleaner.output as output
from cleaner.filters._base import PhraseFilter
from cleaner.packs.load import PACKS, compiled
from cleaner.packs.pattern_files import read_patterns
from cleaner.presets import BUILT_IN


def functions(package: ModuleType) -> Iterator[tuple[str, str, dict[str, object]]]:
    """The public functions of the modules of `package`: module, name, annotations."""
    for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        module = import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == found.name and not name.startswith("_"):
                yield found.name, name, inspect.get_annotations(function)


def test_a_filter_of_phrases_has_some():
    known = {rule[0] for rule in compiled().rules.values()} | {pattern.filter for pattern in read_patterns(PACKS)}
    silent = {made.name for made in BUILT_IN if issubclass(type(made), PhraseFilter)} - known
    assert not silent, f"no pack has a phrase for {silent}: write one and run `python scripts/build_packs.py`"


def test_every_output_format_is_listed():
    listed = {form.render for form in output.FORMATS.values()}
    forms = {name for _, name, _ in functions(output) if name.startswith("as_")}
    assert forms == {f.__name__ for f in listed}, "each function as_… of cleaner/output/ needs a line in FORMATS"


def test_every_source_of_metadata_is_listed():
    claims = {"page": "Page", "return": "Iterator[Claim]"}
    sources = {n for module, n, a in functions(metadata) if module.endswith(f".{n}") and a == claims}
    listed = {source.__name__ for source in metadata.SOURCES} | {"guesses"}  # which are asked where no source speaks
    assert sources == listed, "each source of cleaner/metadata/html/ needs a line in SOURCES"


def test_every_reader_is_listed_and_has_a_suffix():
    made = {name for _, name, a in functions(readers) if a.get("recipe") == "Recipe" and name.startswith("read_")}
    assert made == {r.__name__ for r in readers.READERS.values()}, "each read_… needs a line in READERS"
    assert set(readers.READERS) == set(readers._SUFFIXES.values()), "each format needs a suffix"
