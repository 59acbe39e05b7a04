"""Tag lists: split, cleaned, each tag once."""

from __future__ import annotations

from collections.abc import Iterable

from cleaner.lines.plain import folded, plain

MAX_TAGS = 50
MAX_TAG = 80


def tags(values: Iterable[str]) -> tuple[str, ...]:
    """The tags in `values`, each of which may be one tag or a list with commas or semicolons."""
    found: dict[str, str] = {}
    for value in values:
        value = plain(value, 5_000)
        for tag in value.replace(";", ",").replace("，", ",").replace("、", ",").split(","):
            tag = tag.strip(" #\"'[]")
            if 1 < len(tag) <= MAX_TAG and (key := folded(tag)) and ":" not in tag:
                found.setdefault(key, tag)
        if len(found) >= MAX_TAGS:
            break
    return tuple(found.values())[:MAX_TAGS]
