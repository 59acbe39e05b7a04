"""Which of some hundreds of words and parts of words a text holds, found without looking for each of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from itertools import pairwise
from sys import byteorder
from typing import NamedTuple

_GRAM, _STEP = 4, 2  # bytes of UTF-8; grams of a text begin at every second byte
_CODE = "I"  # an array's items of so many bytes
_LEAST = _GRAM + 1  # bytes that hold a gram wherever they begin


class _Key(NamedTuple):
    """A string that is looked for, and the grams that a text has besides the first where it begins at one."""

    text: str
    raw: bytes
    rest: frozenset[int]


class Letters:
    """Strings to be looked for in texts; a blank before or behind one stands for the start or the end of a word.

    A text is asked for all of them at once: its bytes, four by four, are integers, and few of those are of any string.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._by_gram: dict[int, list[_Key]] = {}
        self._short: dict[str, list[_Key]] = {}  # by a sign that is rarer than letters are, if there is one
        grams: set[int] = set()
        for key in keys:
            raw = key.encode()
            if len(raw) < _LEAST:
                sign = next((char for char in key if not char.isalnum() and char != " "), "")
                self._short.setdefault(sign, []).append(_Key(key, raw, frozenset()))
                continue
            own = [int.from_bytes(raw[i : i + _GRAM], byteorder) for i in range(len(raw) - _GRAM + 1)]
            grams.update(own)
            for start in range(_STEP):
                rest = frozenset(own[start + _STEP :: _STEP])
                self._by_gram.setdefault(own[start], []).append(_Key(key, raw, rest))
        self._grams = frozenset(grams)

    def near(self, text: str) -> set[str]:
        """All strings that `text` holds, and few others."""
        raw = f" {text} ".encode("utf-8", "surrogatepass")
        grams: set[int] = set()
        for start in range(0, _GRAM, _STEP):
            grams |= self._grams.intersection(_aligned(raw[start:]))
        found = {key.text for gram in grams for key in self._by_gram.get(gram, ()) if key.rest <= grams}
        for sign, keys in self._short.items():
            if sign in text:
                around = _around(raw, sign.encode()) if sign else raw
                found.update([key.text for key in keys if key.raw in around])
        return found


def _around(raw: bytes, sign: bytes) -> bytes:
    """What stands close to each `sign` in `raw`."""
    return b"\0".join([a[1 - _LEAST :] + sign + b[: _LEAST - 1] for a, b in pairwise(raw.split(sign))])


def _aligned(raw: bytes) -> array[int]:
    return array(_CODE, raw[: len(raw) - len(raw) % _GRAM])
