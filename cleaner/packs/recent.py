"""What was found in short texts, remembered from document to document: menus, labels and prompts return."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")

_CHARS, _MOST = 60, 4_096  # characters of the longest text, and texts, that are remembered


class Recent(Generic[T]):
    """A function of texts that remembers what it gave for short ones.

    Args:
        compute: gives one value for each of several texts, which depends on nothing else.
    """

    def __init__(self, compute: Callable[[Sequence[str]], Sequence[T]]) -> None:
        self._compute = compute
        self._known: dict[str, T] = {}

    def __call__(self, texts: Sequence[str]) -> list[T]:
        """The value for each of `texts`."""
        known = self._known
        new = [text for text in texts if text not in known]
        found = dict(zip(new, self._compute(new), strict=True)) if new else {}
        every = [found[text] if text in found else known[text] for text in texts]
        short = {text: value for text, value in found.items() if len(text) <= _CHARS}
        if len(known) + len(short) > _MOST:
            self._known = short if len(short) <= _MOST else {}  # another thread may still be reading the old ones
        else:
            known.update(short)
        return every
