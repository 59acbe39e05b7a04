"""JSON lines: one object a line."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterator
from typing import BinaryIO

from cleaner._io.lines import TooLongError, byte_lines
from cleaner._io.unpack import Watch, unpacked
from cleaner.corpus.items import Item, Rejected
from cleaner.corpus.readers.rejection import BROKEN, given_up
from cleaner.corpus.readers.tables import row_of
from cleaner.corpus.recipe import Recipe
from cleaner.read.decode import decode

_FIRST = 100  # lines that are looked at for the names of columns
_HEAD = 4096  # bytes by which UTF-16 is known


def read_jsonl(raw: BinaryIO, name: str, recipe: Recipe) -> Iterator[Item]:
    """The documents of a JSON lines file; blank lines are passed over."""
    watch = Watch()
    try:
        lines = byte_lines(_opened(raw, name, recipe, watch), recipe.max_bytes)
    except BROKEN as error:
        yield given_up(f"{name}:1", error)
        return
    while True:
        try:
            lines.skip_blank()
            line = lines.next()
        except TooLongError:
            message = f"the line is longer than {recipe.max_bytes} bytes"
            yield Rejected(f"{name}:{lines.number}", "too-large", message)
            continue
        except BROKEN as error:
            yield given_up(f"{name}:{lines.number + 1}", error)
            return
        if not line:
            return
        watch.found()
        if line.strip():
            yield _item(line, f"{name}:{lines.number}", recipe)


def jsonl_columns(raw: BinaryIO, name: str, recipe: Recipe) -> list[str]:
    """The names in the first objects of the file."""
    lines = byte_lines(_opened(raw, name, recipe, Watch()), recipe.max_bytes)
    found: dict[str, None] = {}
    for _ in range(_FIRST):
        lines.skip_blank()
        try:
            record = json.loads(lines.next().decode("utf-8-sig"))
        except (TooLongError, ValueError, RecursionError):
            continue
        if isinstance(record, dict):
            found |= dict.fromkeys(record)
    return list(found)


def _opened(raw: BinaryIO, name: str, recipe: Recipe, watch: Watch) -> Callable[[], bytes]:
    """What gives the file in UTF-8, piece by piece."""
    encoding = recipe.encoding or decode(unpacked(raw, name, watch).read()[:_HEAD]).encoding
    raw.seek(0)
    read = unpacked(raw, name, watch).read
    return _as_utf8(read, encoding) if recipe.encoding or encoding.startswith(("utf-16", "utf-32")) else read


def _as_utf8(read: Callable[[], bytes], encoding: str) -> Callable[[], bytes]:
    """`read`, decoded and encoded anew; bytes that are no character stay bad."""
    wide = encoding.startswith(("utf-16", "utf-32"))
    decoder = codecs.getincrementaldecoder(encoding)("replace" if wide else "surrogateescape")
    ended = False

    def read_utf8() -> bytes:
        nonlocal ended
        text = ""
        while not text and not ended:
            data = read()
            ended = not data
            text = decoder.decode(data, final=ended)
        return text.encode("utf-8", "surrogateescape")

    return read_utf8


def _item(line: bytes, place: str, recipe: Recipe) -> Item:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return Rejected(place, "damaged", f"not UTF-8 ({error.reason} at byte {error.start} of the line)")
    except (ValueError, RecursionError) as error:
        return Rejected(place, "damaged", f"not JSON ({error})")
    if not isinstance(record, dict):
        return Rejected(place, "damaged", f"a line must hold an object, not a {type(record).__name__}")
    return row_of(record, place, recipe)
