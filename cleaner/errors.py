"""One tree of exceptions; each message says what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

_DISTRIBUTIONS = {
    "bs4": "beautifulsoup4",
    "charset_normalizer": "charset-normalizer",
    "cssselect": "cssselect",
    "ftfy": "ftfy",
    "htmldate": "htmldate",
    "json_repair": "json-repair",
    "lxml": "lxml",
    "lxml_html_clean": "lxml_html_clean",
    "markdown_it": "markdown-it-py",
    "trafilatura": "trafilatura",
}


class CleanerError(Exception):
    """Anything that this package raises on purpose."""


class InputError(CleanerError):
    """The input cannot be read: no such file, a folder, no permission, an unknown type."""


class ConfigError(CleanerError):
    """A setting is unknown or has an invalid value."""


class ExtractorError(CleanerError):
    """An extractor failed on a page; the page is read without it, with a flag."""


class UnknownNameError(ConfigError):
    """A preset, filter, phase or setting that does not exist."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        from difflib import get_close_matches

        names = sorted(known)
        near = get_close_matches(name, names, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(names)}"
        super().__init__(f"unknown {what} {name!r}; {hint}")


class MissingPackageError(CleanerError, ImportError):
    """A package is not installed: one of an extra, or, after ``pip install --no-deps``, one that is always needed."""


@cache
def require(package: str, extra: str, use: str) -> None:
    """Check that an optional package is installed.

    Args:
        package: the name by which it is imported.
        extra: the extra of this distribution that brings it.
        use: what needs it, as ``reading Parquet``.

    Raises:
        MissingPackageError: it is not installed.
    """
    from importlib.util import find_spec

    if find_spec(package) is None:
        raise MissingPackageError(f"{use} needs {package}; install it with: pip install 'scrapewash[{extra}]'")


def reason_of(error: Exception) -> str:
    """What went wrong, without the number and the name that Python puts around an error of the system."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


class Needed:
    """A context in which importing a missing dependency raises `MissingPackageError`."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: object, _trace: object) -> None:
        if isinstance(error, ModuleNotFoundError):
            name = _DISTRIBUTIONS.get((error.name or "").partition(".")[0])
            if name is not None:
                raise MissingPackageError(f"{name} is not installed; install it with: pip install {name}") from None
