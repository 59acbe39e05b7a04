"""The flags of a filter, also of one inside another."""

from __future__ import annotations

from collections.abc import Iterable

from cleaner.model import Flag
from cleaner.view import View


def flags_of(made: object, view: View, threshold: float) -> Iterable[Flag]:
    """The flags that the filter `made` raises over `view`; none if it has no such method."""
    flags = getattr(made, "flags", None)
    return flags(view, threshold) if flags is not None else ()
