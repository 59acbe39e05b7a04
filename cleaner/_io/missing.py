"""The error for a name that is no file."""

from __future__ import annotations

import re

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
