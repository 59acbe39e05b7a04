"""The pages of a site that a profile is learned from: which ones, and where they wait until it is."""

from __future__ import annotations

import json
import struct
import zlib
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from cleaner.corpus.names import STATE
from cleaner.corpus.shards import write_state
from cleaner.sites.learn import MIN_PAGES
from cleaner.sites.sketch import SampledPage

KEPT = 100  # pages of a site, at most
_LEAST = 12  # pages that a profile is learned from; twenty found hardly more (docs/guide/sites.md). Of larger sites
_SHARE = 5  # one page in five; learning from a page costs about a quarter of cleaning it
_BUCKET_BYTES = 16 << 20  # of input, as stored; unpacked and in memory some ten times that
_MAX_BUCKETS = 4096
_PLACE = struct.Struct("<Q")


def learned_from(pages: int) -> int:
    """The number of pages from which the profile of a site with `pages` pages is learned."""
    return min(KEPT, max(_LEAST, pages // _SHARE))


class Seen:
    """How many pages each site has, and the smallest of their hashes: less than a kilobyte a site.

    It depends only on the pages, so parts of a corpus can be seen anywhere and put together in any order.
    """

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.keys: dict[str, array[int]] = {}  # ascending

    def take(self, site: str, key: int) -> bool:
        """Add the hash `key` of a page of `site` if it is among the smallest; return whether it is."""
        keys = self.keys.get(site)
        if keys is None:
            keys = self.keys[site] = array("Q")
        at = bisect_left(keys, key)
        if at == KEPT or (at < len(keys) and keys[at] == key):
            return False
        keys.insert(at, key)
        del keys[KEPT:]
        return True

    def wanted(self) -> dict[str, int]:
        """For each site with pages enough the largest hash of a page that its profile is learned from."""
        return {
            site: keys[min(len(keys), learned_from(self.counts[site])) - 1]
            for site, keys in self.keys.items()
            if len(keys) >= MIN_PAGES
        }

    def save(self, path: Path) -> None:
        """Write it to `path`."""
        content = [[site, number, self.keys.get(site, array("Q")).tolist()] for site, number in self.counts.items()]
        write_state(path, zlib.compress(json.dumps(content).encode(), 1))

    def add_from(self, path: Path) -> bool:
        """Add what `save` wrote; False if that is not there."""
        try:
            content = json.loads(zlib.decompress(path.read_bytes()))
        except (OSError, ValueError, zlib.error):
            return False
        for site, number, keys in content:
            self.counts[site] += number
            for key in keys:
                self.take(site, key)
        return True


def save_wanted(path: Path, wanted: Mapping[str, int]) -> None:
    """Write to `path` which pages are wanted."""
    write_state(path, zlib.compress(json.dumps(wanted).encode(), 1))


def read_wanted(path: Path) -> dict[str, int] | None:
    """What `save_wanted` wrote; None if that is not there."""
    try:
        return dict(json.loads(zlib.decompress(path.read_bytes())))
    except (OSError, ValueError, zlib.error):
        return None


class Kept(NamedTuple):
    """A kept page; None for one that could not be read."""

    site: str
    key: int
    page: SampledPage | None


class UnitPages:
    """The kept pages of a unit."""

    def __init__(self) -> None:
        self.kept: list[Kept] = []

    def save(self, path: Path, buckets: int) -> None:
        """Write it to `path`: where each bucket begins and the last one ends, then the buckets."""
        pages: list[list[Kept]] = [[] for _ in range(buckets)]
        for kept in self.kept:
            pages[bucket_of(kept.site, buckets)].append(kept)
        parts = [zlib.compress(json.dumps(one).encode(), 1) if one else b"" for one in pages]
        places = accumulate(map(len, parts), initial=_PLACE.size * (buckets + 1))
        write_state(path, b"".join([*map(_PLACE.pack, places), *parts]))

    def add_from(self, path: Path, bucket: int) -> bool:
        """Add the pages of a bucket of what `save` wrote; False if that is not there."""
        try:
            with path.open("rb") as stream:
                stream.seek(_PLACE.size * bucket)
                start, end = (place for (place,) in _PLACE.iter_unpack(stream.read(2 * _PLACE.size)))
                stream.seek(start)
                pages = json.loads(zlib.decompress(stream.read(end - start))) if end > start else ()
        except (OSError, ValueError, struct.error, zlib.error):
            return False
        for site, key, page in pages:
            self.kept.append(Kept(site, key, page and SampledPage(tuple(page[0]), tuple(page[1]), page[2])))
        return True


def is_saved(path: Path, buckets: int) -> bool:
    """Whether `path` holds all that `UnitPages.save` wrote."""
    return all(UnitPages().add_from(path, bucket) for bucket in range(buckets))


def bucket_of(site: str, buckets: int) -> int:
    """The bucket that a site belongs to."""
    return int.from_bytes(blake2b(site.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "big") % buckets


def number_of_buckets(size: int) -> int:
    """The number of buckets for the sites of an input of `size` bytes."""
    return min(_MAX_BUCKETS, 1 + size // _BUCKET_BYTES)


def path_of(target: Path, name: str) -> Path:
    """The path of a file of the first pass: ``counts-`` and ``pages-`` with the number of a unit, and ``wanted``."""
    return target / STATE / "sites" / name


def paths_of(target: Path, names: str) -> list[Path]:
    """The paths of all files that begin with `names`, in order."""
    return sorted((target / STATE / "sites").glob(f"{names}*"))
