"""The files of the language packs as written: tables with fields, each with its place for messages."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from cleaner.model import CERTAIN, LIKELY

T = TypeVar("T")

CERTAINTY = {"certain": CERTAIN, "likely": LIKELY}
"""The certainties by the names that packs use."""


def toml(path: Path) -> dict[str, Any]:
    """The content of a file of a pack; raises ValueError if it is not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path.parent.name}/{path.name}: {error}") from error


def tables(path: Path, name: str, make: Callable[..., T]) -> list[T]:
    """The tables ``[[name]]`` of a file, each made into a value by `make`, which also takes ``lang``.

    Raises:
        ValueError: the file is not TOML, or a table has an unknown field or lacks one.
    """
    made = []
    for table in toml(path).get(name, []):
        fields = {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}
        try:
            made.append(make(lang=path.parent.name, **fields))
        except TypeError as error:
            at = f"{path.parent.name}/{path.name} {table.get('filter')}.{table.get('rule')}"
            raise ValueError(f"{at}: {error}") from error
    return made
