"""A sample of a site's pages, of bounded size, which can be merged in any order."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from heapq import heappush, heapreplace
from typing import NamedTuple

from cleaner.errors import InputError

SAMPLE = 500
"""Pages of a site that are kept by default; more hardly change what is learned (docs/guide/sites.md has the curve)."""

_HEAD_CHARS, _TAIL_CHARS = 12_000, 8_000
_VERSION = 1


class SampledPage(NamedTuple):
    """The part of a page that a sketch keeps.

    Args:
        blocks: the text of its blocks, in order; of a very long page the first and the last ones.
        paths: the place of each in a page of HTML; empty for plain text.
        day: ISO day of publication, if known.
    """

    blocks: tuple[str, ...]
    paths: tuple[str, ...] = ()
    day: str | None = None


class Sketch:
    """The pages of a site whose hashes are smallest.

    They depend only on the pages, so sketches of parts of a site can be made anywhere and merged in any order, with
    the same result. A repeated page counts once.

    Args:
        limit: the number of pages to keep.
    """

    def __init__(self, limit: int = SAMPLE) -> None:
        if limit < 1:
            raise ValueError(f"a sketch keeps at least one page, not {limit}")
        self.limit = limit
        self._pages: dict[int, SampledPage] = {}
        self._heap: list[int] = []  # negated, so that the largest hash comes first

    def __len__(self) -> int:
        return len(self._pages)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sketch) and self.limit == other.limit and self._pages == other._pages

    __hash__ = None  # type: ignore[assignment]

    @property
    def pages(self) -> tuple[SampledPage, ...]:
        """The pages, in the order of their hashes."""
        return tuple(self._pages[key] for key in sorted(self._pages))

    def wants(self, key: int) -> bool:
        """Whether a page with the hash `key` would be kept; checked before the page is read."""
        return key not in self._pages and (len(self._pages) < self.limit or key < -self._heap[0])

    def add(self, key: int, page: SampledPage) -> None:
        """Keep `page`, if its hash is among the smallest."""
        if not self.wants(key):
            return
        if len(self._pages) < self.limit:
            heappush(self._heap, -key)
        else:
            del self._pages[-heapreplace(self._heap, -key)]
        self._pages[key] = page

    def merge(self, other: Sketch) -> None:
        """Add the pages of `other`."""
        for key, page in other._pages.items():
            self.add(key, page)

    def to_bytes(self) -> bytes:
        """The sketch, compressed: some kilobytes a page at most."""
        pages = [[key, *self._pages[key]] for key in sorted(self._pages)]
        return zlib.compress(json.dumps([_VERSION, self.limit, pages], ensure_ascii=False).encode(), 6)

    @classmethod
    def from_bytes(cls, data: bytes) -> Sketch:
        """The sketch that `to_bytes` wrote; raises `InputError`."""
        try:
            version, limit, pages = json.loads(zlib.decompress(data))
            if version != _VERSION:
                raise InputError(f"sketch of version {version!r}; this version of cleaner reads {_VERSION}")
            made = cls(limit)
            for key, blocks, paths, day in pages:
                made.add(key, SampledPage(tuple(blocks), tuple(paths), day))
        except (ValueError, TypeError, zlib.error) as error:
            raise InputError(f"not a sketch of a site ({error})") from None
        return made


def page_key(source: str | bytes) -> int:
    """The hash that decides whether a page is kept."""
    data = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big")


def page(blocks: Iterable[str], paths: Sequence[str] = (), day: str | None = None) -> SampledPage:
    """The kept part of a page with `blocks`."""
    texts = tuple(blocks)
    if sum(map(len, texts)) <= _HEAD_CHARS + _TAIL_CHARS:
        return SampledPage(texts, tuple(paths), day)
    kept = sorted(
        {*_within(texts, range(len(texts)), _HEAD_CHARS), *_within(texts, range(len(texts))[::-1], _TAIL_CHARS)}
    )
    if not kept:  # one endless line
        return SampledPage((texts[0][:_HEAD_CHARS], texts[-1][-_TAIL_CHARS:]), (), day)
    return SampledPage(tuple(texts[i] for i in kept), tuple(paths[i] for i in kept) if paths else (), day)


def _within(texts: Sequence[str], order: Iterable[int], limit: int) -> Iterator[int]:
    for i in order:
        limit -= len(texts[i])
        if limit < 0:
            return
        yield i
