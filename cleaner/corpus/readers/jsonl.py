"""JSON lines: one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from cleaner.corpus.items import Item, Rejected
from cleaner.corpus.readers.packed import DAMAGE, TooLongError, read_line, unpacked
from cleaner.corpus.readers.tables import row_of
from cleaner.corpus.recipe import Recipe


def read_jsonl(raw: BinaryIO, name: str, recipe: Recipe) -> Iterator[Item]:
    """The documents of a JSON lines file; blank lines are passed over."""
    stream = unpacked(raw, name)
    number = 0
    while True:
        number += 1
        place = f"{name}:{number}"
        try:
            line = read_line(stream, recipe.max_bytes)
        except TooLongError:
            yield Rejected(place, "too-large", f"the line is longer than {recipe.max_bytes} bytes")
            continue
        except DAMAGE as error:
            yield Rejected(place, "damaged", f"the file cannot be read from here on ({error})")
            return
        if not line:
            return
        if line.strip():
            yield _item(line, place, recipe)


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
