"""A table of a settings file, checked key by key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from cleaner.errors import ConfigError, UnknownNameError


def checked(
    table: object, names: Sequence[str], check: Callable[[str, object, Path], object], path: Path, inner: str = ""
) -> dict[str, Any]:
    """The values of `table`, by their names in Python.

    Args:
        table: the table in the file.
        names: the known settings, as Python names them; the file has hyphens for underscores.
        check: gives the value of a key, or raises `ConfigError`.
        path: the file.
        inner: the table's name within `[tool.cleaner]`; empty for that table itself.

    Raises:
        ConfigError: this is no table, a key is unknown, or `check` refused a value.
    """
    if not isinstance(table, Mapping):
        raise ConfigError(f"{path}: [{inner or 'tool.cleaner'}] must be a table")
    keys = {name.replace("_", "-"): name for name in names}
    for key in table:
        if key not in keys:
            raise UnknownNameError(f"setting in {f'[{inner}] of ' if inner else ''}{path}:", key, keys)
    return {keys[key]: check(key, value, path) for key, value in table.items()}
