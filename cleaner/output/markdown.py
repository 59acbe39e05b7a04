"""Clean text as Markdown: headings, lists, quotes, code, tables and links as the page had them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from cleaner.model import Block, Dom
from cleaner.output.text import as_text, front_matter
from cleaner.result import Result
from cleaner.view import View

_SPECIAL = re.compile(r"[\\`*\[\]<]")
_MARKER = re.compile(r"^(\s*)([#>+-]|\d+[.)])(?=\s)", re.MULTILINE)
_LISTS = ("ul", "ol")


def as_markdown(result: Result, metadata: bool) -> str:
    """The body as Markdown; plain text, which has no structure, stays as it is."""
    if result.document.kind == "text":
        return as_text(result, metadata)
    body = "".join(_joined(result))
    return front_matter(result) + body if metadata else body


def standing(result: Result) -> Iterator[tuple[Block, str]]:
    """The blocks of which anything is left, and what is left of each."""
    view = View(result.document, [r for r in result.removals if r.kind != "layout"])
    return zip(view.blocks, view.texts, strict=True)


def heading_level(dom: Dom) -> int:
    """The level (1 to 6) of a heading."""
    return int(dom.tag[1]) if len(dom.tag) == 2 and dom.tag[1] in "123456" else 2


def _joined(result: Result) -> Iterator[str]:
    last: Block | None = None
    for block, text in standing(result):
        tight = last is not None and last.kind == block.kind and block.kind in ("list_item", "table")
        if last is not None:
            yield "\n" if tight else "\n\n"
        yield _block(block, text, result.document.url, first_row=not tight)
        last = block
    if last is not None:
        yield "\n"


def _block(block: Block, text: str, url: str | None, *, first_row: bool) -> str:
    if block.kind == "code":
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
        return f"{fence}\n{text}\n{fence}"
    dom = block.dom
    inline = _inline(text, dom.links if dom else (), url)
    if dom is None:
        return inline
    if block.kind == "heading":
        return f"{'#' * heading_level(dom)} {' '.join(inline.split())}"
    if block.kind == "list_item":
        return _item(inline, dom)
    if block.kind == "quote":
        return "\n".join(f"> {line}" for line in inline.split("\n"))
    if block.kind == "table":
        return _row(inline, first_row)
    if block.kind == "caption":
        return f"*{' '.join(inline.split())}*"
    return _MARKER.sub(r"\1\\\2", inline)


def _item(text: str, dom: Dom) -> str:
    lists = [step for step in (s.partition("[")[0] for s in dom.path.split("/")) if step in _LISTS]
    indent = "    " * max(0, len(lists) - 1)
    mark = "1." if lists and lists[-1] == "ol" else "-"
    return f"{indent}{mark} " + text.replace("\n", f"\n{indent}  ")


def _row(text: str, first: bool) -> str:
    cells = [" ".join(cell.split()).replace("|", "\\|") for cell in text.split("\t")]
    row = f"| {' | '.join(cells)} |"
    return f"{row}\n|{' --- |' * len(cells)}" if first else row


def _inline(text: str, links: tuple[tuple[str, str], ...], url: str | None) -> str:
    """`text` with Markdown's own signs escaped and its links marked, each where it comes next."""
    pieces: list[str] = []
    at = 0
    for words, address in links:
        start = text.find(words, at)
        if start < 0:
            continue
        pieces.append(_escaped(text[at:start]))
        pieces.append(f"[{_escaped(words)}]({_address(address, url)})")
        at = start + len(words)
    return "".join([*pieces, _escaped(text[at:])])


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _address(address: str, url: str | None) -> str:
    try:
        whole = urljoin(url or "", address.strip())
    except ValueError:
        whole = address.strip()
    return re.sub(r"[\s()<>]", lambda m: f"%{ord(m[0]):02X}", whole)
