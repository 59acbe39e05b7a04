"""A sample of a site's pages, bounded however many pages the site has, that merges in any order."""

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
    """What a sketch keeps of a page.

    Args:
        blocks: the text of its blocks, in order; of a very long page the first and the last ones.
        paths: where each stood in a page of HTML; empty for plain text.
        day: ISO day of publication, if known.
    """

    blocks: tuple[str, ...]
    paths: tuple[str, ...] = ()
    day: str | None = None


class Sketch:
    """The pages of a site whose hashes are smallest.

    Which pages these are depends on nothing but the pages, so sketches of parts of a site may be made anywhere,
    merged in any order, and give the same. A page that comes twice counts once.

    Args:
        limit: how many pages are kept.
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
        """Whether a page with the hash `key` would be kept: asked before a page is read at all."""
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
        """Take in what `other` keeps."""
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
    """What is kept of a page with `blocks`."""
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
