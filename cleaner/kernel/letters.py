"""Which of some hundreds of words and parts of words a text may hold, found without looking for each of them."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from sys import byteorder

_GRAM, _STEP = 4, 2  # bytes of UTF-8; grams of a text begin at every second byte
_CODE = "I"  # an array's items of so many bytes
_LEAST = _GRAM + 1  # bytes that hold a gram wherever they begin
_KNOWN, _KNOWN_CHARS = 50_000, 32  # words that are remembered, and the length of the longest


class Letters:
    """Strings to be looked for in texts; a blank before or behind one stands for the start or the end of a word.

    None holds a blank between two letters, so each is looked for word by word, and of the words of a text nearly all
    have been seen before. The others are asked for all strings at once: their bytes, four by four, are integers, and
    few of those are of any string.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._by_gram: dict[int, list[tuple[int, str]]] = {}  # by the first gram; the last must be there too
        self._short: dict[str, list[tuple[bytes, str]]] = {}  # by a sign, which is rarer than letters, if there is one
        last_grams: set[int] = set()
        for key in keys:
            raw = key.encode()
            if len(raw) < _LEAST:
                # What stands around a sign is told from between two of them, which a key that holds two would join.
                sign = next((c for c in key if not c.isalnum() and c != " " and key.count(c) == 1), "")
                self._short.setdefault(sign, []).append((raw, key))
                continue
            for start in range(_STEP):
                end = len(raw) - (len(raw) - start) % _STEP
                first, last = raw[start : start + _GRAM], raw[end - _GRAM : end]
                gram = int.from_bytes(last, byteorder)
                self._by_gram.setdefault(int.from_bytes(first, byteorder), []).append((gram, key))
                last_grams.add(gram)
        self._grams = frozenset(last_grams.union(self._by_gram))
        self._plain: set[str] = set()  # words that hold none of the strings
        self._holding: dict[str, list[str]] = {}

    def near(self, text: str) -> set[str]:
        """All strings that `text` holds, and few others."""
        found: set[str] = set()
        new = []
        for word in set(text.split()) - self._plain:
            held = self._holding.get(word)
            if held is None:
                new.append(word)
            else:
                found.update(held)
        return found | self._learned(new) if new else found

    def _learned(self, words: Sequence[str]) -> set[str]:
        """What `words`, not known yet, hold, and few others; unless there are too many, they are known from then on."""
        text = f" {'  '.join(words)} "
        near = self._near(text)
        if len(words) > _KNOWN // 2:
            return near
        if len(self._plain) + len(self._holding) + len(words) > _KNOWN:
            self._plain, self._holding = set(), {}
        ends = list(accumulate(len(word) + 2 for word in words))
        holding: dict[str, list[str]] = {}
        for key in near:
            at = text.find(key)
            while at >= 0:
                n = bisect_right(ends, at)
                holding.setdefault(words[n], []).append(key)
                at = text.find(key, ends[n])
        self._plain.update([word for word in words if word not in holding and len(word) <= _KNOWN_CHARS])
        self._holding.update({word: keys for word, keys in holding.items() if len(word) <= _KNOWN_CHARS})
        return {key for keys in holding.values() for key in keys}

    def _near(self, text: str) -> set[str]:
        raw = text.encode("utf-8", "surrogatepass")
        grams: set[int] = set()
        for start in range(0, _GRAM, _STEP):
            end = len(raw) - (len(raw) - start) % _GRAM
            grams |= self._grams.intersection(array(_CODE, raw[start:end]))
        found = {key for gram in grams for last, key in self._by_gram.get(gram, ()) if last in grams}
        for sign, keys in self._short.items():
            if sign in text:
                around = _around(raw, sign.encode()) if sign else raw
                found.update([key for own, key in keys if own in around])
        return found


def _around(raw: bytes, sign: bytes) -> bytes:
    """What stands close to each `sign` in `raw`."""
    return b"\0".join([a[1 - _LEAST :] + sign + b[: _LEAST - 1] for a, b in pairwise(raw.split(sign))])
