"""Scraped article in, clean body text and metadata out, with an account of every character that was taken away."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from cleaner._version import __version__

if TYPE_CHECKING:
    from cleaner import filters
    from cleaner.chain import Filter
    from cleaner.errors import CleanerError, ConfigError, InputError, UnknownNameError
    from cleaner.model import Claim, Cut, Document, Removal
    from cleaner.pipeline import Pipeline, clean
    from cleaner.result import Metadata, Result
    from cleaner.view import View

__all__ = [
    "Claim",
    "CleanerError",
    "ConfigError",
    "Cut",
    "Document",
    "Filter",
    "InputError",
    "Metadata",
    "Pipeline",
    "Removal",
    "Result",
    "UnknownNameError",
    "View",
    "__version__",
    "clean",
    "filters",
]

# A public name is imported when it is first used (PEP 562), so that the command starts fast.
_HOME = {
    "Claim": "model",
    "CleanerError": "errors",
    "ConfigError": "errors",
    "Cut": "model",
    "Document": "model",
    "Filter": "chain",
    "InputError": "errors",
    "Metadata": "result",
    "Pipeline": "pipeline",
    "Removal": "model",
    "Result": "result",
    "UnknownNameError": "errors",
    "View": "view",
    "clean": "pipeline",
}


def __getattr__(name: str) -> object:
    if name == "filters":
        return import_module("cleaner.filters")
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"cleaner.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
