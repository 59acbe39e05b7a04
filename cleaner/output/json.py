"""A result as JSON: a document for people, or a line for pipelines."""

from __future__ import annotations

from cleaner.output.extras import Extras
from cleaner.result import Result


def as_json(result: Result, extras: Extras) -> str:
    """The whole result as indented JSON; the metadata is always in it."""
    return result.to_json(indent=2, layout=extras.layout) + "\n"


def as_jsonl(result: Result, extras: Extras) -> str:
    """The whole result as one line of JSON."""
    return result.to_json(layout=extras.layout) + "\n"
