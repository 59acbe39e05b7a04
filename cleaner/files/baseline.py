"""The baseline: known findings, so that a collection can adopt the check at once and only new findings fail.

A finding is identified by its file, its rule and a digest of its text, so that it may move within the file. The
baseline is JSON with a sorted line for each finding, meant to be committed and read in reviews.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypedDict

from cleaner._io.regular import read_regular
from cleaner.errors import InputError, reason_of
from cleaner.files.examine import Examined, fingerprint

VERSION = 1
_SHOWN = 60  # characters shown of each text

Known = dict[str, Counter[tuple[str, str]]]


class _Entry(TypedDict):
    """The known findings of one rule with one text in a file."""

    rule: str
    digest: str
    count: int
    text: str


def load_baseline(path: Path) -> Known:
    """The known findings in the baseline `path`, by the absolute path of their file.

    Raises:
        InputError: it cannot be read, or is no baseline.
    """
    known: Known = {}
    for name, entries in _read(path).items():
        counts: Counter[tuple[str, str]] = Counter()
        for entry in entries:
            counts[entry["rule"], entry["digest"]] += entry["count"]
        known[os.path.realpath(path.parent / name)] = counts
    return known


def write_baseline(path: Path, examined: Iterable[Examined]) -> int:
    """Write all findings in the files that were `examined` into the baseline; return their number.

    The known findings of other files stay, if those files still exist.

    Raises:
        InputError: the file cannot be written, or exists and is no baseline.
    """
    old = _read(path) if path.exists() else {}
    folder = Path(os.path.realpath(path.parent))
    files = {name: entries for name, entries in old.items() if os.path.exists(folder / name)}  # noqa: PTH110
    total = 0
    for one in examined:
        name = _relative(os.path.realpath(one.path), folder)
        files.pop(name, None)
        if one.findings:
            files[name] = _entries(one)
            total += len(one.findings)
    rows = [f"{json.dumps(n)}: [\n      {_rows(files[n])}\n    ]" for n in sorted(files)]
    text = f'{{\n  "version": {VERSION},\n  "files": {{\n    ' + ",\n    ".join(rows) + "\n  }\n}\n"
    _save(path, text.encode())
    return total


def _save(path: Path, content: bytes) -> None:
    from cleaner.files.rewrite import RewriteError, create, rewrite

    try:
        if path.exists():
            before = read_regular(path)
            if before != content:
                rewrite(path, before, content)
        else:
            create(path, content)
    except (OSError, RewriteError) as error:
        raise InputError(f"{path}: the baseline cannot be written ({reason_of(error)})") from None


def _entries(examined: Examined) -> list[_Entry]:
    counts = Counter(fingerprint(f) for f in examined.findings)
    shown = {fingerprint(f): " ".join(f.text.split())[:_SHOWN] for f in examined.findings}
    return [
        {"rule": rule, "digest": digest, "count": count, "text": shown[rule, digest]}
        for (rule, digest), count in sorted(counts.items())
    ]


def _rows(entries: Iterable[Mapping[str, object]]) -> str:
    return ",\n      ".join(json.dumps(entry) for entry in entries)


def _relative(path: str, folder: Path) -> str:
    return os.path.relpath(path, folder).replace(os.sep, "/")


def _read(path: Path) -> dict[str, list[_Entry]]:
    try:
        held = json.loads(read_regular(path))
    except OSError as error:
        raise InputError(f"{path}: the baseline cannot be read ({error.strerror or error})") from None
    except (ValueError, RecursionError):
        held = None
    if isinstance(held, dict) and "version" in held and held["version"] != VERSION:
        raise InputError(f"{path}: was written by another version of cleaner; write it anew with --write-baseline")
    files = held.get("files") if isinstance(held, dict) else None
    if not isinstance(files, dict) or not all(_is_name(n) and _are_entries(e) for n, e in files.items()):
        raise InputError(f"{path}: is no baseline; write one with --write-baseline")
    return files


def _is_name(name: str) -> bool:
    return "\0" not in name


def _are_entries(held: object) -> bool:
    return isinstance(held, list) and all(
        isinstance(entry, dict)
        and isinstance(entry.get("rule"), str)
        and isinstance(entry.get("digest"), str)
        and type(entry.get("count")) is int
        for entry in held
    )
