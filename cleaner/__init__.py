"""Scraped article in, clean body text and metadata out, with an account of every character that was taken away."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from cleaner._version import __version__

if TYPE_CHECKING:
    from cleaner.chain import Filter, Phase
    from cleaner.config import Config
    from cleaner.errors import CleanerError, ConfigError, InputError, MissingPackageError, UnknownNameError
    from cleaner.learning import learn
    from cleaner.many import clean_many
    from cleaner.metadata.fields import Metadata
    from cleaner.model import Block, Caption, Claim, Cut, Dateline, Document, Edit, Flag, Removal, Source
    from cleaner.page.options import HtmlOptions
    from cleaner.page.rules import SiteRule, SiteRules
    from cleaner.pipeline import Pipeline, clean
    from cleaner.result import Result
    from cleaner.sites import SiteProfile
    from cleaner.view import View

__all__ = [
    "Block",
    "Caption",
    "Claim",
    "CleanerError",
    "Config",
    "ConfigError",
    "Cut",
    "Dateline",
    "Document",
    "Edit",
    "Filter",
    "Flag",
    "HtmlOptions",
    "InputError",
    "Metadata",
    "MissingPackageError",
    "Phase",
    "Pipeline",
    "Removal",
    "Result",
    "SiteProfile",
    "SiteRule",
    "SiteRules",
    "Source",
    "UnknownNameError",
    "View",
    "__version__",
    "clean",
    "clean_many",
    "learn",
]

# A public name is imported when it is first used (PEP 562), so that the command starts fast.
_HOME = {
    "Block": "model",
    "Caption": "model",
    "Claim": "model",
    "CleanerError": "errors",
    "ConfigError": "errors",
    "Cut": "model",
    "Dateline": "model",
    "Document": "model",
    "Edit": "model",
    "Filter": "chain",
    "Flag": "model",
    "HtmlOptions": "page.options",
    "InputError": "errors",
    "Metadata": "metadata.fields",
    "MissingPackageError": "errors",
    "Phase": "chain",
    "Pipeline": "pipeline",
    "Removal": "model",
    "Result": "result",
    "Config": "config",
    "SiteProfile": "sites.profile",
    "Source": "model",
    "SiteRule": "page.rules",
    "SiteRules": "page.rules",
    "UnknownNameError": "errors",
    "View": "view",
    "clean": "pipeline",
    "clean_many": "many",
    "learn": "learning",
}

if not TYPE_CHECKING:  # a type checker would take any name for one that `__getattr__` knows

    def __getattr__(name: str) -> object:
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"cleaner.{_HOME[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted(__all__)
