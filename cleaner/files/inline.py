"""What a text says of itself, in lines of its own, about what is left alone in it.

``<!-- cleaner: ignore -->`` (in Markdown) or ``# cleaner: ignore`` (in text) holds for the paragraph behind it, ``off``
for all up to ``on`` or the end. Scraped text could say so too: it counts only where the settings allow it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.splice import Span

_LINE = re.compile(
    r"(?m)^[ \t]*(?:<!--[ \t]*cleaner:[ \t]*(ignore|off|on)[ \t]*-->|#[ \t]*cleaner:[ \t]*(ignore|off|on))[ \t]*\r?$"
)
_PARAGRAPH = re.compile(r"\s*+(?:[^\n]*\S[^\n]*(?:\n|\Z))*")


def ignored_spans(text: str) -> Iterator[Span]:
    """The spans of `text` that are to be left alone, the lines that say so among them."""
    off: int | None = None
    for m in _LINE.finditer(text):
        word = m[1] or m[2]
        if word == "off" and off is None:
            off = m.start()
        elif word == "on":
            yield (m.start() if off is None else off), m.end()
            off = None
        elif word == "ignore":
            yield m.start(), _PARAGRAPH.match(text, m.end()).end()  # type: ignore[union-attr]  # it matches nothing too
    if off is not None:
        yield off, len(text)
