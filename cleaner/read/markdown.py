"""Markdown: its blocks as spans of the source, each with its rendered text and its links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cleaner.model import IMAGE, Block, Dom

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from cleaner.dom import BlockKind, Inline

_LINK = r"\]\((?:<|https?:|mailto:|javascript:|/|#|\.|[\w-]+[./#?])"
_HEADING = r"(?m)^ {0,3}#{1,6}[ \t]+\S"
_OTHER = r"(?m)^ {0,3}(?:[-*+][ \t]+\S|>[ \t]?\S|```|~~~|\|.*\|[ \t]*$)|\*\*\S[^*\n]*\*\*|^.{3,}\n(?:=+|-{3,})$"
_FRONT_MATTER = r"\A\ufeff?---[ \t]*\n(?:[^\n]*\n){0,200}?---[ \t]*(?:\n|\Z)"
_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>", re.DOTALL)
_WIDTH = 68  # characters from which on a line may have ended because it was full
_MAX_CHARS = 5_000_000


class _Part(NamedTuple):
    """Words of a block; they do not go beyond a line of the source."""

    text: str
    linked: int
    links: tuple[Inline, ...]
    images: bool


def is_markdown(text: str) -> bool:
    """Whether `text` has the marks of Markdown: a link, or a heading and one more mark."""
    if "](" in text and re.search(_LINK, text):
        return True
    if "#" not in text or len(text) > _MAX_CHARS:
        return False
    headings = re.findall(_HEADING, text)
    return len(headings) > 1 or (len(headings) == 1 and re.search(_OTHER, text) is not None)


def markdown_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of `text`. Front matter, link definitions and rules are not blocks, so that nothing cuts them."""
    front = re.match(_FRONT_MATTER, text)
    shift = front.end() if front else 0
    source = text[shift:].replace("\r\n", " \n").replace("\r", "\n")
    lines = source.split("\n")
    starts, at = [], shift
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    return tuple(_Reader(lines, starts).blocks(_parser().parse(source)))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # of no use to other texts

    return MarkdownIt("commonmark", {"maxNesting": 40}).enable("table")


class _Reader:
    """One pass over the tokens of a text."""

    def __init__(self, lines: Sequence[str], starts: Sequence[int]) -> None:
        self.lines, self.starts = lines, starts

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        """The blocks of `tokens`, in order."""
        path: list[str] = []
        row: list[str] = []
        last = -1  # the last line that a block has
        for i, token in enumerate(tokens):
            kind = token.type
            if kind in ("fence", "code_block", "html_block"):
                for block in self._verbatim(token, last):
                    last = token.map[1] - 1 if token.map else last
                    yield block
            elif kind == "inline" and token.map and "tr" not in path:
                first, end = max(token.map[0], last + 1), token.map[1]
                if path[-1:] in (["h1"], ["h2"]) and (heading := tokens[i - 1].map):
                    end = heading[1]  # with the line that is drawn below it
                if first < end:
                    yield from self._text(token, path, first, end)
                    last = end - 1
            elif kind == "inline":
                row.append(_whole(token).text)
            elif kind == "tr_close":
                opened = next(t for t in reversed(tokens[:i]) if t.type == "tr_open")
                if opened.map and opened.map[0] > last:
                    last = opened.map[0]
                    yield from self._row(row, last, tokens[i + 1].type == "thead_close")
                row = []
            if token.nesting == 1:
                path.append(token.tag)
            elif token.nesting == -1 and path:
                path.pop()

    def _span(self, first: int, last: int) -> tuple[int, int] | None:
        """The span of some lines, from the first to the last printing character."""
        while first <= last and not self.lines[first].strip():
            first += 1
        while last >= first and not self.lines[last].strip():
            last -= 1
        if first > last:
            return None
        line = self.lines[first]
        start = self.starts[first] + len(line) - len(line.lstrip())
        return start, self.starts[last] + len(self.lines[last].rstrip())

    def _verbatim(self, token: Token, last: int) -> Iterator[Block]:
        if token.map is None or token.map[0] <= last or (span := self._span(token.map[0], token.map[1] - 1)) is None:
            return
        if token.type != "html_block":
            yield Block(*span, "code", Dom("pre", "pre"), token.content.strip() or None)
        elif shown := " ".join(_TAG.sub(" ", token.content).split()):
            yield Block(*span, "paragraph", Dom("div", "div"), shown)

    def _row(self, cells: Sequence[str], line: int, head: bool) -> Iterator[Block]:
        below = line + 1 if head else line  # the rule below its head belongs to a table's first row
        if (span := self._span(line, min(below, len(self.lines) - 1))) and any(cells):
            yield Block(*span, "table", Dom("table/tr", "tr"), "\t".join(cells))

    def _text(self, token: Token, path: Sequence[str], first: int, end: int) -> Iterator[Block]:
        last = end - 1
        parts = list(_parts(token.children or []))
        if len(parts) != last - first + 1:
            parts = [_whole(token)]
        at = 0
        for i in range(1, len(parts) + 1):
            if i == len(parts) or self._ends(first + i - 1, parts[i - 1], parts[i]):
                bottom = last if i == len(parts) else first + i - 1
                if (span := self._span(first + at, bottom)) is not None:
                    yield from _block(span, parts[at:i], path)
                at = i

    def _ends(self, line: int, part: _Part, following: _Part) -> bool:
        """Whether a block ends with a line; a full line was only wrapped."""
        word = self.lines[line + 1].split(None, 1)
        room = _WIDTH - len(self.lines[line].strip())
        return room > len(word[0] if word else "") and not following.text[:1].islower() and bool(part.text)


def _block(span: tuple[int, int], parts: Sequence[_Part], path: Sequence[str]) -> Iterator[Block]:
    from cleaner.dom import printing

    shown = " ".join(filter(None, [p.text for p in parts])).strip()
    tag = path[-1] if path else "p"
    kind: BlockKind = "paragraph"
    if tag[:1] == "h":
        kind = "heading"
    elif "li" in path:
        kind, tag = "list_item", "li"
    elif "blockquote" in path:
        kind = "quote"
    density = min(1.0, sum(p.linked for p in parts) / max(1, len(shown)))
    links: list[Inline] = []
    before = 0
    for p in parts:
        links += [link._replace(start=link.start + before, end=link.end + before) for link in p.links]
        before += printing(p.text)
    if any(p.images for p in parts) and not any(p.text and not p.images for p in parts):
        tag = IMAGE
    if shown:
        yield Block(*span, kind, Dom("/".join(path), tag, (), density, inlines=tuple(links)), shown)


def _parts(children: Sequence[Token]) -> Iterator[_Part]:
    """The words of each line of a block."""
    line: list[Token] = []
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            yield _part(line)
            line = []
        else:
            line.append(child)
    yield _part(line)


def _whole(token: Token) -> _Part:
    return _part(list(token.children or []))


def _part(children: Sequence[Token]) -> _Part:
    from cleaner.dom import Inline, printing

    pieces: list[str] = []
    alt: list[str] = []
    links: list[Inline] = []
    opened: list[tuple[int, int, str]] = []
    linked = chars = 0
    for child in children:
        if child.type in ("text", "code_inline"):
            pieces.append(child.content)
            chars += printing(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            pieces.append(" ")
        elif child.type == "image":
            alt.append(child.content)
        elif child.type == "link_open":
            opened.append((len(pieces), chars, str(child.attrGet("href") or "")))
        elif child.type == "link_close" and opened:
            first, start, address = opened.pop()
            linked += len(" ".join("".join(pieces[first:]).split()))
            links.append(Inline(start, chars, "link", address))
    text = "".join(pieces)
    shown = " ".join(text.split())
    if not shown and any(c.type == "image" for c in children):
        return _Part(" ".join(" ".join(alt).split()) or "image", 0, tuple(links), True)
    return _Part(shown, linked, tuple(links), False)
