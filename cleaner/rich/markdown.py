"""What stands of a page as Markdown: headings, lists, quotes, code, tables, footnotes, links and emphasis."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cleaner.dom import Inline
from cleaner.model import Document, Removal
from cleaner.rich.inline import Notes, at_line_start, escaped, inline, picture
from cleaner.rich.standing import Standing, heading_level, images, standing

_LISTS = ("ul", "ol")
_NOTE = re.compile(r"[\[(]?(\d{1,3}|[a-z]|[ivx]{1,4})[\])]?$")


def markdown(
    document: Document, removals: Iterable[Removal], title: str | None = None, *, with_images: bool = False
) -> str:
    """What `removals` leave of `document`; plain text, which has no structure, stays as it is.

    Args:
        document: what was cleaned, a page.
        removals: what went.
        title: written above it as its first heading.
        with_images: put the images of the text where they stood.
    """
    removals = tuple(removals)
    pieces = standing(document, removals)
    pictures = images(document, removals) if with_images else {}
    head = f"# {escaped(' '.join(title.split()))}\n" if title else ""
    body = "".join(_joined(pieces, document.url, _notes(pieces), pictures))
    return head + ("\n" if head and body else "") + body


def _notes(pieces: Sequence[Standing]) -> dict[str, str]:
    """The footnotes among `pieces`: the id that leads to each, and the label that the text has for it."""
    labels: dict[str, str] = {}
    first_at: dict[str, int] = {}
    for i, piece in enumerate(pieces):
        for mark in piece.marks:
            written = _NOTE.match(piece.text[mark.start : mark.end])
            if mark.kind == "link" and mark.value.startswith("#") and written:
                labels.setdefault(mark.value[1:], written[1])
                first_at.setdefault(mark.value[1:], i)
    targets = {p.block.dom.ident: i for i, p in reversed(list(enumerate(pieces))) if p.block.dom and p.block.dom.ident}
    # A footnote stands below what it is a note on, as an item or a paragraph; each label names but one.
    good = {
        ident: label
        for ident, label in labels.items()
        if first_at[ident] < targets.get(ident, -1) and pieces[targets[ident]].block.kind in ("list_item", "paragraph")
    }
    return {ident: label for ident, label in good.items() if list(good.values()).count(label) == 1}


def _joined(
    pieces: Sequence[Standing], url: str | None, notes: Notes, pictures: Mapping[int, Sequence[Inline]]
) -> Iterator[str]:
    last: Standing | None = None
    lists: list[tuple[str, ...]] = []  # those that are open, by their paths
    for i, piece in enumerate(pieces):
        drawn = [shown for image in pictures.get(i, ()) if (shown := picture(image, url))]
        if drawn:
            yield "\n\n" if last is not None else ""
            yield "\n\n".join(drawn) + "\n\n"
            last, lists = None, []
        opened = _open_lists(lists, piece)
        if last is not None:
            yield _between(last, piece, opened)
        if piece.block.kind == "list_item":
            yield _item(piece, len(lists) - 1, _goes_on(last, piece), url, notes)
        else:
            first_row = last is None or not _same_table(last, piece)
            yield _block(piece, url, notes, _width(pieces, i) if piece.block.kind == "table" and first_row else 0)
        last = piece
    if last is not None:
        yield "\n"


def _open_lists(lists: list[tuple[str, ...]], piece: Standing) -> bool:
    """Close the `lists` that `piece` does not stand in and open its own; whether its own was closed."""
    if piece.block.kind != "list_item":
        lists.clear()
        return False
    steps = piece.steps
    around = [steps[: i + 1] for i, step in enumerate(steps) if step.partition("[")[0] in _LISTS] or [()]
    lists[:] = [path for path in lists if path in around]
    if around[-1] in lists:
        return False
    lists.append(around[-1])
    return True


def _between(last: Standing, piece: Standing, opened: bool) -> str:
    kind = piece.block.kind
    if kind == last.block.kind == "quote" and _up_to(last, "blockquote") == _up_to(piece, "blockquote"):
        return "\n>\n"
    if kind == last.block.kind == "list_item" and not _goes_on(last, piece):
        # Only a list that begins with 1 can follow a line of text at once.
        return "\n\n" if opened and _mark(piece) not in ("-", "1.") else "\n"
    return "\n" if kind == "table" and _same_table(last, piece) else "\n\n"


def _same_table(last: Standing, piece: Standing) -> bool:
    return last.block.kind == piece.block.kind == "table" and _up_to(last, "table") == _up_to(piece, "table")


def _goes_on(last: Standing | None, piece: Standing) -> bool:
    """Whether `piece` is one more paragraph of the list item that `last` stands in."""
    own = _up_to(piece, "li")
    inside = max(len(_up_to(piece, tag)) for tag in _LISTS) < len(own)
    return last is not None and inside and own == _up_to(last, "li")


def _up_to(piece: Standing, tag: str) -> tuple[str, ...]:
    """The path of the innermost element `tag` that `piece` stands in; empty if it stands in none."""
    steps = piece.steps
    for i in range(len(steps) - 1, -1, -1):
        if steps[i].partition("[")[0] == tag:
            return steps[: i + 1]
    return ()


def _width(pieces: Sequence[Standing], first: int) -> int:
    """The cells of the longest row of the table whose first row is given: a renderer drops what its header lacks."""
    width = 1
    for i in range(first, len(pieces)):
        if i > first and not _same_table(pieces[i - 1], pieces[i]):
            break
        width = max(width, 1 + pieces[i].text.count("\t"))
    return width


def _block(piece: Standing, url: str | None, notes: Notes, width: int) -> str:
    kind, dom = piece.block.kind, piece.block.dom
    if kind == "code":
        return _fenced(piece)
    if kind == "table":
        return _row(piece, url, notes, width)
    text = inline(_bare(piece) if kind == "heading" else piece, url, notes)
    if kind == "heading":
        return f"{'#' * heading_level(piece.block)} {_one_line(text)}"
    if dom is not None and dom.ident in notes and kind == "paragraph":
        return _note(text, notes[dom.ident])
    text = at_line_start(text)
    if kind == "quote":
        return "\n".join(f"> {line}" for line in text.split("\n"))
    return f"*{text}*" if kind == "caption" and not {"*", "\n"} & set(text) else text


def _one_line(text: str) -> str:
    """A heading, without what would be taken for its closing marks."""
    line = " ".join(text.split())
    return re.sub(r"(#+)$", r"\\\1", line) if line.endswith("#") else line


def _note(text: str, label: str) -> str:
    return f"[^{label}]: {_indented(at_line_start(text), '    ')}"


def _bare(piece: Standing) -> Standing:
    """A heading less the emphasis of all its words, which every heading has."""
    whole = (0, len(piece.text))
    return piece._replace(
        marks=tuple(m for m in piece.marks if (m.start, m.end) != whole or m.kind in ("link", "code"))
    )


def _fenced(piece: Standing) -> str:
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", piece.text)), default=0))
    language = next((m.value for m in piece.marks if m.kind == "code"), "")
    return f"{fence}{language}\n{piece.text}\n{fence}"


def _item(piece: Standing, depth: int, goes_on: bool, url: str | None, notes: Notes) -> str:
    text = inline(piece, url, notes)
    dom = piece.block.dom
    if dom is not None and dom.ident in notes and not goes_on:
        return _note(text, notes[dom.ident])
    indent = "    " * depth
    if goes_on:
        indent += " " * (len(_mark(piece)) + 1)
        return indent + _indented(at_line_start(text), indent)
    mark = _mark(piece)
    return f"{indent}{mark} " + _indented(at_line_start(text), indent + " " * (len(mark) + 1))


def _mark(piece: Standing) -> str:
    """What stands before a list item: its number in a list that is numbered, else a dash."""
    names = [step.partition("[")[0] for step in piece.steps]
    lists = [name for name in names if name in _LISTS]
    if not lists or lists[-1] != "ol":
        return "-"
    own = _up_to(piece, "li")
    place = int((own[-1].partition("[")[2].rstrip("]") if own else "") or 1)
    return f"{place - 1 + (piece.block.dom.first if piece.block.dom is not None else 1)}."


def _indented(text: str, indent: str) -> str:
    return text.replace("\n", f"\n{indent}")


def _row(piece: Standing, url: str | None, notes: Notes, width: int) -> str:
    cells, at = [], 0
    for cell in piece.text.split("\t"):
        cells.append(inline(piece.clipped(at, at + len(cell)), url, notes))
        at += len(cell) + 1
    cells = [" ".join(cell.split()).replace("|", "\\|") for cell in cells]
    cells += [""] * (width - len(cells))
    row = f"| {' | '.join(cells)} |"
    return f"{row}\n|{' --- |' * len(cells)}" if width else row
