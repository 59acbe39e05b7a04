"""Learns the profiles, which are part of the output, from the kept pages."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from cleaner._io.atomic import write_whole
from cleaner._io.pool import Pool, Settings
from cleaner._io.worker import Reply, Work, describe
from cleaner.corpus.learning.collect import choose_pages
from cleaner.corpus.learning.kept import UnitPages, path_of, paths_of, read_wanted
from cleaner.corpus.learning.lookup import PROFILES, profile_name
from cleaner.corpus.manifest import ChangedError
from cleaner.corpus.names import STATE
from cleaner.corpus.recipe import Limits
from cleaner.corpus.shards import as_json
from cleaner.sites.learn import MIN_PAGES, profile_of
from cleaner.sites.sketch import SampledPage, Sketch

INDEX = "sites.json"
_SITES_AT_A_TIME = 4
_SECONDS = 600.0  # for one site


@dataclass(slots=True)
class _Sites:
    """Sites that one worker takes together, each with its pages by their hashes."""

    sites: list[tuple[str, list[tuple[int, SampledPage]]]]

    def __len__(self) -> int:
        return len(self.sites)

    def payload(self, start: int, stop: int) -> list[tuple[str, list[tuple[int, SampledPage]]]]:
        """The sites `start` up to `stop`."""
        return self.sites[start:stop]


def learn_sites(
    target: Path,
    limits: Limits,
    buckets: int,
    counted: Iterable[int],
    collected: Iterable[int],
    on_bytes: Callable[[int], None],
) -> dict[str, Any]:
    """Learn the profiles of all sites into `target`, unless they are there already.

    Args:
        target: the folder of the output.
        limits: the resources.
        buckets: the number of buckets of sites.
        counted: counts the pages of each unit, see `Engine.count_units`; it runs only if there are no profiles yet.
        collected: then collects those to learn from, see `Engine.collect_units`.
        on_bytes: called with the size of each part of the input that is done: each is read twice.

    Returns:
        What the manifest says of the profiles.

    Raises:
        ChangedError: the profiles are not what was learned.
    """
    index, folder = target / INDEX, target / PROFILES
    if folder.is_symlink():
        raise ChangedError(f"{folder}: is a symbolic link; nothing is written through it")
    if not index.exists():
        if read_wanted(path_of(target, "wanted")) is None:
            for size in counted:
                on_bytes(size)
            choose_pages(target)
        for size in collected:
            on_bytes(size)
        folder.mkdir(exist_ok=True)
        found = dict(sorted(_profiles(target, limits, buckets)))
        write_whole(index, as_json(found))
        shutil.rmtree(target / STATE / "sites", ignore_errors=True)
    return _checked(index, folder)


def _checked(index: Path, folder: Path) -> dict[str, Any]:
    """What the manifest says of the profiles, if they are what was learned."""
    again = f"remove {index} to learn anew"
    content = index.read_bytes()
    try:
        entries: dict[str, dict[str, Any]] = json.loads(content)
        for site, entry in entries.items():
            path = folder / entry["file"]
            if not path.is_file() or _digest(path.read_bytes()) != entry["digest"]:
                raise ChangedError(f"{path}: the profile of {site} is not what was learned; {again}")
    except (ValueError, LookupError, AttributeError, TypeError):
        raise ChangedError(f"{index}: is not what was written; {again}") from None
    return {"sites": len(entries), "digest": _digest(content)}


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()


def _profiles(target: Path, limits: Limits, buckets: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Learn and write the profiles; give for each site what the index says of it."""
    pool: Pool[_Sites] = Pool(Settings(_start, limits.workers(), _SECONDS, limits.memory))
    with closing(pool):
        for outcome in pool.run(_jobs(target, buckets)):
            for start, found in sorted(outcome.values.items()):
                for i, (content, pages, entries) in enumerate(found, start):
                    site = outcome.job.sites[i][0]
                    name = profile_name(site)
                    if entries and name is not None:
                        write_whole(target / PROFILES / name, content)
                        yield site, {"file": name, "pages": pages, "entries": entries, "digest": _digest(content)}


def _jobs(target: Path, buckets: int) -> Iterator[_Sites]:
    paths = paths_of(target, "pages-")
    for bucket in range(buckets):
        found = UnitPages()
        for path in paths:
            found.add_from(path, bucket)
        pages: dict[str, dict[int, SampledPage]] = {}
        for kept in found.kept:
            if kept.page is not None:
                pages.setdefault(kept.site, {})[kept.key] = kept.page
        sites = [(site, sorted(pages.pop(site).items())) for site in sorted(pages) if len(pages[site]) >= MIN_PAGES]
        for i in range(0, len(sites), _SITES_AT_A_TIME):
            yield _Sites(sites[i : i + _SITES_AT_A_TIME])


def _start() -> Work:
    return _learn


def _learn(sites: list[tuple[str, list[tuple[int, SampledPage]]]], on_item: Callable[[int], None]) -> Reply:
    """For each site its profile as TOML, the pages that it was learned from and the number of its entries."""
    made: list[tuple[bytes, int, int]] = []
    failed: dict[int, str] = {}
    for i, (site, pages) in enumerate(sites):
        on_item(i)
        made.append((b"", 0, 0))
        try:
            sketch = Sketch(max(len(pages), 1))
            for key, page in pages:
                sketch.add(key, page)
            profile = profile_of(sketch, site=site)
            made[i] = (profile.to_toml().encode("utf-8", "replace"), profile.pages, len(profile.entries))
        except MemoryError as error:
            failed[i] = describe(error)
        except Exception:  # a site without a profile is cleaned as if there had been one pass only
            continue
    return Reply(made, failed)
