"""The page behind a document of HTML: its elements, and its text blocks with the elements that they stand in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

if TYPE_CHECKING:
    from lxml.html import HtmlElement

T = TypeVar("T")
BlockKind = Literal["line", "paragraph", "heading", "list_item", "quote", "caption", "table", "code"]
InlineKind = Literal["link", "strong", "emphasis", "code", "deleted", "sub", "sup", "image"]
Verdict = Literal["keep", "drop"]

_LABEL_CHARS = 500
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


@lru_cache(maxsize=8192)
def words_of_label(label: str) -> tuple[str, ...]:
    """The words of an attribute, in lower case; pages use the same attributes many times over."""
    return tuple([w.lower() for w in _WORD.findall(label[:_LABEL_CHARS])])


class Node:
    """An element in which text blocks stand.

    Args:
        tag: its name.
        parent: the element around it; None for the root.
        label: its class and id attributes as written.
        hidden: whether the page's own markup hides it; inside a hidden element everything is.
        kind: what kind of text stands in it.
        verdict: what the user's own rules say of its content; None if they say nothing.
        ident: its id, by which links name it.
        first: the number of the first item, if it is a numbered list.
    """

    __slots__ = ("children", "depth", "first", "hidden", "ident", "kind", "label", "parent", "place", "tag", "verdict")

    def __init__(
        self,
        tag: str,
        parent: Node | None,
        label: str = "",
        hidden: bool = False,
        kind: BlockKind = "paragraph",
        verdict: Verdict | None = None,
        ident: str = "",
        first: int = 1,
    ) -> None:
        self.tag = tag
        self.ident = ident
        self.first = first
        self.parent = parent
        self.label = label
        self.kind = kind
        self.hidden = hidden
        self.children: dict[str, int] | None = None  # most have none, and a dict takes as much as the rest
        if parent is None:
            self.depth, self.place = 0, 1
        else:
            self.depth = parent.depth + 1
            if parent.children is None:
                parent.children = {}
            self.place = parent.children[tag] = parent.children.get(tag, 0) + 1
            self.hidden = hidden or parent.hidden
        self.verdict: Verdict | None = verdict or (parent.verdict if parent is not None else None)

    @property
    def tokens(self) -> tuple[str, ...]:
        """The words of the class and id attributes, in lower case."""
        return words_of_label(self.label) if self.label else ()

    def holds(self, node: Node | None) -> bool:
        """Whether `node` is this element or stands in it."""
        while node is not None and node is not self:
            node = node.parent
        return node is self

    @property
    def path(self) -> str:
        """The element path from below the root, such as ``body/div[2]/article/p[3]``."""
        steps: list[str] = []
        node: Node | None = self
        while node is not None and node.parent is not None:
            steps.append(node.tag if node.place == 1 else f"{node.tag}[{node.place}]")
            node = node.parent
        return "/".join(reversed(steps))


class Inline(NamedTuple):
    """A marked stretch inside a text block.

    Offsets count only the block's characters that are not white space, so that folding white space moves none.

    Args:
        start: number of such characters before it.
        end: number of such characters before its end.
        kind: what it is; an image takes no characters, and stands before its block.
        value: the address of a link or an image, the language of code; or empty.
        text: the alternative text of an image.
    """

    start: int
    end: int
    kind: InlineKind
    value: str = ""
    text: str = ""


def printing(text: str) -> int:
    """The number of characters of `text` that are not white space."""
    return len("".join(text.split()))


def inline_spans(text: str, inlines: Sequence[Inline]) -> list[tuple[int, int]]:
    """Where each of `inlines` stands in `text`, the text of its block; its first and last characters are printing."""
    if not inlines:
        return []
    at = [i for i, c in enumerate(text) if not c.isspace()]
    return [(at[i.start], at[min(i.end, len(at)) - 1] + 1) if i.start < len(at) else (0, 0) for i in inlines]


class PageBlock(NamedTuple):
    """A text block as the page has it.

    Args:
        text: its text, white space folded.
        kind: what it is.
        node: the block element that it is the text of.
        linked: how many of its characters stand inside links.
        bold: how many of its characters stand inside b or strong.
        inlines: links, emphasis and code in it, those around others first.
    """

    text: str
    kind: BlockKind
    node: Node
    linked: int = 0
    bold: int = 0
    inlines: tuple[Inline, ...] = ()


class Markup:
    """The parsed page behind a document.

    The tree is big and cannot be pickled. `forget` and pickling drop it; it is parsed again when it is needed.

    Args:
        original: the page, decoded.
        url: where it came from, if known.
        parse: makes the tree and the text blocks, one for each block of the document, of `original`.
    """

    def __init__(
        self, original: str, url: str | None, parse: Callable[[str], tuple[HtmlElement, Sequence[PageBlock]]]
    ) -> None:
        self.original = original
        self.url = url
        self._parse = parse
        self.forget()

    def forget(self) -> None:
        """Drop the tree and everything derived from it."""
        self._parsed: tuple[HtmlElement, Sequence[PageBlock]] | None = None
        self._memo: dict[object, object] = {}

    def holding(self, root: HtmlElement, blocks: Sequence[PageBlock]) -> Markup:
        """This page with the tree that its reader has already made."""
        self._parsed = root, blocks
        return self

    @property
    def root(self) -> HtmlElement:
        """The element tree; it must not be changed."""
        return self._tree()[0]

    @property
    def blocks(self) -> Sequence[PageBlock]:
        """The text blocks, before repairs; one for each block of the document, in its order."""
        return self._tree()[1]

    def memo(self, compute: Callable[[Markup], T]) -> T:
        """The result of `compute` on this page, computed once."""
        if compute not in self._memo:
            self._memo[compute] = compute(self)
        return self._memo[compute]  # type: ignore[return-value]

    def _tree(self) -> tuple[HtmlElement, Sequence[PageBlock]]:
        if self._parsed is None:
            self._parsed = self._parse(self.original)
        return self._parsed

    def __getstate__(self) -> dict[str, object]:
        return {**vars(self), "_parsed": None, "_memo": {}}


def handed_down(node: Node | None, memo: dict[Node | None, T], below: Callable[[T, Node], T]) -> T:
    """What an element has from the elements around it, without recursion, since pages nest deeply.

    Args:
        node: the element.
        memo: what is known; what stands above the root under None. What is found is added.
        below: makes of what an element has what one in it has.
    """
    unknown = []
    while node is not None and node not in memo:
        unknown.append(node)
        node = node.parent
    found = memo[node]
    for inner in reversed(unknown):
        found = memo[inner] = below(found, inner)
    return found
