"""Which pages of a site are kept, and where they stand until its profile is learned."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from heapq import heappush, heapreplace
from pathlib import Path
from typing import NamedTuple

from cleaner.corpus.shards import STATE, write_state
from cleaner.sites.sketch import Page

KEPT = 100  # pages of a site, at most
_LEAST = 20  # pages that a profile is learned from, if there are so many; with more a share of them
_SHARE = 5  # one page in so many; learning from a page costs about as much as cleaning it
_BUCKET_BYTES = 256 << 20  # of input
_MAX_BUCKETS = 4096


def learned_from(pages: int) -> int:
    """How many of a site's `pages` its profile is learned from."""
    return min(KEPT, max(_LEAST, pages // _SHARE))


class Wanted:
    """The pages that are kept so far, by their hashes: some hundred bytes to a few kilobytes a site."""

    def __init__(self) -> None:
        self._heaps: dict[str, list[int]] = {}  # negated, so that the largest hash comes first

    def take(self, site: str, key: int) -> bool:
        """Whether the page of `site` with the hash `key` belongs to the kept; from now on it does."""
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
    """A page that is kept; None for one that could not be read."""

    site: str
    key: int
    page: Page | None


class UnitPages:
    """What a unit of the input has for the profiles."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.kept: list[Kept] = []

    def save(self, path: Path, buckets: int) -> None:
        """Write it to `path`: a line that tells how long each bucket is, then the buckets."""
        parts: list[bytes] = []
        for bucket in range(buckets):
            counts = {site: n for site, n in self.counts.items() if bucket_of(site, buckets) == bucket}
            pages = [[k.site, k.key, k.page] for k in self.kept if k.site in counts]
            parts.append(zlib.compress(json.dumps([counts, pages]).encode(), 1) if counts else b"")
        head = json.dumps([len(part) for part in parts]).encode()
        write_state(path, b"\n".join((head, b"".join(parts))))

    def add_from(self, path: Path, bucket: int | None = None) -> bool:
        """Add what `save` wrote, or one bucket of it; False if that is not there."""
        try:
            with path.open("rb") as stream:
                sizes: list[int] = json.loads(stream.readline())
                for number, size in enumerate(sizes):
                    if not size or bucket not in (None, number):
                        stream.seek(size, 1)
                        continue
                    counts, pages = json.loads(zlib.decompress(stream.read(size)))
                    self.counts.update(counts)
                    self.kept += [
                        Kept(s, k, None if p is None else Page(tuple(p[0]), tuple(p[1]), p[2])) for s, k, p in pages
                    ]
        except (OSError, ValueError, zlib.error):
            return False
        return True


def bucket_of(site: str, buckets: int) -> int:
    """The bucket that a site belongs to."""
    return int.from_bytes(blake2b(site.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "big") % buckets


def number_of_buckets(size: int) -> int:
    """How many buckets the sites of an input of `size` bytes are divided into."""
    return min(_MAX_BUCKETS, 1 + size // _BUCKET_BYTES)


def unit_path(target: Path, unit: int) -> Path:
    """Where the pages that a unit has for the profiles stand."""
    return target / STATE / "sites" / f"unit-{unit:05}"


def unit_paths(target: Path) -> Iterator[Path]:
    """All of them, in order."""
    folder = target / STATE / "sites"
    yield from sorted(folder.glob("unit-*")) if folder.is_dir() else ()
