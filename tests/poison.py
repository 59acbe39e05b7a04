"""A filter that does to its process what a document asks for; workers load it by its import path."""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Callable, Iterator
from typing import NoReturn

from cleaner import Cut, View


class UnpicklableError(Exception):
    """An exception that no pool can send home."""

    def __init__(self, message: str, other: object) -> None:
        super().__init__(message)
        self.other = other

    def __reduce__(self) -> NoReturn:
        raise TypeError("not to be pickled")

    def __str__(self) -> str:
        raise ValueError("not to be read either")


def _loop() -> None:
    while True:
        pass


def _hog() -> None:
    held = []
    while True:
        held.append(bytearray(16 << 20))


def _raise() -> None:
    raise UnpicklableError("no", lambda: None)


def _recurse(depth: int = 0) -> int:
    return _recurse(depth + 1) + 1


POISONS: dict[str, Callable[[], object]] = {
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "segfault": lambda: ctypes.string_at(0),
    "exit": lambda: os._exit(0),
    "loop": _loop,
    "hog": _hog,
    "exception": _raise,
    "recursion": _recurse,
}


def poisoned(text: object, name: str) -> str:
    """`text` with a poison in its first paragraph, where no other filter takes it away."""
    first, blank, rest = str(text).partition("\n\n")
    return f"{first} They had found poison-{name}.{blank}{rest}"


class Poison:
    """Cuts nothing; a text that has the word ``poison-NAME`` gets what it names."""

    name = "poison"

    def __call__(self, view: View) -> Iterator[Cut]:
        """Look for poison in `view`."""
        if "poison-" in view.text:
            POISONS[view.text.partition("poison-")[2].split(".")[0]]()
        return iter(())
