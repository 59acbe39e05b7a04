"""The metadata of an article: the chosen fields, and all claims."""

from __future__ import annotations

from collections.abc import Mapping

from cleaner.model import Caption, Claim, Dateline, Field
from cleaner.values import FrozenMap, Value

_NO_SOURCES: Mapping[str, str] = FrozenMap({})


class Metadata(Value):
    """The metadata of an article; a field without good evidence is None or empty.

    `authors` are people; a news agency stands among them only if the article names nobody else, and always in `agency`.
    Dates are ISO 8601. `claims` holds the claims of all sources, the chosen one of each field first.
    """

    title: str | None = None
    description: str | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
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
    sources: Mapping[str, str] = _NO_SOURCES
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
