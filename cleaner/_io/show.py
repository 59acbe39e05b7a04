"""Makes text safe to print; scraped text and names reach a terminal or a log only through here.

Control characters move the cursor, rename the window and answer queries; direction characters make text read as
something else; a line break in a name begins a line that a program may take for its own.
"""

from __future__ import annotations

import os
import re
import sys
from typing import TextIO

# C0 but tab and line feed, DEL, C1, line and paragraph separators, embeddings, overrides and isolates.
_ACTING = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
_UNSAFE = f"[{_ACTING}]"
_UNSAFE_IN_LINE = f"[{_ACTING}\t\n\u061c\u200b\u200e\u200f]"


def encodable(text: str) -> str:
    """`text` with lone surrogates, which UTF-8 cannot hold, replaced by U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def safe(text: str) -> str:
    """`text` for a terminal: characters that would act on it are replaced by their codes; lines and tabs stay."""
    if text.isprintable():
        return text
    return re.sub(_UNSAFE, _spelt, encodable(text.replace("\r\n", "\n")))


def safe_line(text: object) -> str:
    """The same on one line: a name, a message, a value."""
    line = str(text)
    return line if line.isprintable() else re.sub(_UNSAFE_IN_LINE, _spelt, encodable(line))


def spelt(char: str) -> str:
    """The code of `char`, as ``<U+001B>``."""
    return f"<U+{ord(char):04X}>"


def _spelt(m: re.Match[str]) -> str:
    return spelt(m[0])


def shortened(text: str, width: int) -> str:
    """`text` on one safe line of at most `width` characters; blanks and line ends become single blanks."""
    line = safe_line(" ".join(text.split()))
    return line if len(line) <= width else line[: width - 1] + "…"


def emit(text: str, stream: TextIO | None = None) -> None:
    """Write `text` as UTF-8 whatever the locale, character for character; to a terminal only what is `safe`."""
    out = stream or sys.stdout
    if out.isatty():
        text = safe(text)
    emit_drawn(text, out)


def emit_drawn(text: str, stream: TextIO | None = None) -> None:
    """Write `text` that may hold our own colour codes and is otherwise safe."""
    out = stream or sys.stdout
    buffer = getattr(out, "buffer", None)
    if buffer is None:
        out.write(text)
        return
    out.flush()
    buffer.write(encodable(text).encode("utf-8"))
    buffer.flush()


def is_closed(stream: TextIO) -> bool:
    """Whether a standard stream was closed when the command began; a stand-in took its place."""
    return getattr(stream, "name", None) == os.devnull


def say(message: object) -> None:
    """Print a message as one line on standard error."""
    emit_drawn(f"cleaner: {safe_line(message)}\n", sys.stderr)
