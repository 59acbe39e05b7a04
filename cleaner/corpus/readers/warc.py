"""WARC files: the pages and texts in them.

A record is taken for whole if, where it says that it ends, the next one begins or the file ends. If not, the next
record is searched for right behind the beginning of the broken one, so that a length that lies costs one record.
Format: ISO 28500, https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from cleaner._io.unpack import Watch, unpacked_by_content
from cleaner.corpus.items import Item, Rejected, Skipped
from cleaner.corpus.readers.http import Headers, item_of, parse_headers
from cleaner.corpus.readers.rejection import BROKEN, given_up
from cleaner.corpus.readers.window import BrokenMemberError, Window
from cleaner.corpus.recipe import Recipe

_VERSION = re.compile(rb"WARC/\d+\.\d+[ \t]*\r?\n")
_NEXT = re.compile(rb"WARC/[01]\.\d+\r?\n")
_SWALLOWED = re.compile(rb"\r?\n\r?\nWARC/[01]\.\d+\r?\n")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_BETWEEN = re.compile(rb"[\r\n]*")
_MAX_HEAD = 256 << 10
_MAX_HTTP_HEAD = 256 << 10
_MAX_DIGITS = 18
_GAP = 64  # bytes of line ends that may stand between two records


class _BrokenRecordError(Exception):
    pass


def read_warc(raw: BinaryIO, name: str, recipe: Recipe) -> Iterator[Item]:
    """The successful HTML and plain-text responses, resources and conversions of a WARC file.

    Behind a broken record the next one is searched for; what lies between counts as one rejected document.
    """
    watch = Watch()
    try:
        window = Window(unpacked_by_content(raw, watch))
        for item in _items(window, name, recipe):
            watch.found()
            yield item
    except BROKEN as error:
        yield given_up(name, error)


def _items(window: Window, name: str, recipe: Recipe) -> Iterator[Item]:
    lost = False  # whether what cannot be read here has been counted already
    while True:
        place = f"{name}@{window.place()}"
        headed = False
        try:
            window.skip(_BETWEEN)
            place = f"{name}@{window.place()}"
            if window.at_end():
                return
            headed = window.match(_VERSION) is not None
            item = _record(window, place, recipe)
            lost = False
            yield item
        except (_BrokenRecordError, BrokenMemberError) as error:
            if headed or not lost:
                yield Rejected(place, "damaged", f"a broken record ({error})")
            lost = True
            if not _go_on(window):
                return


def _go_on(window: Window) -> bool:
    """Find the next record behind a broken one."""
    while True:
        try:
            return window.find(_NEXT)
        except BrokenMemberError:
            if not window.resume():
                return False
        with suppress(BrokenMemberError):
            if window.match(_VERSION):
                return True


def _record(window: Window, place: str, recipe: Recipe) -> Item:
    """The record at the beginning of `window`, which is moved behind it."""
    version = window.match(_VERSION)
    if version is None:
        raise _BrokenRecordError("there is no WARC header")
    end = window.search(_HEAD_END, _MAX_HEAD)
    if end is None:
        raise _BrokenRecordError("its header has no end")
    headers = parse_headers(window.peek(version.end(), end[0]))
    declared = headers.get("content-length", "")
    if not (declared.isascii() and declared.isdigit()) or len(declared) > _MAX_DIGITS:
        raise _BrokenRecordError("it declares no possible length")
    if not headers.get("warc-type"):
        raise _BrokenRecordError("it has no type")
    begin, length = end[1], int(declared)
    if length > recipe.max_bytes + _MAX_HTTP_HEAD:
        return _large(window, headers, begin, length, place, recipe)
    content = window.peek(begin, begin + length)
    if len(content) < length or not _ends(window, begin + length, content):
        raise _BrokenRecordError("its length is not what it declares")
    window.drop(begin + length)
    return item_of(headers, content, place, recipe)


def _ends(window: Window, at: int, content: bytes = b"") -> bool:
    """Whether a record may end at `at`: behind line ends there stands the next one, or nothing.

    Two line ends will do before anything else, which then is broken, if `content` has swallowed no record.
    """
    rest = window.peek(at, at + _GAP)
    following = rest.lstrip(b"\r\n")
    if not following or (len(following) < len(rest) and following.startswith(b"WARC/"[: len(following)])):
        return True
    return rest.startswith(b"\r\n\r\n") and _SWALLOWED.search(content) is None


def _large(window: Window, headers: Headers, begin: int, length: int, place: str, recipe: Recipe) -> Item:
    """A record that is too large to be held: passed over up to where the next one begins."""
    item = item_of(headers, window.peek(begin, begin + _MAX_HTTP_HEAD), place, recipe)
    name, url = headers.get("warc-record-id"), headers.get("warc-target-uri")
    window.drop(begin)
    if not window.pass_over(length, _NEXT) or not _ends(window, 0):
        return Rejected(place, "damaged", "a broken record (its length is not what it declares)", name, url)
    if isinstance(item, Skipped):
        return item
    return Rejected(place, "too-large", f"more than {recipe.max_bytes} bytes", name, url)
