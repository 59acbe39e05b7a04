"""The tree's text as blocks, in document order: every word once, none glued to its neighbour, none split."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from cleaner.budget import BLOCKS
from cleaner.dom import Inline, InlineKind, Node, PageBlock, Verdict, printing
from cleaner.page.nodes import image_of, language_of, node_of
from cleaner.page.roles import is_hover_card, is_row
from cleaner.page.tree import events, words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SKIPPED = words(
    "script style template title meta link base iframe object embed applet audio video canvas select option optgroup "
    "datalist textarea input progress meter map area frame param source track img annotation annotation-xml"
)
_INLINE = words(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark math nobr q rb rp rt ruby s samp "
    "small span strike strong sub sup time tt u var wbr picture "
    # formulas
    "math maction menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mroot mrow ms mspace "
    "msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover semantics"
)
# Elements of drawings. Their text is not the page's, but broken markup nests whole articles in them.
_DRAWING = words("svg symbol defs g path text tspan desc use rect circle")
_MARKS: dict[str, InlineKind] = {
    "a": "link",
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("em", "i"), "emphasis"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    **dict.fromkeys(("del", "s", "strike"), "deleted"),
    "sub": "sub",
    "sup": "sup",
}
_SPACE = re.compile(r"[ \t\n\r\f]+")
# Marks set while text is gathered; such characters were removed from the page before parsing.
_BREAK, _SEAM, _CELL = "\0", "\1", "\2"
_SIGNS = frozenset((_BREAK, _SEAM, _CELL))
_BREAKS = re.compile(r"(?: ?\0){2,} ?")
_SEAM_OF_WORDS = re.compile(r"(?<=[a-z0-9.,])\x01(?=[A-Z])")
_CELL_CHARS = 160


def page_blocks(
    root: HtmlElement, verdicts: Mapping[HtmlElement, Verdict] | None = None, most: int = BLOCKS
) -> list[PageBlock]:
    """All text of the page under `root`, block by block; empty blocks are left out.

    Args:
        root: the parsed page.
        verdicts: elements that the user's own rules name; their text makes separate blocks.
        most: blocks behind which the walk may end; nobody needs the rest.
    """
    return _Walk(verdicts or {}, most).over(root)


class _Walk:
    """One pass over a tree. Text gathers in `_pieces` until a block element begins or ends."""

    def __init__(self, verdicts: Mapping[HtmlElement, Verdict], most: int) -> None:
        self._verdicts = verdicts
        self._most = most
        self._blocks: list[PageBlock] = []
        self._pieces: list[str] = []
        self._here = Node("html", None)
        self._home: Node | None = None
        self._row: Node | None = None
        self._cell: Node | None = None
        self._linked = self._bold = 0
        self._in_link = self._in_bold = 0
        self._open: list[tuple[int, InlineKind, str]] = []  # the piece that each begins with
        self._marked: list[tuple[int, int, InlineKind, str]] = []
        self._images: list[Inline] = []  # images above the next block
        self._seam: tuple[str, int] = ("", 0)
        self._dropped: HtmlElement | None = None
        self._aside: list[str] = []
        self._asides: list[PageBlock] = []

    def over(self, root: HtmlElement) -> list[PageBlock]:
        verdicts = self._verdicts
        for event, element in events(root, _SKIPPED):
            tag = element.tag
            if event == "start":
                if tag in _SKIPPED:
                    if tag == "img" and self._dropped is None and (image := image_of(element)):
                        self._images.append(image)
                    continue
                if self._dropped is not None:
                    self._aside.append("" if tag in _INLINE else " ")
                elif tag in _INLINE and (verdicts.get(element) == "drop" or is_hover_card(element)):
                    self._dropped = element
                elif element is not root:
                    self._enter("div" if element in verdicts else tag, element)
                if text := element.text:
                    self._text(text)
                if len(self._blocks) > self._most:
                    break
            else:
                if element is self._dropped:
                    self._set_aside(element)
                elif self._dropped is not None:
                    self._aside.append("" if tag in _INLINE else " ")
                elif event == "end" and tag not in _SKIPPED and element is not root:
                    self._leave("div" if element in verdicts else tag)
                if (text := element.tail) and element is not root:
                    self._text(text)
        self._flush()
        return self._blocks

    def _enter(self, tag: str, element: HtmlElement) -> None:
        if tag in _INLINE:
            last, at = self._seam
            if at and at == len(self._pieces):
                self._pieces.append(" " if "a" in (last, tag) else _SEAM)
            if tag == "a":
                self._in_link += 1
            elif tag in ("b", "strong"):
                self._in_bold += 1
            if kind := _MARKS.get(tag):
                value = element.get("href") if kind == "link" else language_of(element) if kind == "code" else ""
                self._open.append((len(self._pieces), kind, value or ""))
        elif tag == "br":
            if self._pieces:
                self._pieces.append(_BREAK)
        else:
            is_cell = tag in ("td", "th")
            if is_cell:
                if self._pieces:
                    self._pieces.append(_CELL)
            elif self._row is not None:
                self._pieces.append(" ")
            elif tag not in _DRAWING:
                self._flush()
            self._here = node_of(tag, element, self._here, self._verdicts.get(element))
            if is_cell:
                self._cell = self._here
            elif tag == "tr" and self._row is None and is_row(element) and not self._ruled(element):
                self._row = self._here

    def _leave(self, tag: str) -> None:
        if tag in _INLINE:
            self._seam = (tag, len(self._pieces))
            if tag == "a":
                self._in_link -= 1
            elif tag in ("b", "strong"):
                self._in_bold -= 1
            if tag in _MARKS:
                at, kind, value = self._open.pop()
                if at < len(self._pieces):
                    self._marked.append((at, len(self._pieces), kind, value))
        elif tag != "br":
            if self._row is self._here:
                self._row = self._cell = None
            if self._row is not None:
                self._pieces.append(" ")
            elif tag not in ("td", "th") and tag not in _DRAWING:
                self._flush()
            self._here = self._here.parent or self._here

    def _ruled(self, element: HtmlElement) -> bool:
        """Whether the user's own rules name an element inside `element`."""
        return bool(self._verdicts) and any(e in self._verdicts for e in element.iter())

    def _set_aside(self, element: HtmlElement) -> None:
        """Make a block of what goes out of a line; it follows the line's own, which stays in one piece."""
        text = _SPACE.sub(" ", "".join(self._aside)).strip()
        self._dropped = None
        self._aside.clear()
        if text:
            node = node_of(element.tag, element, self._here, "drop")
            self._asides.append(PageBlock(text, node.kind, node))

    def _text(self, text: str) -> None:
        if self._dropped is not None:
            self._aside.append(text)
            return
        here = self._here
        if here.tag in _DRAWING:
            return
        if self._home is None:
            if text.isspace():
                return
            self._home = here if self._row is None or self._cell is None else self._cell
        self._pieces.append(text)
        if self._in_link or self._in_bold:
            size = len(text.strip())
            self._linked += size if self._in_link else 0
            self._bold += size if self._in_bold else 0

    def _flush(self) -> None:
        if self._pieces:
            self._end_line()
        if self._asides:
            self._blocks += self._asides
            self._asides.clear()

    def _end_line(self) -> None:
        text, node = "".join(self._pieces), self._home
        linked, bold = self._linked, self._bold
        inlines = self._inlines()
        self._pieces.clear()
        self._home = None
        self._linked = self._bold = 0
        self._seam = ("", 0)
        if node is None:
            return
        parts = _parts(text, node)
        before = 0
        for part in parts:
            size = len(part)
            share = size / len(text.strip()) if len(parts) > 1 else 1.0
            own: tuple[Inline, ...] = tuple(self._images)
            self._images.clear()
            if inlines:
                own += _within(inlines, before, before + printing(part))
                before += printing(part)
            inside, strong = min(size, round(linked * share)), min(size, round(bold * share))
            self._blocks.append(PageBlock(part, node.kind, node, inside, strong, own))

    def _inlines(self) -> list[Inline]:
        """The inlines of the line that ends here; an open one continues in the next."""
        marked = [*self._marked, *((at, len(self._pieces), kind, value) for at, kind, value in self._open)]
        self._marked.clear()
        self._open = [(0, kind, value) for _, kind, value in self._open]
        if not marked:
            return []
        counts = [0]
        for piece in self._pieces:
            counts.append(counts[-1] + (printing(piece) if piece not in _SIGNS else 0))
        inlines = [Inline(counts[a], counts[b], kind, value) for a, b, kind, value in marked if counts[a] < counts[b]]
        return sorted(inlines, key=lambda i: (i.start, -i.end))


def _within(inlines: list[Inline], start: int, end: int) -> tuple[Inline, ...]:
    """`inlines` clipped to the part of a line between two counts of characters."""
    clipped = [i._replace(start=max(0, i.start - start), end=min(i.end, end) - start) for i in inlines]
    return tuple([i for i in clipped if i.start < i.end])


def _parts(text: str, node: Node) -> list[str]:
    """The blocks of gathered text: white space folded, split at double line breaks and at long table cells."""
    if node.kind == "code":
        lines = [
            line.rstrip() for line in text.replace(_BREAK, "\n").replace(_CELL, " ").replace(_SEAM, "").split("\n")
        ]
        code = "\n".join(lines).strip("\n")
        return [code.strip()] if code.strip() else []
    text = _SPACE.sub(" ", text)
    if _SEAM in text:
        text = _SEAM_OF_WORDS.sub(" ", text).replace(_SEAM, "")
    parts = [text]
    if _CELL in text:
        cells = [c for c in text.split(_CELL) if c.strip(" \0")]
        parts = cells if any(len(c) > _CELL_CHARS for c in cells) else ["\t".join(c.strip(" \0") for c in cells)]
    if _BREAK in text:
        parts = [piece for part in parts for piece in _BREAKS.split(part)]
        parts = [part.replace(" \0", "\n").replace("\0 ", "\n").replace("\0", "\n") for part in parts]
    return [stripped for part in parts if (stripped := part.strip())]
