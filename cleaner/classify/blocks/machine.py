"""Blocks that are written for machines: scripts, data and lists of files that a page has left among its text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.dom import PageBlock

_HEAD = 2_000  # characters of a block that are looked at
_LEAST_CHARS = 60
_LEAST_SIGNS = 0.1  # share of a script's characters; prose about money or links stays below .05
_SIGNS = re.compile(r"[{}()\[\];=<>\"'|&]")
_STATEMENTS = re.compile(
    r"\bfunction ?\w*\(|\b(?:var|let|const) \w+ ?=|=>|\w\.\w+\(|\)\s*[;{]|[;{}] ?\w+\s*=|\bnew [A-Z]\w*\(|!0|!1"
)
_DATA = re.compile(r"\s*[\[{]+\s*\"[^\"]{1,80}\"\s*[:,]")
_PAIRS = re.compile(r"\"\s*:\s*[\"\[{\d\-tfn]")
_LEAST = 3  # statements, pairs or files
_FILES = re.compile(
    r"(?:\s*(?:https?:)?//\S+\.(?:avif|css|gif|jpe?g|js|m3u8|mp[34]|png|svg|webm|webp)(?:\?\S*)?[\s,;|]*){3,}", re.I
)


def machine_text(blocks: Sequence[PageBlock], main: Sequence[bool]) -> frozenset[int]:
    """The kept blocks that are no language; none on a page that marks code as such, for it may speak of code.

    Args:
        blocks: the page's text blocks in order.
        main: whether each is kept.
    """
    found = [i for i, b in enumerate(blocks) if main[i] and b.kind != "code" and _is_machine_text(b.text)]
    if not found or any(b.kind == "code" or any(i.kind == "code" for i in b.inlines) for b in blocks):
        return frozenset()
    return frozenset(found)


def _is_machine_text(text: str) -> bool:
    if len(text) < _LEAST_CHARS:
        return False
    text = text[:_HEAD]
    if _FILES.fullmatch(text):
        return True
    signs = len(_SIGNS.findall(text))
    if signs < _LEAST_SIGNS * len(text):
        return False
    if _DATA.match(text) and len(_PAIRS.findall(text)) >= _LEAST:
        return True
    return "\n" not in text and len(_STATEMENTS.findall(text)) >= _LEAST
