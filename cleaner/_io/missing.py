"""The errors for a name at which there is nothing, and for one in a folder that is not there."""

from __future__ import annotations

import re
from pathlib import Path

from cleaner.errors import InputError

_ADDRESS = re.compile(r"(?i)(?:https?|ftp)://\S+")


def is_address(name: str) -> bool:
    """Whether `name` is the address of a page."""
    return _ADDRESS.fullmatch(name) is not None


def missing(name: str, kinds: str = "file or folder") -> InputError:
    """The error for `name`, at which there is nothing; `kinds` says what could have been there."""
    if is_address(name):
        return InputError(
            f"{name}: is an address, and nothing is fetched here; fetch it and pipe it: "
            f"curl -sL {name} | cleaner clean --url {name}"
        )
    return InputError(f"{name}: no such {kinds}; check the path")


def check_parent(path: Path) -> None:
    """Make sure that the folder exists in which `path` is to be written, before any work; raises `InputError`."""
    if not path.parent.is_dir():
        raise InputError(f"{path}: there is no folder {path.parent}; make it first")
