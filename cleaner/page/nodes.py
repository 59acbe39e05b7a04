"""Nodes, images and code languages from the elements of a page."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from cleaner.dom import BlockKind, Inline, Node, Verdict
from cleaner.page.roles import holds_body
from cleaner.page.tree import words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "list_item"),
    **dict.fromkeys(("td", "th", "tr"), "table"),
    "blockquote": "quote",
    "figcaption": "caption",
    "figure": "caption",
    "pre": "code",
    "address": "paragraph",
    "article": "paragraph",
    "section": "paragraph",
}
_SOURCES = ("data-src", "data-original", "src")  # on pages that load images late the last one is a placeholder
_LONGEST_NUMBER = 6  # digits
_LEAST_PIXELS = 64  # of width or height; a smaller image is an icon or a tracking pixel
_LANGUAGE = re.compile(r"(?:^|\s)(?:language-|lang-|highlight-source-|brush:\s*|sourceCode\s+)([\w+#.-]{1,30})")
_CAPTION = re.compile(
    r"(?<![a-z])caption|bildunterschrift|(?:image|photo|picture|img)[-_ ]?(?:desc|text|credit|legend)", re.I
)
# Attributes that name an element's purpose; where classes are hashes, only the later ones do.
_NAMING = words("class id role itemprop data-testid data-component")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


def node_of(tag: object, element: HtmlElement, parent: Node, verdict: Verdict | None) -> Node:
    """The node of a block element.

    Args:
        tag: its name, or the name to use where the user's own rules name the element.
        element: the element.
        parent: the node that it stands in.
        verdict: what the user's own rules say of it.
    """
    name = tag if isinstance(tag, str) else "?"
    label, ident, hidden = "", "", False
    for attribute, value in element.items():
        if attribute == "id":
            ident = value
        if attribute in _NAMING:
            label = f"{label} {value}" if label else value
        elif attribute == "style":
            hidden = hidden or _HIDDEN_STYLE.search(value[:200]) is not None
        elif attribute == "hidden" or attribute == "aria-hidden":
            hidden = hidden or attribute == "hidden" or value == "true"
    kind: BlockKind | None = "caption" if label and _names_caption(label) else _KINDS.get(name)
    if kind == "caption" and parent.kind != "caption" and holds_body(element):
        kind = None
    if kind is None:
        kind = "paragraph" if name == "p" and parent.kind == "table" else parent.kind
    elif kind == "paragraph" and parent.kind == "caption":
        kind = "caption"
    return Node(name, parent, label, hidden, kind, verdict, ident, _first(element) if name == "ol" else 1)


def _first(element: HtmlElement) -> int:
    """The number of the first item of a numbered list."""
    start = (element.get("start") or "").strip()
    return int(start) if start.isascii() and start.isdigit() and len(start) <= _LONGEST_NUMBER else 1


@lru_cache(maxsize=4096)
def _names_caption(label: str) -> bool:
    return _CAPTION.search(label[:200]) is not None


def image_of(element: HtmlElement) -> Inline | None:
    """An image of the page as an inline; None if it is too small or has no address."""
    source = next(
        (v for name in _SOURCES if (v := (element.get(name) or "").strip()) and not v.startswith("data:")), ""
    )
    sizes = [element.get(name) or "" for name in ("width", "height")]
    small = any(size.isdigit() and int(size) < _LEAST_PIXELS for size in sizes)
    return None if small or not source else Inline(0, 0, "image", source, " ".join((element.get("alt") or "").split()))


def language_of(element: HtmlElement) -> str:
    """The language of code, from the class that highlighters use; empty if there is none."""
    parent = element.getparent()
    names = [e.get("class") or "" for e in (element, parent) if e is not None]
    return next((m[1] for name in names if (m := _LANGUAGE.search(name))), "")
