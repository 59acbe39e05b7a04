"""The items that readers produce."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from cleaner._io.show import encodable
from cleaner.read import KindChoice
from cleaner.read.decode import BINARY, is_binary


@dataclass(frozen=True, slots=True)
class Row:
    """One document to clean.

    Args:
        place: its place, as ``file:line`` or ``file``; for WARC ``file@byte``.
        id: its id in the input; its place if it has none.
        content: the text or page.
        url: where it was scraped.
        kind: the kind of the content.
        note: a flag on the result, as ``code: message``, if reading had to change something.
        title: the headline, if a column holds it.
        published: the date of publication, if a column holds it.
        carried: all other columns.
    """

    place: str
    id: str
    content: str | bytes
    url: str | None = None
    kind: KindChoice = "auto"
    note: str | None = None
    title: str | None = None
    published: str | None = None
    carried: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A rejected document.

    Args:
        place: its place in the input.
        reason: ``damaged``, ``no-content``, ``too-large``, ``error``, ``crashed``, ``timeout`` or ``memory``.
        message: what happened.
        id: its id in the input, if that could be read.
        url: where it was scraped, if that could be read.
    """

    place: str
    reason: str
    message: str
    id: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """An item that is no document, such as a WARC request record."""

    what: str


Item = Row | Rejected | Skipped


def make_row(
    place: str,
    content: str | bytes,
    name: object,
    url: object,
    carried: Mapping[str, object],
    kind: KindChoice = "auto",
    note: str | None = None,
) -> Row | Rejected:
    """A row whose strings UTF-8 can hold; `name` and `url` are values as the input has them. Binaries are rejected."""
    if isinstance(content, str) and not content.isascii():
        try:
            content.encode()
        except UnicodeEncodeError:
            content = encodable(content)
            note = "lone-surrogates: half characters in the input were replaced by U+FFFD"
    known, address = place if name is None or name == "" else encodable(str(name)), encodable(str(url)) if url else None
    if isinstance(content, bytes) and is_binary(content):
        return Rejected(place, "no-content", BINARY, known, address)
    return Row(place, known, content, address, kind, note, carried=carried)


def unlike(names: Iterable[str]) -> Iterator[str]:
    """`names` with a number behind each that has come before, so that no column hides another."""
    seen: set[str] = set()
    for name in names:
        made, number = name, 2
        while made in seen:
            made, number = f"{name}_{number}", number + 1
        seen.add(made)
        yield made
