"""The structure of Markdown in plain text: what a renderer reads as more than words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Lines = list[tuple[int, int]]
StructureKind = Literal["code", "heading", "html", "link", "table"]

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)", re.DOTALL)
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_SURE_HEADING = re.compile(r"#{2,6}[ \t]+\w")
_TITLE = re.compile(r"\s*^#[ \t]+\w", re.MULTILINE)
_UNDERLINE = re.compile(r" {0,3}(?:={3,}|-{3,}|~{3,}|\^{3,})[ \t]*$")
_DEFINITION = re.compile(r" {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S")
_HTML = re.compile(r"[ \t]*(?:</?[A-Za-z][\w:-]*(?=[\s/>])|<!--|<[?!])")
_DELIMITERS = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_INDENTED = re.compile(r"(?: {4}| {0,3}\t)[ \t]*\S")
_INLINE = re.compile(r"!?\[[^\]\n]{0,300}\]\((?:[^\s()]|\([^\s()]*\))*(?:[ \t]+\"[^\"\n]*\")?\)")
_ITEM = re.compile(r"[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+\S")
_CONTENTS = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+\[[^\]\n]{0,200}\]\(#")
_BREAK = re.compile(r"\r\n|[\r\n]")


class Structure(NamedTuple):
    """A line of a text that is more than words.

    Args:
        start: offset of the line.
        end: offset of its end, the line break not included.
        kind: ``code``, ``heading`` (an underline belongs to its heading), ``html``, ``link`` (a definition, or an
            entry of a table of contents) or ``table``.
    """

    start: int
    end: int
    kind: StructureKind


def structure(text: str) -> tuple[Structure, ...]:
    """The lines of `text` that are Markdown's structure, in order.

    Indented lines are code only where something else shows the text to be Markdown, or else every text with an
    indent would hold code.
    """
    lines = list(_lines(text))
    found = dict(_found(text, lines))
    if found and _is_markdown(text, lines, found):
        found.update(_indented_code(text, lines, found))
    if "::" in text:
        found.update(_literal_blocks(text, lines))
    return tuple(Structure(*lines[i], found[i]) for i in sorted(found))


def lists(text: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The items of each list of `text`, as the spans of their first lines; blank and indented lines part no list."""
    found: list[list[tuple[int, int]]] = []
    ended = True
    for start, end in _lines(text):
        line = text[start:end]
        if _ITEM.match(line):
            if ended:
                found.append([])
            found[-1].append((start, end))
            ended = False
        elif line.strip() and not line[0].isspace():
            ended = True
    return tuple(map(tuple, found))


def is_markdown(text: str) -> bool:
    """Whether `text` is Markdown: it has a heading, fenced code, a link definition, a table, a link or an image."""
    lines = list(_lines(text))
    return _is_markdown(text, lines, dict(_found(text, lines)))


def _is_markdown(text: str, lines: Lines, found: dict[int, StructureKind]) -> bool:
    # Tags and underlined headings stand in text of any kind, a comment of a script looks like a heading.
    kinds = {kind for i, kind in found.items() if kind != "heading" or _SURE_HEADING.match(text[slice(*lines[i])])}
    return not kinds <= {"html"} or _TITLE.match(text) is not None or _INLINE.search(text) is not None


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for m in _BREAK.finditer(text):
        yield at, m.start()
        at = m.end()
    yield at, len(text)


def _found(text: str, lines: Lines) -> Iterator[tuple[int, StructureKind]]:
    fence = ""
    for i, (start, end) in enumerate(lines):
        line = text[start:end]
        mark = _fence_mark(line, fence)
        if mark or fence:
            fence = fence if not mark else "" if fence else mark
            yield i, "code"
        elif kind := _kind(line):
            yield i, kind
        elif i and _UNDERLINE.match(line) and text[slice(*lines[i - 1])].strip():
            yield from ((i - 1, "heading"), (i, "heading"))
        elif "|" in line and i and _DELIMITERS.match(line) and "|" in text[slice(*lines[i - 1])]:
            yield from ((k, "table") for k in _table(text, lines, i))


def _fence_mark(line: str, open_fence: str) -> str:
    """The signs with which `line` opens a fence, or closes `open_fence`; empty if it does neither."""
    m = _FENCE.match(line)
    if m is None:
        return ""
    closes = m[1].startswith(open_fence) and not m[2].strip()
    opens = m[1][0] == "~" or "`" not in m[2]
    return m[1] if (closes if open_fence else opens) else ""


def _kind(line: str) -> StructureKind | None:
    if _HEADING.match(line):
        return "heading"
    if _DEFINITION.match(line) or _CONTENTS.match(line):
        return "link"
    return "html" if _HTML.match(line) else None


def _table(text: str, lines: Lines, delimiters: int) -> Iterator[int]:
    """The lines of the table whose second line is `delimiters`."""
    yield from (delimiters - 1, delimiters)
    for i in range(delimiters + 1, len(lines)):
        if "|" not in text[slice(*lines[i])]:
            return
        yield i


def _indented_code(text: str, lines: Lines, found: dict[int, StructureKind]) -> Iterator[tuple[int, StructureKind]]:
    """Indented lines behind a blank line, or behind more of them; those of a list may be code as well."""
    behind = True
    for i, (start, end) in enumerate(lines):
        line = text[start:end]
        if not line.strip():
            behind = True
        elif behind and i not in found and _INDENTED.match(line):
            yield i, "code"
        else:
            behind = i in found


def _literal_blocks(text: str, lines: Lines) -> Iterator[tuple[int, StructureKind]]:
    """The lines of reStructuredText's literal blocks: those deeper than a line that ends in two colons, behind it."""
    above: int | None = None
    for i, (start, end) in enumerate(lines):
        line = text[start:end].expandtabs()
        if not line.strip():
            continue
        indent = len(line) - len(line.lstrip())
        if above is not None and indent > above:
            yield i, "code"
        else:
            above = indent if line.rstrip().endswith("::") else None
