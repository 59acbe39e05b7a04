"""Where clean articles go: standard output, one file, or a file each in a folder of the same structure."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from cleaner.errors import InputError
from cleaner.files.sources import Source


def is_folder(output: str, sources: Sequence[Source], together: bool) -> bool:
    """Whether `output` names a folder for a file each, and not one file.

    Args:
        output: the output that the user gave.
        sources: the articles.
        together: whether the format can hold several articles in one file.
    """
    if output.endswith(("/", os.sep)) or Path(output).is_dir():
        return True
    if not Path(output).suffix:
        return True
    return len(sources) > 1 and not together


def plan_targets(sources: Sequence[Source], folder: Path, suffix: str) -> list[Path]:
    """A file in `folder` for each of `sources`.

    Two that differ in their suffix alone (``ferry.html``, ``ferry.txt``) keep it in the new name.

    Args:
        sources: the articles.
        folder: the target folder.
        suffix: suffix of the new files, with its dot.

    Raises:
        InputError: one output would overwrite another, or an input.
    """
    short = [folder / _without_suffix(s.place, suffix) for s in sources]
    often = Counter(short)
    targets = [
        path if often[path] == 1 or s.place.endswith(suffix) else folder / (s.place + suffix)
        for path, s in zip(short, sources, strict=True)
    ]
    seen: dict[Path, str] = {}
    for target, source in zip(targets, sources, strict=True):
        if target in seen:
            raise InputError(f"{seen[target]} and {source.name} would both be written to {target}; clean them apart")
        seen[target] = source.name
    check_apart(targets, sources)
    return targets


def check_apart(targets: Sequence[Path], sources: Sequence[Source]) -> None:
    """Raise `InputError` if an output would overwrite an input."""
    inputs = {os.path.realpath(s.name): s.name for s in sources if s.name != "-"}
    for target in targets:
        name = inputs.get(os.path.realpath(target))
        if name is not None:
            raise InputError(f"{name} would be written over; choose another place than {target}")


def _without_suffix(place: str, suffix: str) -> str:
    return str(Path(place).with_suffix("")) + suffix
