"""Metadata values as a person reads them, and what was claimed against them."""

from __future__ import annotations

from typing import cast

from cleaner.metadata.fields import Metadata
from cleaner.model import Caption, Claim, Dateline, Field


def shown_value(value: object) -> str:
    """A metadata value in one line; empty for None and for an empty tuple."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Caption):
        return f"{value.text} ({value.credit})" if value.credit else value.text
    if isinstance(value, Dateline):
        return ", ".join(part for part in (value.place, value.agency, value.date) if part)
    if isinstance(value, tuple | list):
        return " · ".join(shown_value(v) for v in value)
    return str(value)


def rivals(metadata: Metadata, name: str) -> list[Claim]:
    """The claims for a field that say something else than the field does."""
    value = getattr(metadata, name)
    chosen = {shown_value(value)}
    if isinstance(value, tuple) and not isinstance(value, Dateline):
        chosen.update(shown_value(v) for v in value)
    return [c for c in metadata.explain(cast(Field, name)) if shown_value(c.value) not in chosen]
