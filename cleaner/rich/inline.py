"""The text of one block as Markdown: its own signs escaped, its inlines marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from cleaner.dom import Inline
from cleaner.rich.standing import Mark, Standing, address

_SPECIAL = re.compile(r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|~(?=~)|(?<=~)~|&(?=#?\w{1,32};)")
_MARKER = re.compile(
    r"^(\s*)(?:(>|#(?=[#\s]|$)|[+-](?=\s|$|-)|=(?=[=\s]*$)|\|)|(\d{1,9})([.)])(?=\s|$))",
    re.MULTILINE,
)
_SIGNS: Mapping[str, str] = {"strong": "**", "emphasis": "*", "deleted": "~~"}

Notes = Mapping[str, str]  # the id that a link leads to, and the label of the footnote there


def inline(piece: Standing, url: str | None, notes: Notes) -> str:
    """`piece` in one or more lines of Markdown."""
    text = _rendered(piece.text, piece.marks, 0, len(piece.text), url, notes)
    return text.replace("\n", "  \n")


def at_line_start(text: str) -> str:
    """`text` with what would make a heading, a list, a quote or a rule of its lines escaped."""
    return _MARKER.sub(_escaped_marker, text)


def _escaped_marker(m: re.Match[str]) -> str:
    space, sign, digits, dot = m.groups()
    return f"{space}{digits}\\{dot}" if digits else f"{space}\\{sign}"


def escaped(text: str) -> str:
    """`text` with Markdown's own signs escaped."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def picture(image: Inline, url: str | None) -> str:
    """An image, with what stands for it; empty if it has no address."""
    whole = address(image.value, url)
    return f"![{escaped(image.text)}]({_quoted(whole)})" if whole is not None else ""


def _rendered(text: str, marks: Sequence[Mark], start: int, end: int, url: str | None, notes: Notes) -> str:
    pieces: list[str] = []
    at = start
    for i, mark in enumerate(marks):
        if mark.start < at or mark.end > end:
            continue  # it was rendered with the one around it
        pieces.append(escaped(text[at : mark.start]))

        def inside(mark: Mark = mark, i: int = i) -> str:
            return _rendered(text, [m for m in marks[i + 1 :] if m.end <= mark.end], mark.start, mark.end, url, notes)

        marked = _marked(text, mark, inside, url, notes)
        if marked.startswith("[") and pieces[-1].endswith("!"):
            pieces[-1] = pieces[-1][:-1] + "\\!"  # or else it would be an image
        pieces.append(marked)
        at = mark.end
    return "".join([*pieces, escaped(text[at:end])])


def _marked(text: str, mark: Mark, inside: Callable[[], str], url: str | None, notes: Notes) -> str:
    marked = text[mark.start : mark.end]
    if mark.kind == "code":
        return _code(marked)
    if mark.kind == "link":
        note = notes.get(mark.value.removeprefix("#")) if mark.value.startswith("#") else None
        if note is not None and note == marked.strip("[]()"):
            return f"[^{note}]"
        whole = address(mark.value, url)
        return inside() if whole is None else f"[{inside()}]({_quoted(whole)})"
    if mark.kind in ("sub", "sup"):
        raised = inside()
        return raised if "](" in raised or raised.startswith("[^") else f"<{mark.kind}>{raised}</{mark.kind}>"
    sign = _SIGNS[mark.kind]
    return f"{sign}{inside()}{sign}" if _flanked(text, mark) else inside()


def _code(marked: str) -> str:
    ticks = "`" * (1 + max(map(len, re.findall("`+", marked)), default=0))
    pad = " " if marked.startswith("`") or marked.endswith("`") else ""
    return f"{ticks}{pad}{' '.join(marked.split(chr(10)))}{pad}{ticks}"


def _flanked(text: str, mark: Mark) -> bool:
    """Whether a renderer would take stars around `mark` for emphasis (CommonMark, "left-flanking")."""
    before, first = text[mark.start - 1 : mark.start], text[mark.start]
    last, after = text[mark.end - 1], text[mark.end : mark.end + 1]
    sign = "~" if mark.kind == "deleted" else "*"
    if sign in before + first + last + after or "\n" in text[mark.start : mark.end]:
        return False
    opens = first.isalnum() or not before or before.isspace() or _is_sign(before)
    closes = last.isalnum() or not after or after.isspace() or _is_sign(after)
    return opens and closes


def _is_sign(c: str) -> bool:
    return not c.isalnum() and not c.isspace()


def _quoted(whole: str) -> str:
    return re.sub(r"[\s()<>\\]", lambda m: f"%{ord(m[0]):02X}", whole)
