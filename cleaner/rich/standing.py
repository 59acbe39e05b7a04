"""What still stands of a document, block by block, with its inlines placed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urljoin

from cleaner.dom import Inline, InlineKind, inline_spans
from cleaner.model import Block, Document, Removal
from cleaner.view import View


class Mark(NamedTuple):
    """An inline, where it stands in what is left of its block."""

    start: int
    end: int
    kind: InlineKind
    value: str = ""


class Standing(NamedTuple):
    """A block of which something is left.

    Args:
        block: the block, with its kind and the facts of the page.
        text: what is left of it.
        marks: its inlines, properly nested, those around others first.
    """

    block: Block
    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of its element path, such as ``body``, ``ul``, ``li[2]``; none for plain text."""
        return tuple(self.block.dom.path.split("/")) if self.block.dom is not None else ()

    def clipped(self, start: int, end: int) -> Standing:
        """A part of it."""
        inside = (m._replace(start=max(m.start, start) - start, end=min(m.end, end) - start) for m in self.marks)
        return self._replace(text=self.text[start:end], marks=tuple(m for m in inside if m.start < m.end))


def standing(document: Document, removals: Iterable[Removal]) -> list[Standing]:
    """The blocks of `document` of which `removals` leave anything."""
    view = View(document, [r for r in removals if r.kind != "layout"])
    found = []
    for place, block, text in zip(view.places, view.blocks, view.texts, strict=True):
        whole = document.blocks[place]
        inlines = [i for i in whole.dom.inlines if i.kind != "image"] if whole.dom is not None else []
        marks = _marks(view, whole, block, text, inlines) if inlines else ()
        found.append(Standing(block, text, marks))
    return found


def images(document: Document, removals: Iterable[Removal]) -> dict[int, list[Inline]]:
    """The images of what stands, by the number of the standing block that each stands before.

    One whose caption was cut stands; what else was cut takes its images with it, and none stands below the last block.
    """
    view = View(document, cuts := [r for r in removals if r.kind != "layout"])
    captions = {(r.start, r.end) for r in cuts if r.kind == "caption"}
    kept = {place: number for number, place in enumerate(view.places)}
    found: dict[int, list[Inline]] = {}
    waiting: list[Inline] = []
    for place, block in enumerate(document.blocks):
        own = [i for i in block.dom.inlines if i.kind == "image"] if block.dom is not None else []
        if place in kept:
            found[kept[place]] = waiting + own
            waiting = []
        elif own and kept and place > view.places[0] and (block.start, block.end) in captions:
            waiting += own
    return {number: own for number, own in found.items() if own}


def _marks(view: View, whole: Block, block: Block, text: str, inlines: Sequence[Inline]) -> tuple[Mark, ...]:
    spans = view.to_document(block.start, block.end)
    if sum(end - start for start, end in spans) != len(text):
        return ()
    was = view.document.text[whole.start : whole.end]
    marks = []
    for inline, (start, end) in zip(inlines, inline_spans(was, inlines), strict=True):
        start, end = (_kept_before(spans, whole.start + at) for at in (start, end))
        piece = text[start:end]
        if stripped := piece.strip():
            start += len(piece) - len(piece.lstrip())
            marks.append(Mark(start, start + len(stripped), inline.kind, inline.value))
    return tuple(_nested(marks))


def _kept_before(spans: Sequence[tuple[int, int]], at: int) -> int:
    """How many characters of `spans` stand before the offset `at`."""
    return sum(min(end, at) - start for start, end in spans if start < at)


def _nested(marks: list[Mark]) -> Iterator[Mark]:
    """`marks` less those inside of one of their own kind, inside of code, or across the end of another."""
    open_: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        while open_ and open_[-1].end <= mark.start:
            open_.pop()
        kinds = [m.kind for m in open_]
        if mark.kind in kinds or "code" in kinds or (open_ and mark.end > open_[-1].end):
            continue
        open_.append(mark)
        yield mark


def address(value: str, url: str | None) -> str | None:
    """The whole address of a link, safe to be written; None if it leads nowhere or runs a script."""
    value = "".join(c for c in value.strip() if c >= " ")
    scheme = value.partition(":")[0].lower()
    if value.startswith("#"):
        return value
    if not value or scheme in ("javascript", "vbscript", "data"):
        return None
    try:
        return urljoin(url or "", value)
    except ValueError:
        return value


def heading_level(block: Block) -> int:
    """The level (1 to 6) of a heading."""
    tag = block.dom.tag if block.dom is not None else ""
    return int(tag[1]) if len(tag) == 2 and tag[1] in "123456" else 2
