"""A row of an output, as `Result.to_dict` or `cleaner run` wrote it, made a result again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from cleaner.metadata.fields import FIELDS, Metadata
from cleaner.model import Caption, Dateline, Document, Edit, Flag, Removal
from cleaner.result import Result
from cleaner.splice import undo_removals, undo_repairs

Row = Mapping[str, Any]
_UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)


def name_of(row: Row, number: int) -> str:
    """What to call the row: its id, else its url, else its number."""
    return str(row.get("id") or row.get("url") or f"document {number}")


def result_of(row: Row) -> Result:
    """The result that `row` tells of.

    What the row does not hold (blocks, rival claims) is empty. A row may have been written by anybody: what in it has
    a wrong type or does not fit is left out, with the flag ``unreadable-row``.
    """
    text = row.get("text")
    flags = tuple(_flags(row.get("flags")))
    if not isinstance(text, str):
        return _bare("", (*flags, _unreadable("it has no text")))
    try:
        removals = tuple(_removals(_plain(row.get("removals"))))
        repairs = tuple(_repairs(_plain(row.get("repairs"))))
        scraped = undo_removals(text, removals)
        _check(removals, scraped, len(text))
    except _UNREADABLE as error:
        return _bare(text, (*flags, _unreadable(f"its removals and repairs cannot be read ({error})")))
    url = row.get("url")
    original = undo_repairs(scraped, repairs)
    document = Document(original, scraped, (), repairs=repairs, url=url if isinstance(url, str) else None)
    return Result(text, _metadata(row), removals, document, flags)


def _bare(text: str, flags: tuple[Flag, ...]) -> Result:
    return Result(text, Metadata(), (), Document(text, text, ()), flags)


def _unreadable(why: str) -> Flag:
    return Flag("unreadable-row", f"the row was not written by this program or is damaged: {why}")


def _plain(value: object) -> Any:
    """`value`, or what its JSON says: CSV has no other way to hold a list."""
    return json.loads(value) if isinstance(value, str) and value else value


def _removals(values: Iterable[Row] | None) -> Iterable[Removal]:
    for v in values or ():
        start, end, certainty = int(v["start"]), int(v["end"]), float(v.get("certainty", 1.0))
        if not 0 <= certainty <= 1:
            raise ValueError(f"a certainty of {certainty}")
        kind, filter_, rule = str(v["kind"]), str(v["filter"]), str(v["rule"])
        reasons = tuple(map(str, v.get("reasons") or ()))
        yield Removal(start, end, str(v["text"]), kind, filter_, rule, certainty, reasons)  # type: ignore[arg-type]


def _repairs(values: Iterable[Row] | None) -> Iterable[Edit]:
    for v in values or ():
        before, replacement, plan = str(v["before"]), str(v["replacement"]), tuple(map(str, v.get("plan") or ()))
        yield Edit(int(v["start"]), int(v["end"]), before, replacement, str(v["rule"]), plan)


def _check(removals: Iterable[Removal], scraped: str, kept: int) -> None:
    """Raise `ValueError` unless `removals` are in order, in the text, and make the difference between the two texts."""
    at = 0
    for r in removals:
        if r.start < at or scraped[r.start : r.end] != r.text or r.start >= r.end:
            raise ValueError(f"the removal at {r.start} does not fit the text")
        at = r.end
    if len(scraped) - kept != sum(r.end - r.start for r in removals):
        raise ValueError("they do not make up the difference")


def _flags(values: object) -> Iterable[Flag]:
    try:
        found = _plain(values)
    except _UNREADABLE:
        found = None
    for v in found if isinstance(found, list | tuple) else ():
        if isinstance(v, Mapping):
            yield Flag(str(v.get("code", "")), str(v.get("message", "")))
        else:
            code, _, message = str(v).partition(": ")
            yield Flag(code, message)


def _metadata(row: Row) -> Metadata:
    try:
        given = _plain(row.get("metadata"))
        sources = _plain(row.get("sources"))
    except _UNREADABLE:
        return Metadata()
    if not isinstance(given, Mapping):
        return Metadata()
    values = {name: _value(name, given.get(name)) for name in FIELDS}
    source_names = {str(k): str(v) for k, v in sources.items() if v is not None} if isinstance(sources, Mapping) else {}
    return Metadata(**{k: v for k, v in values.items() if v is not None}, sources=source_names)


def _value(name: str, value: object) -> Any:
    """`value` in the type that the field `name` has; None if it cannot be."""
    if name in ("authors", "tags"):
        return tuple(map(str, value)) if isinstance(value, list | tuple) else None
    if name == "captions":
        return tuple(map(_caption, value)) if isinstance(value, list | tuple) else None
    if name == "dateline":
        parts = ("place", "agency", "date")
        return Dateline(**{p: _text(value.get(p)) for p in parts}) if isinstance(value, Mapping) else None
    if name == "paywalled":
        return value if isinstance(value, bool) else None
    return _text(value)


def _caption(value: object) -> Caption:
    if isinstance(value, Mapping):
        return Caption(str(value.get("text") or ""), _text(value.get("credit")))
    return Caption(str(value))


def _text(value: object) -> str | None:
    return None if value is None else str(value)
