"""A page's text blocks and the elements they stand in: what the reader makes and the judge weighs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from cleaner.model import BlockKind

Verdict = Literal["keep", "drop"]

_LABEL_CHARS = 500
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


@lru_cache(maxsize=8192)
def _words(label: str) -> tuple[str, ...]:
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
        verdict: what the user's own rule says of what stands in it, if it says anything.
    """

    __slots__ = ("children", "depth", "hidden", "kind", "label", "parent", "place", "tag", "verdict")

    def __init__(
        self,
        tag: str,
        parent: Node | None,
        label: str = "",
        hidden: bool = False,
        kind: BlockKind = "paragraph",
        verdict: Verdict | None = None,
    ) -> None:
        self.tag = tag
        self.parent = parent
        self.label = label
        self.kind = kind
        self.hidden = hidden
        self.children: dict[str, int] = {}
        if parent is None:
            self.depth, self.place = 0, 1
        else:
            self.depth = parent.depth + 1
            self.place = parent.children[tag] = parent.children.get(tag, 0) + 1
            self.hidden = hidden or parent.hidden
        self.verdict: Verdict | None = verdict or (parent.verdict if parent is not None else None)

    @property
    def tokens(self) -> tuple[str, ...]:
        """The words of the class and id attributes, in lower case."""
        return _words(self.label) if self.label else ()

    @property
    def path(self) -> str:
        """The element path from below the root, such as ``body/div[2]/article/p[3]``."""
        steps: list[str] = []
        node: Node | None = self
        while node is not None and node.parent is not None:
            steps.append(node.tag if node.place == 1 else f"{node.tag}[{node.place}]")
            node = node.parent
        return "/".join(reversed(steps))


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A text block as the page has it.

    Args:
        text: its text, white space folded.
        kind: what it is.
        node: the block element that it is the text of.
        linked: how many of its characters stand inside links.
        links: how many links it has.
        bold: how many of its characters stand inside b or strong.
        anchors: text and address of its links, in order.
    """

    text: str
    kind: BlockKind
    node: Node
    linked: int = 0
    links: int = 0
    bold: int = 0
    anchors: tuple[tuple[str, str], ...] = ()
