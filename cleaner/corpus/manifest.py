"""The manifest of an output folder: its input and settings. A run with others refuses to add to it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path
from typing import Any

from cleaner._io.atomic import is_temporary, write_whole
from cleaner._io.lock import try_lock
from cleaner._io.regular import SMALL, read_regular
from cleaner._version import __version__
from cleaner.corpus.names import MANIFEST, STATE
from cleaner.corpus.recipe import Recipe
from cleaner.corpus.shards import as_json
from cleaner.corpus.source import Identity, identify
from cleaner.errors import CleanerError, InputError, reason_of

_ADDRESS = re.compile(r" at 0x[0-9A-Fa-f]+")  # in what Python prints of a user's filter that is no dataclass


class TargetError(CleanerError):
    """The output folder holds something else, or cannot be written."""


def make_manifest(recipe: Recipe, identity: Identity) -> dict[str, Any]:
    """The settings and the input of a run as plain values, the same for the same run at any time."""
    settings = asdict(recipe)
    config = settings.pop("config")._asdict()
    del config["source"]  # where the settings stood does not matter
    config["profiles"] = [[host, _content_of(path)] for host, path in recipe.config.profiles]
    pipeline = recipe.config.pipeline()
    printed = _ADDRESS.sub("", repr(pipeline))
    filters = blake2b(printed.encode("utf-8", "replace"), digest_size=16).hexdigest()
    return {
        "version": __version__,
        "config": json.loads(json.dumps(config)),
        "filters": list(pipeline.filter_names),
        "pipeline": filters,
        "settings": settings,
        "input": asdict(identity),
    }


def _content_of(profile: Path) -> str:
    try:
        return blake2b(profile.read_bytes(), digest_size=16).hexdigest()
    except OSError as error:
        raise InputError(f"{profile}: cannot be read ({error.strerror})") from None


def claim_target(target: Path, manifest: Mapping[str, Any]) -> None:
    """Make `target` the folder of the run described by `manifest`, unless it already is.

    Raises:
        TargetError: it belongs to another run, holds other files, or cannot be made.
    """
    path = target / MANIFEST
    if target.is_file():
        raise TargetError(f"{target}: is a file; name a folder")
    try:
        target.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            if any(p.name != STATE and not is_temporary(p.name) for p in target.iterdir()):
                raise TargetError(f"{target}: is not empty and holds no {MANIFEST}; choose another folder")
            write_whole(path, as_json(manifest))
            return
        before = json.loads(read_regular(path, limit=SMALL))
        if isinstance(before, dict):
            before.pop("profiles", None)  # which that run has learned
    except (OSError, ValueError, RecursionError) as error:
        raise TargetError(f"{target}: cannot be used for output ({reason_of(error)})") from None
    if changes := list(_changes(before, manifest)):
        what = "; ".join(changes[:5])
        raise TargetError(f"{target}: was begun by another run ({what}); choose another folder, or finish it as begun")


def _changes(before: object, now: object, name: str = "") -> Iterator[str]:
    """The differences between two manifests, in words."""
    if isinstance(before, Mapping) and isinstance(now, Mapping):
        for key in sorted({*before, *now}):
            yield from _changes(before.get(key), now.get(key), f"{name} {key}".strip())
    elif before != now:
        yield f"{name} was {before}, is now {now}"


class ChangedError(CleanerError):
    """The input or the output has changed."""


@contextmanager
def locked(target: Path) -> Iterator[None]:
    """Keep other runs out of `target`; the lock goes with the process, however it ends."""
    folder = target / STATE
    try:
        for path in (folder, folder / "journal"):
            path.mkdir(exist_ok=True)
            if path.is_symlink():
                raise TargetError(f"{path}: is a symbolic link; nothing is written through it")
        flags = os.O_CREAT | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
        stream = open(os.open(folder / "lock", flags, 0o666), "wb")  # noqa: PTH123, SIM115 (a descriptor)
    except OSError as error:
        raise TargetError(f"{target}: cannot be written ({error.strerror})") from None
    with stream:
        if not try_lock(stream):
            raise TargetError(f"{target}: another run is writing there")
        yield


def check_input(source: str, recipe: Recipe, before: Identity) -> None:
    """Check that the input has not changed since the run began.

    Raises:
        ChangedError: it has.
    """
    try:
        now = identify(source, recipe.input_format)
    except CleanerError as error:
        raise ChangedError(f"the input changed during the run: {error}") from None
    if changes := list(_changes(asdict(before), asdict(now))):
        raise ChangedError(
            f"the input changed during the run ({'; '.join(changes[:3])}); what came out is of neither state: "
            "run again, into another folder"
        )


def check_apart(source: str, target: Path) -> None:
    """Refuse a target inside the source, since the next run would read it as input."""
    root = Path(source)
    if root.is_dir() and target.resolve().is_relative_to(root.resolve()):
        raise InputError(f"{target}: lies inside of {source}; choose a folder outside of it")
