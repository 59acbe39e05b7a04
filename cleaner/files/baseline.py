"""Known findings: a collection adopts the check as it is, and only what is new fails.

A finding is known by its file, its rule and a digest of its text, so that it may move within its file. The file of
known findings is JSON with a line for each, sorted: made to be committed and read in reviews.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from cleaner.errors import InputError
from cleaner.files.examine import Examined, fingerprint

VERSION = 1
_SHOWN = 60  # characters of each text, for people

Known = dict[str, Counter[tuple[str, str]]]


def load_baseline(path: Path) -> Known:
    """The known findings in the file `path`, by the absolute path of the file that they are in.

    Raises:
        InputError: it cannot be read, or is no such file.
    """
    known: Known = {}
    for name, entries in _read(path).items():
        counts: Counter[tuple[str, str]] = Counter()
        for entry in entries:
            counts[str(entry["rule"]), str(entry["digest"])] += int(str(entry["count"]))
        known[os.path.realpath(path.parent / name)] = counts
    return known


def write_baseline(path: Path, examined: Iterable[Examined]) -> int:
    """Make all findings of the files that were `examined` known; give their number.

    What is known of other files stays, if they are still there.

    Raises:
        InputError: the file cannot be written, or is there and is none of ours.
    """
    old = _read(path) if path.exists() else {}
    folder = Path(os.path.realpath(path.parent))
    files = {name: entries for name, entries in old.items() if (folder / name).exists()}
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
            before = path.read_bytes()
            if before != content:
                rewrite(path, before, content)
        else:
            create(path, content)
    except (OSError, RewriteError) as error:
        raise InputError(f"{path}: the baseline cannot be written ({error})") from None


def _entries(examined: Examined) -> list[dict[str, object]]:
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


def _read(path: Path) -> dict[str, list[dict[str, object]]]:
    try:
        held = json.loads(path.read_bytes())
        if held["version"] != VERSION:
            raise InputError(f"{path}: was written by another version of cleaner; write it anew with --write-baseline")
        files = held["files"]
        if all({"rule", "digest", "count"} <= entry.keys() for entries in files.values() for entry in entries):
            return dict(files)
    except OSError as error:
        raise InputError(f"{path}: the baseline cannot be read ({error.strerror or error})") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    raise InputError(f"{path}: is no baseline; write one with --write-baseline")
