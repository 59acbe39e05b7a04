"""What a folder of output was made from and how; a run with other settings or another input refuses to add to it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path
from typing import Any

from cleaner._version import __version__
from cleaner.corpus.recipe import Recipe
from cleaner.corpus.shards import STATE, as_json, write_whole
from cleaner.corpus.source import Identity
from cleaner.errors import CleanerError, InputError

MANIFEST = "manifest.json"
_ADDRESS = re.compile(r" at 0x[0-9A-Fa-f]+")  # in what Python prints of a user's filter that is no dataclass


class TargetError(CleanerError):
    """The output folder holds something else, or cannot be written."""


def make_manifest(recipe: Recipe, identity: Identity) -> dict[str, Any]:
    """The settings and the input of a run as plain values, the same for the same run at any time."""
    settings = asdict(recipe)
    config = settings.pop("config")._asdict()
    del config["source"]  # where the settings stood does not matter
    pipeline = recipe.config.pipeline()
    told = _ADDRESS.sub("", repr(pipeline))
    filters = blake2b(told.encode("utf-8", "replace"), digest_size=16).hexdigest()
    return {
        "version": __version__,
        "config": json.loads(json.dumps(config)),
        "filters": list(pipeline.filter_names),
        "pipeline": filters,
        "settings": settings,
        "input": asdict(identity),
    }


def claim_target(target: Path, manifest: Mapping[str, Any]) -> None:
    """Make `target` the folder of the run that `manifest` tells of, or find that it is already.

    Raises:
        TargetError: it belongs to another run, holds other files, or cannot be made.
    """
    path = target / MANIFEST
    try:
        target.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            if any(p.name != STATE and not p.name.endswith(".tmp") for p in target.iterdir()):
                raise TargetError(f"{target}: is not empty and holds no {MANIFEST}; choose another folder")
            write_whole(path, as_json(manifest))
            return
        before = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise TargetError(f"{target}: cannot be used for output ({error})") from None
    if changes := list(_changes(before, manifest)):
        what = "; ".join(changes[:5])
        raise TargetError(f"{target}: was begun by another run ({what}); choose another folder, or finish it as begun")


def _changes(before: object, now: object, name: str = "") -> Iterator[str]:
    """What differs between two manifests, in words."""
    if isinstance(before, Mapping) and isinstance(now, Mapping):
        for key in sorted({*before, *now}):
            yield from _changes(before.get(key), now.get(key), f"{name} {key}".strip())
    elif before != now:
        yield f"{name} was {before}, is now {now}"


@contextmanager
def locked(target: Path) -> Iterator[None]:
    """Keep other runs out of `target`; the lock goes with the process, however it ends."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    path = target / STATE / "lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("wb")
    except OSError as error:
        raise TargetError(f"{target}: cannot be written ({error.strerror})") from None
    with stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise TargetError(f"{target}: another run is writing there") from None
        yield


def check_apart(source: str, target: Path) -> None:
    """Refuse a target inside of the source, whose output would be read as input the next time."""
    root = Path(source)
    if root.is_dir() and target.resolve().is_relative_to(root.resolve()):
        raise InputError(f"{target}: lies inside of {source}; choose a folder outside of it")
