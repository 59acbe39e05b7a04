"""WARC files: the pages and texts in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import SEEK_END
from typing import Any, BinaryIO

from cleaner.corpus.items import Item, Rejected, Row, Skipped, make_row
from cleaner.corpus.readers.packed import DAMAGE
from cleaner.corpus.recipe import Recipe

_CHUNK = 1 << 20
_START_PACKED = re.compile(rb"\x1f\x8b\x08")
_START_PLAIN = re.compile(rb"WARC/[01]\.\d+\r?\n")
_KINDS = ("response", "resource", "conversion")
_TYPES = ("text/html", "application/xhtml+xml", "text/plain")


def read_warc(raw: BinaryIO, name: str, recipe: Recipe) -> Iterator[Item]:
    """The successful HTML and plain-text responses, resources and conversions of a WARC file.

    Behind a broken record the next one is searched for; what lies between counts as one rejected document.
    """
    start = _START_PACKED if raw.read(2) == b"\x1f\x8b" else _START_PLAIN
    at: int | None = 0
    broken = False
    while at is not None:
        raw.seek(at)
        for offset, item in _records(raw, at, name, recipe):
            if isinstance(item, Exception):
                if not broken:
                    yield Rejected(f"{name}@{offset}", "damaged", f"a broken record ({item})")
                broken = True
                at = _next_start(raw, start, offset + 1)
                break
            broken = False
            yield item
        else:
            return


def _records(raw: BinaryIO, base: int, name: str, recipe: Recipe) -> Iterator[tuple[int, Item | Exception]]:
    """The records from the offset `base` on, each with its offset; the first failure is the last thing given."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    class Records(ArchiveIterator):  # type: ignore[misc]
        INC_RECORD = ""  # a warning to the terminal, which here is an error

    records = None
    offset = base
    try:
        records = Records(raw)
        for record in records:
            offset = records.offset
            item = _item(record, f"{name}@{offset}", recipe)
            records.read_to_end(record)
            if records.err_count or getattr(record.raw_stream, "limit", 0) > 0:
                raise ValueError("its length is not what it declares")
            yield offset, item
            offset = records.offset  # of the next one, should it not be found
        if offset < _size(raw):
            raise ValueError("there is no whole record")
    except (ArchiveLoadFailed, ValueError, *DAMAGE) as error:
        yield offset, error
    finally:
        if records is not None:
            records.close()


def _size(raw: BinaryIO) -> int:
    return raw.seek(0, SEEK_END)


def _item(record: Any, place: str, recipe: Recipe) -> Row | Rejected | Skipped:
    headers = record.rec_headers
    if not record.rec_type:
        raise ValueError("it has no type")
    if record.rec_type not in _KINDS:
        return Skipped(f"{record.rec_type} record")
    status, mime, charset = _http(record)
    if not status.startswith("2"):
        return Skipped(f"response with status {status}")
    if mime not in _TYPES:
        return Skipped(f"content of type {mime or 'unknown'}")
    name, url = headers.get_header("WARC-Record-ID"), headers.get_header("WARC-Target-URI")
    content = record.content_stream().read(recipe.max_bytes + 1)
    if len(content) > recipe.max_bytes:
        return Rejected(place, "too-large", f"more than {recipe.max_bytes} bytes", name, url)
    kind = "text" if mime == "text/plain" else "html"
    return make_row(
        place,
        _as_utf8(content, charset),
        name,
        url,
        {"date": headers.get_header("WARC-Date")},
        kind if recipe.kind == "auto" else recipe.kind,  # type: ignore[arg-type]
    )


def _http(record: Any) -> tuple[str, str, str]:
    """Status, media type and charset of a record; a record without HTTP headers counts as a success."""
    http = record.http_headers
    status = http.get_statuscode() if http else "200"
    declared = (http or record.rec_headers).get_header("Content-Type") or ""
    mime, _, rest = declared.partition(";")
    found = re.search(r"charset=[\"']?([\w.:-]+)", rest[:200], re.IGNORECASE)
    return status, mime.strip().lower(), found[1] if found else ""


def _as_utf8(content: bytes, charset: str) -> bytes:
    """`content` in UTF-8 if the server named another charset and told the truth."""
    try:
        return content.decode(charset).encode() if charset else content
    except (LookupError, ValueError):
        return content


def _next_start(raw: BinaryIO, start: re.Pattern[bytes], at: int) -> int | None:
    """The offset at or behind `at` at which a record may start; None if there is none."""
    raw.seek(at)
    tail = b""
    while chunk := raw.read(_CHUNK):
        if found := start.search(tail + chunk):
            return at - len(tail) + found.start()
        at += len(chunk)
        tail = (tail + chunk)[-16:]
    return None
