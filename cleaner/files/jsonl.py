"""JSON lines: the string in a named field of each record, and its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.errors import InputError
from cleaner.files.parts import Part
from cleaner.files.spelling import Escaped

_SPACE = re.compile(r"[ \t\r\n]*")
# A pair of surrogates spells one character.
_UNIT = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|.", re.DOTALL)


def parts(text: str, field: str) -> Iterator[Part]:
    """The articles of a JSON-lines file.

    Args:
        text: the content of the file, an object a line.
        field: the key that holds the article; ``a.b`` is the key ``b`` of the object at ``a``.

    Raises:
        InputError: a line is no JSON object, or no record has that field.
    """
    at = number = records = found = 0
    path = field.split(".")
    while at < len(text):
        number += 1
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if text[at:end].strip():
            records += 1
            try:
                for part in _strings(text, at, end, path):
                    found += 1
                    yield part
            except (ValueError, RecursionError):
                raise InputError(f"line {number} is no JSON object; put it right or take it out") from None
        at = end + 1
    if records and not found:
        raise InputError(f"no record has a field {field!r} that holds text")


def _strings(text: str, at: int, end: int, path: list[str]) -> list[Part]:
    """The strings at `path` in the object that fills `text` from `at` to `end`; raises ValueError."""
    found, at = _object(text, at, path)
    if at > end or _skip(text, at) < end:
        raise ValueError("not one object on one line")
    return found


def _object(text: str, at: int, path: list[str]) -> tuple[list[Part], int]:
    """What is found at `path` in the object that begins at `at`, and where that ends."""
    from json.decoder import JSONDecoder, scanstring  # type: ignore[attr-defined]

    value_at = JSONDecoder().raw_decode
    found: list[Part] = []
    at = _expect(text, _skip(text, at), "{")
    if text[at : at + 1] == "}":
        return found, at + 1
    while True:
        key, at = scanstring(text, _expect(text, at, '"', skip=False), True)
        at = _expect(text, _skip(text, at), ":")
        wanted = key == path[0]
        if wanted and len(path) == 1 and text[at : at + 1] == '"':
            value, end = scanstring(text, at + 1, True)
            found.append(Escaped(value, at + 1, source=text[at + 1 : end - 1], unit=_UNIT, escape=_escape))
        elif wanted and len(path) > 1 and text[at : at + 1] == "{":
            inner, end = _object(text, at, path[1:])
            found += inner
        else:
            end = value_at(text, at)[1]
        at = _skip(text, end)
        if text[at : at + 1] == "}":
            return found, at + 1
        at = _expect(text, at, ",")


def _expect(text: str, at: int, char: str, *, skip: bool = True) -> int:
    """The place behind `char`, which must stand at `at`, and behind the white space that follows it."""
    if text[at : at + 1] != char:
        raise ValueError(f"expected {char} at {at}")
    return _skip(text, at + 1) if skip else at + 1


def _skip(text: str, at: int) -> int:
    return _SPACE.match(text, at).end()  # type: ignore[union-attr]  # it matches the empty string


def _escape(text: str) -> str:
    from json import dumps

    return dumps(text, ensure_ascii=not text.isprintable())[1:-1]
