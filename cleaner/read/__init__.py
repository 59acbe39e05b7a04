"""Reads a source into a Document: decodes bytes, detects the kind, repairs broken characters."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cleaner.budget import BLOCKS
from cleaner.errors import ConfigError, InputError
from cleaner.model import Document, Flag, SourceKind
from cleaner.read.again import read_again
from cleaner.read.shape import SHAPES, ShapeChoice, check_shape, paragraph_blocks, rereader
from cleaner.read.text import read_text
from cleaner.repair import RepairLevel

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

    from cleaner.page.options import HtmlOptions

KindChoice = Literal["auto", "text", "html"]
KINDS: tuple[KindChoice, ...] = ("auto", "text", "html")

__all__ = [
    "KINDS",
    "SHAPES",
    "KindChoice",
    "ShapeChoice",
    "check_shape",
    "paragraph_blocks",
    "read",
    "read_again",
    "rereader",
    "sniff",
]

_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_HTML_HEAD = r"(?i)<(?:!doctype\s+html|html|head|body)\b"
_HTML_BLOCK = r"(?i)</(?:p|div|article|section|table|ul|h[1-6])\s*>"
_SNIFF_CHARS = 4096
_LONGEST_NAME = 400  # characters
_NAME = (
    r"(?i)\s*(?:(?:https?|file)://\S+|[^\s<>]+\.(?:txt|text|md|markdown|html?|xhtml|jsonl?|csv|tsv|pdf|docx?|gz))\s*"
)


def read(
    source: str | bytes | Path | BeautifulSoup,
    *,
    url: str | None = None,
    kind: KindChoice = "auto",
    encoding: str | None = None,
    repairs: RepairLevel = "certain",
    html: HtmlOptions | None = None,
    shape: ShapeChoice = "auto",
) -> Document:
    """Read one article.

    Args:
        source: text or HTML as str or bytes, the path of a file, or a parsed page.
        url: where it came from, if known.
        kind: ``text``, ``html``, or ``auto`` to find out.
        encoding: of bytes, as the header ``Content-Type`` or the sender declared it.
        repairs: the level of repairs.
        html: how pages of HTML are read, and the limits of all documents; None for the defaults.
        shape: how plain text is laid out, see `Document.shape`; ``auto`` to find out.

    Raises:
        InputError: the file cannot be read, or the source is of a type that cannot be.
        ConfigError: no such kind or shape.
    """
    if kind not in KINDS:
        raise ConfigError(f"unknown kind {kind!r}; use one of: {', '.join(KINDS)}")
    check_shape(shape)
    suffix = source.suffix.lower() if isinstance(source, Path) else ""
    text, encoding, flags, parsed = _as_text(source, encoding)
    if any(flag.code == "binary-input" for flag in flags):
        return Document("", "", (), "text", (), flags, url)
    found = ("html" if parsed or suffix in _HTML_SUFFIXES else sniff(text)) if kind == "auto" else kind
    if found == "html":
        from cleaner.page import OPTIONS, read_html

        return read_html(text, url=url, repairs=repairs, options=html or OPTIONS, flags=flags, encoding=encoding)
    most = BLOCKS if html is None else html.limits.blocks
    return read_text(text, url=url, repairs=repairs, flags=flags, encoding=encoding, shape=shape, most_blocks=most)


def sniff(text: str) -> SourceKind:
    """Tell HTML from plain text by its first few thousand characters; text that mentions a tag stays text."""
    head = text[:_SNIFF_CHARS]
    if "<" not in head:
        return "text"
    start = head.lstrip("\ufeff \t\r\n")
    if start.startswith("<") and (re.search(_HTML_HEAD, head) or re.search(_HTML_BLOCK, text[: 16 * _SNIFF_CHARS])):
        return "html"
    return "html" if len(re.findall(_HTML_BLOCK, head)) >= 3 else "text"


def _as_text(source: object, declared: str | None) -> tuple[str, str | None, tuple[Flag, ...], bool]:
    """The text of `source`, its encoding, flags, and whether it is a parsed page."""
    if isinstance(source, str):
        return source, None, _mistaken(source), False
    if isinstance(source, Path):
        source = _read_bytes(source)
    if isinstance(source, bytes | bytearray | memoryview):
        from cleaner.read.decode import decode

        return *decode(bytes(source), declared=declared), False
    if type(source).__module__.partition(".")[0] == "bs4":
        return str(source), None, (), True
    raise InputError(
        f"cannot clean a value of type {type(source).__name__}; give str, bytes, pathlib.Path or BeautifulSoup"
    )


def _mistaken(text: str) -> tuple[Flag, ...]:
    """A flag if `text` seems to be the path of a file instead of its content."""
    if len(text) > _LONGEST_NAME or not re.fullmatch(_NAME, text):
        return ()
    message = (
        "this str is cleaned as text, but looks like the name of a file or page; give pathlib.Path(...) to read a "
        "file, and fetch a page first"
    )
    return (Flag("looks-like-a-path", message),)


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; check the path") from None
    except IsADirectoryError:
        raise InputError(f"{path}: is a folder; name the files in it") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise InputError(f"{path}: cannot be read ({reason})") from None
