"""Splits a document into stretches that were kept or cut as a whole, and groups them into chunks for layout."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleaner.model import Edit
from cleaner.result import Result
from cleaner.splice import placed

_MAX_LINE = 20_000  # characters of one line in one chunk, which a browser lays out at once
_MAX_CHUNKS = 1_500


@dataclass(frozen=True, slots=True)
class Stretch:
    """A span of `Document.text` that was kept or cut as a whole.

    Args:
        start: offset on `Document.text`.
        end: offset on `Document.text`, exclusive; equal to `start` where a repair left nothing.
        removal: index of its removal; None if it was kept.
        before: the characters before their repair; None if there was none.
    """

    start: int
    end: int
    removal: int | None = None
    before: str | None = None


def stretches(result: Result) -> Iterator[Stretch]:
    """The stretches of `result.document.text`, in order, without gaps."""
    fixes = deque(placed_repairs(result))
    for start, end, removal in _fates(result):
        at = start
        while fixes and (fixes[0][0] < end or fixes[0][1] == end):  # one that left nothing goes with what is before it
            fix_start, fix_end, before = fixes.popleft()
            if at < fix_start:
                yield Stretch(at, fix_start, removal)
            at = min(fix_end, end)
            yield Stretch(fix_start, at, removal, before)
            if fix_end > end:
                fixes.appendleft((end, fix_end, ""))
        if at < end:
            yield Stretch(at, end, removal)
    for start, end, before in fixes:
        yield Stretch(start, end, None, before)


def placed_repairs(result: Result) -> list[tuple[int, int, str]]:
    """Each repair as a span of `Document.text` with the characters before it; empty if they do not fit the text."""
    text, repairs = result.document.text, result.repairs
    spans = placed(repairs)
    ends = [0, *(end for _, end in spans)]
    fit = all(
        text[start:end] == edit.replacement and before <= start
        for (start, end), before, edit in zip(spans, ends, repairs, strict=False)
    )
    return [(start, end, edit.before) for (start, end), edit in zip(spans, repairs, strict=True)] if fit else []


def chunks(result: Result) -> Iterator[list[Stretch]]:
    """The stretches by chunk: a line with the blanks behind it or, in a long text, a few lines."""
    ends = deque(chunk_ends(result.document.text))
    chunk: list[Stretch] = []
    for stretch in stretches(result):
        while ends and stretch.end > ends[0]:
            if stretch.start < ends[0]:
                chunk.append(Stretch(stretch.start, ends[0], stretch.removal, stretch.before))
                stretch = Stretch(ends[0], stretch.end, stretch.removal, None if stretch.before is None else "")
            yield chunk
            chunk = []
            ends.popleft()
        chunk.append(stretch)
    if chunk:
        yield chunk


def chunk_ends(text: str) -> Iterator[int]:
    """Where chunks end, the end of the text left out."""
    step = max(1, len(text) // _MAX_CHUNKS)
    at = 0
    while True:
        newline = text.find("\n", at + step - 1, at + step + _MAX_LINE)
        if newline < 0:
            at = _inside_line(text, at + step + _MAX_LINE)
        else:
            at = newline + 1
            while at < len(text) and text[at] in "\r\n":
                at += 1
        if at >= len(text):
            return
        yield at


def _inside_line(text: str, at: int) -> int:
    """A place for a break near `at`, behind a space if there is one."""
    if at >= len(text):
        return at
    space = text.rfind(" ", at - 200, at)
    return space + 1 if space >= 0 else at


def line_numbers(text: str, offsets: Sequence[int]) -> list[int]:
    """The number (from 1) of the line in which each of `offsets` stands."""
    numbers: dict[int, int] = {}
    line, at = 1, 0
    for offset in sorted(set(offsets)):
        line += text.count("\n", at, offset)
        numbers[offset], at = line, offset
    return [numbers[offset] for offset in offsets]


def alike(repairs: Sequence[Edit]) -> dict[str, list[list[Edit]]]:
    """The repairs by rule and, of each rule, those that made the same of the same; the most frequent first."""
    groups: dict[tuple[str, str, str], list[Edit]] = {}
    for edit in repairs:
        groups.setdefault((edit.rule, edit.before, edit.replacement), []).append(edit)
    by_rule: dict[str, list[list[Edit]]] = {}
    for group in sorted(groups.values(), key=lambda group: (group[0].rule, -len(group), group[0].start)):
        by_rule.setdefault(group[0].rule, []).append(group)
    return by_rule


def _fates(result: Result) -> Iterator[tuple[int, int, int | None]]:
    at, length = 0, len(result.document.text)
    for i, r in enumerate(result.removals):
        if at < r.start:
            yield at, r.start, None
        yield r.start, r.end, i
        at = r.end
    if at < length:
        yield at, length, None
