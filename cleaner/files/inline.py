"""Comments in a text that exempt parts of it from the check.

``<!-- cleaner: ignore -->`` (in Markdown) or ``# cleaner: ignore`` (in text) exempts the next paragraph, ``off``
everything up to ``on`` or the end. Scraped text could contain them as well, so they count only if the settings say so.
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
    """The exempted spans of `text`, the comments included."""
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
