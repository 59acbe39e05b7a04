"""The settings for files: the table `[tool.cleaner.files]`."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from cleaner.config.tables import checked
from cleaner.errors import ConfigError


class FileSettings(NamedTuple):
    """What a user can set about files; the command line overrides it.

    Args:
        exclude: files and folders to leave out, as patterns of .gitignore relative to the settings file.
        field: for JSONL and tables, the name of the field that holds the article.
        encoding: of files that have no byte order mark; None finds out.
        baseline: the file of known findings, relative to the settings file.
        ignore: filters (``captions``), rules (``captions/credit``), repairs (``repair/entity``) to ignore.
        per_file_ignores: the same for files that match a pattern.
        gitignore: whether .gitignore files are respected.
        force_exclude: whether `exclude` also applies to files named on the command line.
        inline_ignores: whether comments in a text may ignore findings.
    """

    exclude: tuple[str, ...] = ()
    field: str | None = None
    encoding: str | None = None
    baseline: str | None = None
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    gitignore: bool = True
    force_exclude: bool = False
    inline_ignores: bool = False


_LISTS = ("exclude", "ignore")
_FLAGS = ("gitignore", "force-exclude", "inline-ignores")


def file_settings(table: object, path: Path) -> FileSettings:
    """The settings in `table`, which stands in the file `path`.

    Raises:
        ConfigError: a key is unknown, or a value of a wrong type.
    """
    return FileSettings(**checked(table, FileSettings._fields, _checked, path, "files"))


def _checked(key: str, value: object, path: Path) -> object:
    """`value` in the type that `key` has, or a `ConfigError`."""
    if key in _LISTS:
        return _strings(key, value, path)
    if key == "per-file-ignores":
        if not isinstance(value, Mapping):
            raise ConfigError(f'{path}: per-file-ignores must be a table, such as {{"old/" = ["captions"]}}')
        return tuple((pattern, _strings(f"{key} {pattern!r}", names, path)) for pattern, names in value.items())
    if key in _FLAGS:
        if isinstance(value, bool):
            return value
        raise ConfigError(f"{path}: {key} must be true or false")
    if not isinstance(value, str) or not value:
        raise ConfigError(f'{path}: {key} must be a name, such as "text"')
    if key == "encoding":
        return check_encoding(value, f"{path}: encoding")
    return value


def _strings(key: str, value: object, path: Path) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return tuple(value)
    raise ConfigError(f"{path}: {key} must be a list of words in quotes")


def check_encoding(name: str, where: str) -> str:
    """Python's name of the encoding `name`; raises `ConfigError`, naming `where` it was asked for."""
    try:
        info = codecs.lookup(name)
        "".encode(info.name)
    except (LookupError, ValueError):
        raise ConfigError(f"{where}: there is no encoding {name!r}; use utf-8, utf-16, cp1252 or the like") from None
    return info.name
