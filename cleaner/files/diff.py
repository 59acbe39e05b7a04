"""A unified diff made directly from the changes: exact, and linear in the size of the file."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from cleaner.splice import Splice, spliced

_CONTEXT = 3
_NO_END = "\n\\ No newline at end of file\n"


class _Change(NamedTuple):
    """Lines `start` to `end` (from 0) are replaced by the lines of `text`."""

    start: int
    end: int
    text: str


def unified_diff(path: str, text: str, splices: Sequence[Splice]) -> str:
    """The diff of `splices` (in order) to `text`, the content of the file `path`; empty if nothing changes.

    Lines end at line feeds only, so that a diff of other line endings can be applied too.
    """
    lines = _lines(text)
    changes = [c for c in _changes(text, lines, splices) if c.text != "".join(lines[c.start : c.end])]
    if not changes:
        return ""
    out = [f"--- {_name('a', path)}\n+++ {_name('b', path)}\n"]
    shift = 0
    for hunk in _hunks(changes):
        start = max(0, hunk[0].start - _CONTEXT)
        end = min(len(lines), hunk[-1].end + _CONTEXT)
        body: list[str] = []
        old = new = 0
        at = start
        for c in (*hunk, _Change(end, end, "")):
            kept, gone, come = lines[at : c.start], lines[c.start : c.end], _lines(c.text)
            body += [f" {line}" for line in kept]
            body += [f"-{line}" for line in gone]
            body += [f"+{line}" for line in come]
            old += len(kept) + len(gone)
            new += len(kept) + len(come)
            at = c.end
        out.append(f"@@ -{_range(start, old)} +{_range(start + shift, new)} @@\n")
        out += [line if line.endswith("\n") else line + _NO_END for line in body]
        shift += new - old
    return "".join(out)


def _name(side: str, path: str) -> str:
    """The name of a side; quoted as git does if it could act on a terminal or begin a line."""
    name = f"{side}/{path}"
    if name.isprintable() and '"' not in name:
        return name
    quoted = (_byte(b) for b in os.fsencode(name))
    return f'"{"".join(quoted)}"'


def _byte(b: int) -> str:
    return chr(b) if 0x20 <= b < 0x7F and chr(b) not in '"\\' else f"\\{b:03o}"


def _changes(text: str, lines: Sequence[str], splices: Sequence[Splice]) -> Iterator[_Change]:
    """The changed lines for `splices`; splices that share or join lines make one change."""
    starts = [0, *accumulate(len(line) for line in lines)]
    group: list[Splice] = []
    first = last = 0
    for s in splices:
        a = min(bisect_right(starts, s.start) - 1, max(0, len(lines) - 1))
        # The line behind the last character that goes, or the next one if the line's own end goes.
        b = min(len(lines), bisect_right(starts, s.end))
        if s.end == starts[b - 1] and s.start < s.end and s.start == starts[a] and (not s.replacement):
            b -= 1
        if group and a < last:
            group.append(s)
            last = max(last, b)
            continue
        if group:
            yield _change(text, starts, first, last, group)
        group, first, last = [s], a, b
    if group:
        yield _change(text, starts, first, last, group)


def _change(text: str, starts: Sequence[int], first: int, last: int, group: Sequence[Splice]) -> _Change:
    lo, hi = starts[first], starts[last]
    inside = [Splice(s.start - lo, s.end - lo, s.replacement) for s in group]
    return _Change(first, last, spliced(text[lo:hi], inside))


def _hunks(changes: Sequence[_Change]) -> Iterator[list[_Change]]:
    hunk: list[_Change] = []
    for c in changes:
        if hunk and c.start - hunk[-1].end > 2 * _CONTEXT:
            yield hunk
            hunk = []
        hunk.append(c)
    if hunk:
        yield hunk


def _lines(text: str) -> list[str]:
    """The lines of `text` with their line feeds."""
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _range(start: int, count: int) -> str:
    return f"{start + 1 if count else start},{count}"
