"""The page inside of a WARC record: its headers, and its body unpacked."""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import NamedTuple

from cleaner.corpus.items import Item, Rejected, Skipped, make_row
from cleaner.corpus.recipe import Recipe

Headers = Mapping[str, str]

_KINDS = ("response", "resource", "conversion")
_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
_STATUS = re.compile(rb"HTTP/\d[\d.]*[ \t]+(\d{3})\b[^\r\n]*\r?\n")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
_FOLDED = re.compile(r"\r?\n[ \t]+")
# Codecs of Python's that are no charset of a page; some take time that grows with the square.
_NO_CHARSETS = frozenset(("idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "utf-7"))
_STEP = 1 << 10  # bytes that are unpacked at a time
_LOOK = 1000
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[^\r\n]{0,1000}\r?\n")


class _UnreadableError(Exception):
    pass


class _Response(NamedTuple):
    status: str
    mime: str
    charset: str
    headers: Headers
    body: bytes


def parse_headers(head: bytes) -> dict[str, str]:
    """Header lines by name in small letters; of a name that comes again the first one counts."""
    found: dict[str, str] = {}
    for line in _FOLDED.sub(" ", head.decode("utf-8", "replace")).splitlines():
        name, colon, value = line.partition(":")
        if colon:
            found.setdefault(name.strip().lower(), value.strip())
    return found


def item_of(headers: Headers, content: bytes, place: str, recipe: Recipe) -> Item:
    """What a record is: a document, a rejected one, or none.

    Args:
        headers: those of the record.
        content: its block; what follows is the HTTP response, if it is one.
        place: where it stands.
        recipe: the settings.
    """
    kind = headers["warc-type"].lower()
    if kind not in _KINDS:
        return Skipped(f"{_named(kind)} record")
    name, url = headers.get("warc-record-id"), headers.get("warc-target-uri", "").strip("<>") or None
    try:
        response = _response(headers, content, kind)
        if not response.status.startswith("2"):
            return Skipped(f"response with status {response.status}")
        if response.mime not in _TYPES:
            return Skipped(f"content of type {_named(response.mime) or 'unknown'}")
        body, whole = _decoded(response, recipe.max_bytes)
    except _UnreadableError as error:
        return Rejected(place, "damaged", str(error), name, url)
    if len(body) > recipe.max_bytes:
        return Rejected(place, "too-large", f"more than {recipe.max_bytes} bytes", name, url)
    cut = headers.get("warc-truncated", "" if whole else "its packed body ends early")
    return make_row(
        place,
        _as_utf8(body, response.charset),
        name,
        url,
        {"date": headers.get("warc-date")},
        recipe.kind if recipe.kind != "auto" else "text" if response.mime == "text/plain" else "html",
        f"truncated-page: the crawler did not store all of the page ({cut[:40]})" if cut else None,
    )


def _named(word: str) -> str:
    """A word of the file's as it is counted: such names come from anywhere and must not grow without end."""
    return re.sub(r"[^\w.+/-]", "?", word)[:60]


def _response(headers: Headers, content: bytes, kind: str) -> _Response:
    """The response in a record; one that has no HTTP headers counts as a success."""
    declared = headers.get("content-type", "")
    http: Headers = headers
    status, body = "200", content
    if kind == "response" and (declared.lower().startswith("application/http") or content.startswith(b"HTTP/")):
        line = _STATUS.match(content)
        end = _HEAD_END.search(content, line.end() - 2) if line else None
        if line is None or (end is None and line.end() < len(content)):
            raise _UnreadableError("its HTTP header cannot be read")
        status = line[1].decode("ascii")
        http = parse_headers(content[line.end() : end.start()] if end else b"")
        body = content[end.end() :] if end else b""
        declared = http.get("content-type", "")
    mime, _, rest = declared.partition(";")
    charset = _CHARSET.search(rest[:200])
    return _Response(status, mime.strip().lower(), charset[1] if charset else "", http, body)


def _decoded(response: _Response, limit: int) -> tuple[bytes, bool]:
    """The body as the server meant it, and whether it is whole.

    Crawlers that unpack a body often leave the header that says that it is packed.
    """
    body, whole = response.body, True
    if response.headers.get("transfer-encoding", "").lower() == "chunked":
        body = _joined(body)
    for name in reversed(response.headers.get("content-encoding", "").lower().split(",")):
        unpack = _ENCODINGS.get(name.strip())
        if unpack is not None:
            body, ended = unpack(body, limit)
            whole = whole and (ended or len(body) > limit)
    return body, whole


def _joined(body: bytes) -> bytes:
    """The chunks of a body; the body itself if it has none."""
    pieces: list[bytes] = []
    at = 0
    while size := _CHUNK_SIZE.match(body, at):
        number = int(size[1], 16)
        if not number:
            return b"".join(pieces)
        end = size.end() + number
        if end > len(body) and not pieces:
            return body
        pieces.append(body[size.end() : end])
        at = end + 2 if body.startswith(b"\r\n", end) else end + body.startswith(b"\n", end)
    return b"".join([*pieces, body[at:]]) if pieces else body


def _gunzip(body: bytes, limit: int) -> tuple[bytes, bool]:
    return _inflated(body, limit, 31) if body.startswith(b"\x1f\x8b") else (body, True)


def _inflate(body: bytes, limit: int) -> tuple[bytes, bool]:
    for bits in (15, -15):
        with suppress(_UnreadableError):
            return _inflated(body, limit, bits)
    return body, True


def _inflated(body: bytes, limit: int, bits: int) -> tuple[bytes, bool]:
    inflater = zlib.decompressobj(bits)
    try:
        return inflater.decompress(body, limit + 1), inflater.eof
    except zlib.error as error:
        raise _UnreadableError(f"its body cannot be unpacked ({error})") from None


def _unzstd(body: bytes, limit: int) -> tuple[bytes, bool]:
    if not body.startswith(b"\x28\xb5\x2f\xfd"):
        return body, True
    try:
        import zstandard
    except ImportError:
        raise _UnreadableError("its body is packed with zstd; install the package zstandard to read it") from None
    inflater = zstandard.ZstdDecompressor().decompressobj()
    return _in_steps(inflater.decompress, lambda: inflater.eof, zstandard.ZstdError, body, limit)


def _unbrotli(body: bytes, limit: int) -> tuple[bytes, bool]:
    if b"<" in body[:_LOOK] and b">" in body[:_LOOK]:  # unpacked already
        return body, True
    try:
        import brotli
    except ImportError:
        raise _UnreadableError("its body is packed with brotli; install the package brotli to read it") from None
    inflater = brotli.Decompressor()
    return _in_steps(inflater.process, inflater.is_finished, brotli.error, body, limit)


def _in_steps(
    feed: Callable[[bytes], bytes], done: Callable[[], bool], failure: type[Exception], body: bytes, limit: int
) -> tuple[bytes, bool]:
    """`body` unpacked a bit at a time, until it is more than `limit` bytes."""
    pieces: list[bytes] = []
    size = 0
    try:
        for at in range(0, len(body), _STEP):
            pieces.append(feed(body[at : at + _STEP]))
            size += len(pieces[-1])
            if size > limit or done():
                break
    except (failure, MemoryError) as error:
        raise _UnreadableError(f"its body cannot be unpacked ({error})") from None
    return b"".join(pieces), done()


_ENCODINGS: dict[str, Callable[[bytes, int], tuple[bytes, bool]]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflate,
    "zstd": _unzstd,
    "br": _unbrotli,
}


def _as_utf8(content: bytes, charset: str) -> bytes:
    """`content` in UTF-8 if the server named another charset and told the truth."""
    try:
        if not charset or codecs.lookup(charset).name in _NO_CHARSETS:
            return content
        return content.decode(charset).encode()
    except (LookupError, ValueError):
        return content
