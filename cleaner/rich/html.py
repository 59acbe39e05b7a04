"""What stands of a page as HTML of a few tags, without attributes but the addresses of links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from cleaner.model import Document, Flag, Removal
from cleaner.rich.standing import Mark, Standing, address, heading_level, standing

TAGS = ("a", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "pre",
        "strong", "sub", "sup", "table", "td", "tr", "ul")  # fmt: skip
_ROWS, _SHOWN = 50, 100  # cuts, and characters of each, that a notebook shows
_LISTS = ("ul", "ol")
_MARKS = {"strong": "strong", "emphasis": "em", "code": "code", "deleted": "del", "sub": "sub", "sup": "sup"}


def html(document: Document, removals: Iterable[Removal], title: str | None = None) -> str:
    """What `removals` leave of `document`, in no tags but `TAGS`; of plain text each block is a paragraph.

    Args:
        document: what was cleaned.
        removals: what went.
        title: written above it as a heading of the first level.
    """
    pieces = standing(document, removals)
    head = f"<h1>{escape(title, quote=False)}</h1>\n" if title else ""
    return head + "".join(_joined(pieces, document.url))


def _joined(pieces: Sequence[Standing], url: str | None) -> Iterator[str]:
    open_: list[str] = []
    for piece in pieces:
        around = _around(piece)
        same = 0
        while same < min(len(open_), len(around)) and open_[same] == around[same]:
            same += 1
        for tag in reversed(open_[same:]):
            yield f"</{tag}>\n"
        for tag in around[same:]:
            yield f"<{tag}>\n"
        open_ = around
        yield _block(piece, url)
    for tag in reversed(open_):
        yield f"</{tag}>\n"


def _around(piece: Standing) -> list[str]:
    """The elements that hold several blocks and in which `piece` stands."""
    kind = piece.block.kind
    if kind == "list_item":
        names = [s.partition("[")[0] for s in piece.steps]
        return [name for name in names if name in _LISTS] or ["ul"]
    return {"quote": ["blockquote"], "table": ["table"]}.get(kind, [])


def _block(piece: Standing, url: str | None) -> str:
    kind = piece.block.kind
    if kind == "code":
        return f"<pre><code>{escape(piece.text, quote=False)}</code></pre>\n"
    if kind == "table":
        return f"<tr>{''.join(f'<td>{cell}</td>' for cell in _cells(piece, url))}</tr>\n"
    tag = f"h{heading_level(piece.block)}" if kind == "heading" else "li" if kind == "list_item" else "p"
    return f"<{tag}>{_inline(piece.text, piece.marks, url)}</{tag}>\n"


def _cells(piece: Standing, url: str | None) -> Iterator[str]:
    at = 0
    for cell in piece.text.split("\t"):
        part = piece.clipped(at, at + len(cell))
        yield _inline(part.text, part.marks, url)
        at += len(cell) + 1


def _inline(text: str, marks: Sequence[Mark], url: str | None) -> str:
    opened: dict[int, list[str]] = {}
    closed: dict[int, list[str]] = {}
    for mark in marks:
        begin, end = _tags(mark, url)
        opened.setdefault(mark.start, []).append(begin)
        closed.setdefault(mark.end, []).insert(0, end)
    pieces: list[str] = []
    at = 0
    for place in sorted({*opened, *closed, len(text)}):
        pieces += (escape(text[at:place], quote=False), *closed.get(place, ()), *opened.get(place, ()))
        at = place
    return "".join(pieces).replace("\n", "<br>\n")


def _tags(mark: Mark, url: str | None) -> tuple[str, str]:
    if mark.kind == "link":
        whole = address(mark.value, url)
        return (f'<a href="{escape(whole)}">', "</a>") if whole is not None else ("", "")
    return f"<{_MARKS[mark.kind]}>", f"</{_MARKS[mark.kind]}>"


def notebook(document: Document, removals: Sequence[Removal], flags: Sequence[Flag], title: str | None) -> str:
    """What a notebook shows of a result: the clean text, and below it, folded, what went and why."""
    gone = [r for r in removals if r.kind != "layout"]
    rows = "".join(
        f"<tr><td>{escape(r.kind)}</td><td>{escape(r.filter)}/{escape(r.rule)}</td><td>{escape(_short(r.text))}</td></tr>"
        for r in gone[:_ROWS]
    )
    more = f"<p>… and {len(gone) - _ROWS} more</p>" if len(gone) > _ROWS else ""
    account = f"<details><summary>{len(gone)} cut</summary><table>{rows}</table>{more}</details>" if gone else ""
    notes = "".join(f"<p><em>{escape(str(flag))}</em></p>" for flag in flags)
    return f"<div>{html(document, removals, title)}{notes}{account}</div>"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
