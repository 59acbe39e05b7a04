"""The pages of a site that are kept, and their storage until its profile is learned."""

from __future__ import annotations

import json
import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from heapq import heappush, heapreplace
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple

from cleaner.corpus.names import STATE
from cleaner.corpus.shards import write_state
from cleaner.sites.sketch import SampledPage

KEPT = 100  # pages of a site, at most
_LEAST = 20  # pages from which a profile is learned; of larger sites a share of the pages
_SHARE = 5  # one page in five; learning from a page costs about as much as cleaning it
_BUCKET_BYTES = 16 << 20  # of input, as stored; unpacked and in memory some ten times that
_MAX_BUCKETS = 4096
_PLACE = struct.Struct("<Q")


def learned_from(pages: int) -> int:
    """The number of pages from which the profile of a site with `pages` pages is learned."""
    return min(KEPT, max(_LEAST, pages // _SHARE))


class Wanted:
    """The pages kept so far, by their hashes: a few hundred bytes to a few kilobytes a site."""

    def __init__(self) -> None:
        self._heaps: dict[str, list[int]] = {}  # negated, so that the largest hash comes first

    def take(self, site: str, key: int) -> bool:
        """Add the page of `site` with the hash `key` if it is among the smallest; return whether it is."""
        heap = self._heaps.setdefault(site, [])
        if len(heap) >= KEPT and key >= -heap[0]:
            return False
        if -key in heap:
            return False
        if len(heap) < KEPT:
            heappush(heap, -key)
        else:
            heapreplace(heap, -key)
        return True


class Kept(NamedTuple):
    """A kept page; None for one that could not be read."""

    site: str
    key: int
    page: SampledPage | None


class UnitPages:
    """The kept pages of a unit."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.kept: list[Kept] = []

    def save(self, path: Path, buckets: int) -> None:
        """Write it to `path`: where each bucket begins and the last one ends, then the buckets."""
        counts: list[dict[str, int]] = [{} for _ in range(buckets)]
        pages: list[list[Kept]] = [[] for _ in range(buckets)]
        for site, number in self.counts.items():
            counts[bucket_of(site, buckets)][site] = number
        for kept in self.kept:
            pages[bucket_of(kept.site, buckets)].append(kept)
        parts = [
            zlib.compress(json.dumps(one).encode(), 1) if one[0] else b"" for one in zip(counts, pages, strict=True)
        ]
        places = accumulate(map(len, parts), initial=_PLACE.size * (buckets + 1))
        write_state(path, b"".join([*map(_PLACE.pack, places), *parts]))

    def add_from(self, path: Path, first: int, last: int) -> bool:
        """Add the buckets `first` up to `last` of what `save` wrote; False if that is not there."""
        try:
            with path.open("rb") as stream:
                stream.seek(_PLACE.size * first)
                head = stream.read(_PLACE.size * (last - first + 1))
                places = [place for (place,) in _PLACE.iter_unpack(head)]
                stream.seek(places[0])
                for start, end in pairwise(places):
                    if end > start:
                        self._add(zlib.decompress(stream.read(end - start)))
                return len(places) == last - first + 1
        except (OSError, ValueError, LookupError, struct.error, zlib.error):
            return False

    def _add(self, bucket: bytes) -> None:
        counts, pages = json.loads(bucket)
        self.counts.update(counts)
        for site, key, page in pages:
            self.kept.append(Kept(site, key, page and SampledPage(tuple(page[0]), tuple(page[1]), page[2])))


def bucket_of(site: str, buckets: int) -> int:
    """The bucket that a site belongs to."""
    return int.from_bytes(blake2b(site.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "big") % buckets


def number_of_buckets(size: int) -> int:
    """The number of buckets for the sites of an input of `size` bytes."""
    return min(_MAX_BUCKETS, 1 + size // _BUCKET_BYTES)


def unit_path(target: Path, unit: int) -> Path:
    """The path of the file with the kept pages of a unit."""
    return target / STATE / "sites" / f"unit-{unit:05}"


def unit_paths(target: Path) -> Iterator[Path]:
    """All of them, in order."""
    folder = target / STATE / "sites"
    yield from sorted(folder.glob("unit-*")) if folder.is_dir() else ()
