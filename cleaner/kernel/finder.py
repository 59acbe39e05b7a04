"""Which of some thousands of strings texts hold, or hold where a part of a text begins, without trying each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from cleaner.kernel.chars import beyond_ascii, from_bytes, to_bytes
from cleaner.kernel.letters import Letters

REACH = 8  # characters of what stands at a start
_HEAD = 3  # letters by which it is told how long the beginnings that come into question are
_REMEMBERED = 50_000  # starts of sentences
_LONG = 10_000  # characters of a text from which on its starts are never listed, to save memory
_BETWEEN = "\x00"
_BLANKS, _DIGITS = b"\t\n\v\f\r\x1c\x1d\x1e\x1f", b"123456789"
_ASCII_FORM = bytes.maketrans(_BLANKS + _DIGITS, b" " * len(_BLANKS) + b"0" * len(_DIGITS))
_LETTERS = {"i̇": "i", "ı": "i", "ς": "σ"}  # what small letters of one capital have in common


class Finder:
    """Numbers of what texts may hold, by strings.

    Args:
        beginnings: numbers by strings of at most `REACH` characters; a text holds what begins so at one of its starts.
        letters: numbers by strings that stand anywhere in a text.
        asked: for some of the numbers in `letters` strings with one of which a start must begin as well.
        parting: characters behind which a part of a text starts.
        openers: characters that may stand between those and the start.
        decoration: what may stand before the first start of a text.
        signs: characters at which there is a start wherever they stand.
    """

    def __init__(
        self,
        beginnings: Mapping[str, Sequence[int]],
        letters: Mapping[str, Sequence[int]],
        asked: Mapping[int, tuple[str, ...]],
        parting: str,
        openers: str,
        decoration: str,
        signs: Iterable[str],
    ) -> None:
        self._beginnings, self._by_letters, self._asked = beginnings, letters, asked
        self._letters = Letters(letters)
        self._signs = sorted(signs)
        self._lead = re.compile(rf"[\s{re.escape(decoration)}]*")
        self._parted = re.compile(rf"[{re.escape(parting)}][\s{re.escape(openers)}]*(?=([\w\W]{{1,{REACH}}}))")
        self._sizes: dict[str, set[int]] = {}  # by the first letters of beginnings, how long they are
        for key in beginnings:
            self._sizes.setdefault(key[:_HEAD], set()).add(len(key))
        self._begins: dict[str, list[int]] = {}  # by what stands at a start
        self._plain: set[str] = set()  # starts with which nothing begins

    def find(self, texts: Sequence[str]) -> list[list[int]]:
        """The numbers that come into question for each of `texts`, ascending.

        Hardly any does, so all texts are asked at once; where one does, the letters that brought it up show for which.
        """
        whole = _BETWEEN.join(texts)
        ends = list(accumulate(len(text) + len(_BETWEEN) for text in texts))
        starts = self._starts(texts, whole, ends)
        places: dict[int, set[int]] = {}
        for n, own in enumerate(starts):
            for start in own - self._plain:
                for i in self._begun(start):
                    places.setdefault(i, set()).add(n)
        for key in self._letters.near(" ".join(texts)):
            if found := _places(whole, ends, key):
                for i in self._by_letters[key]:
                    asked = self._asked.get(i)
                    fit = [n for n in found if any(s.startswith(asked) for s in starts[n])] if asked else found
                    if fit:
                        places.setdefault(i, set()).update(fit)
        possible: list[list[int]] = [[] for _ in texts]
        for i in sorted(places):
            for n in places[i]:
                possible[n].append(i)
        return possible

    def _begun(self, start: str) -> list[int]:
        """The numbers one of whose beginnings `start` begins with."""
        found = self._begins.get(start)
        if found is None:
            heads = {start[:size] for size in range(1, _HEAD + 1)}
            sizes = [size for head in heads for size in self._sizes.get(head, ())]
            found = [i for size in sizes for i in self._beginnings.get(start[:size], ())]
            if len(self._plain) + len(self._begins) >= _REMEMBERED:
                self._plain, self._begins = set(), {}
            if found:
                self._begins[start] = found
            else:
                self._plain.add(start)
        return found

    def _starts(self, texts: Sequence[str], whole: str, ends: Sequence[int]) -> list[set[str]]:
        """The first letters of what stands at the start of each text, behind what parts, and at signs."""
        starts = [self._own_starts(text) for text in texts]
        for sign in self._signs:
            at = whole.find(sign)
            while at >= 0:
                starts[bisect_right(ends, at)].add(whole[at : at + REACH])
                at = whole.find(sign, at + 1)
        return starts

    def _own_starts(self, text: str) -> set[str]:
        """The first letters of what stands at the start of `text` and behind what parts it."""
        if len(text) > _LONG:
            return {*self._led(text), *(m[1] for m in self._parted.finditer(text))}
        starts = set(self._parted.findall(text))
        if text[:1].isalnum():  # nearly always
            starts.add(text[:REACH])
        else:
            starts.update(self._led(text))
        return starts

    def _led(self, text: str) -> Iterator[str]:
        """What `text` begins with, and what stands behind the decoration there or a part of it."""
        lead = None if text[:1].isalnum() else self._lead.match(text)
        return (text[i : i + REACH] for i in range(min(len(text), lead.end() + 1 if lead else 1)))


def _places(whole: str, ends: Sequence[int], letters: str) -> list[int]:
    """Which of the texts that `whole` is made of hold `letters`, by the offsets behind each."""
    found = []
    at = whole.find(letters)
    while at >= 0:
        n = bisect_right(ends, at)
        found.append(n)
        at = whole.find(letters, ends[n])
    return found


def form(text: str) -> str:
    """`text` as it is searched: in small letters, with one blank for any white space and 0 for digits."""
    raw = to_bytes(text.lower()).translate(_ASCII_FORM)
    text = from_bytes(raw)
    if not text.isascii():
        high = beyond_ascii(raw)
        for letter, same in _LETTERS.items():
            if letter[-1] in high:
                text = text.replace(letter, same)
        for char in high:
            if char.isspace():
                text = text.replace(char, " ")
            elif char.isdecimal():
                text = text.replace(char, "0")
    while "  " in text:
        text = text.replace("  ", " ")
    return text
