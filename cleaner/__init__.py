"""Scraped article in, clean body text and metadata out, with an account of every character that was taken away."""

from cleaner import filters
from cleaner._version import __version__
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
