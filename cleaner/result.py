"""What a cleaning gives back: the text, the metadata, and the account of what was done.

Laws: `removals` applied to `document.text` give `text`; undone they give it back; undoing the repairs
gives `document.original`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cleaner.model import Caption, Claim, Dateline, Document, Edit, Field, Flag, Removal
from cleaner.view import View


class Metadata(NamedTuple):
    """The metadata of an article; a field without good evidence is None or empty.

    Dates are ISO 8601. `claims` holds what every source said, the chosen claim of each field first.
    """

    title: str | None = None
    description: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    dateline: Dateline | None = None
    site: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    captions: tuple[Caption, ...] = ()
    image: str | None = None
    canonical_url: str | None = None
    licence: str | None = None
    paywalled: bool | None = None
    sources: Mapping[str, str] = {}
    claims: tuple[Claim, ...] = ()

    def explain(self, name: Field) -> tuple[Claim, ...]:
        """Every claim made for the field `name`, the chosen ones first."""
        return tuple(c for c in self.claims if c.field == name)

    def to_dict(self) -> dict[str, object]:
        """The fields as plain values: str, bool, list, dict or None."""
        return {name: _plain(getattr(self, name)) for name in FIELDS}


FIELDS = tuple(f for f in Metadata._fields if f not in ("sources", "claims"))


def _plain(value: object) -> object:
    if isinstance(value, Caption | Dateline):
        return value._asdict()
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return value


class Result(NamedTuple):
    """A cleaned article.

    Args:
        text: the clean body.
        metadata: what is known about the article, each field with its source.
        removals: what was taken away, in order, as spans of `document.text`.
        document: the article as read; it holds the repairs.
        flags: what the user should know; empty for an ordinary article.
        candidates: what was proposed but was not sure enough to go, as spans of `document.text`; they may overlap.
    """

    text: str
    metadata: Metadata
    removals: tuple[Removal, ...]
    document: Document
    flags: tuple[Flag, ...] = ()
    candidates: tuple[Removal, ...] = ()

    @property
    def repairs(self) -> tuple[Edit, ...]:
        """The characters that were put right, as spans of `document.original`."""
        return self.document.repairs

    def undo(self) -> str:
        """The original, character for character, rebuilt from `text`, the removals and the repairs.

        For HTML it is the page as given: a page's markup is kept, not rebuilt.
        """
        if self.document.kind == "html":
            return self.document.original
        return undo_repairs(undo_removals(self.text, self.removals), self.repairs)

    def diff(self) -> str:
        """A unified diff, line by line, from `document.text` to `text`; empty if nothing was cut."""
        from difflib import unified_diff

        before, after = (t.split("\n") for t in (self.document.text, self.text))
        return "\n".join(unified_diff(before, after, "scraped", "cleaned", lineterm=""))

    def to_dict(self, *, account: bool = True) -> dict[str, object]:
        """The result as plain values, ready for JSON; without `account` the removals and repairs are left out."""
        values: dict[str, object] = {
            "text": self.text,
            "metadata": self.metadata.to_dict(),
            "sources": dict(self.metadata.sources),
        }
        if account:
            values["removals"] = [_plain_fields(r) for r in self.removals]
            values["repairs"] = [_plain_fields(e) for e in self.repairs]
        values["flags"] = [_plain_fields(f) for f in self.flags]
        return values

    def to_json(self, *, indent: int | None = None) -> str:
        """`to_dict` as JSON text. Lone surrogates are escaped, so that it can always be encoded."""
        import json

        text = json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)
        if any("\ud800" <= c <= "\udfff" for c in text):
            text = json.dumps(self.to_dict(), indent=indent)
        return text


def _plain_fields(value: Removal | Edit | Flag) -> dict[str, object]:
    return {k: list(v) if isinstance(v, tuple) else v for k, v in value._asdict().items()}


def replay(document: Document, removals: Sequence[Removal]) -> str:
    """`document.text` less `removals`, layout among them."""
    return View(document, [r for r in removals if r.kind != "layout"]).text


def undo_removals(text: str, removals: Sequence[Removal]) -> str:
    """Put what `removals` took away back into `text`."""
    pieces: list[str] = []
    taken = at = 0
    for r in removals:
        standing = r.start - taken
        pieces += [text[at:standing], r.text]
        at, taken = standing, taken + len(r.text)
    return "".join([*pieces, text[at:]])


def undo_repairs(text: str, repairs: Sequence[Edit]) -> str:
    """Put what `repairs` replaced back into `text`."""
    pieces: list[str] = []
    at = shift = 0
    for e in repairs:
        start = e.start + shift
        pieces += [text[at:start], e.before]
        at = start + len(e.replacement)
        shift += len(e.replacement) - len(e.before)
    return "".join([*pieces, text[at:]])
