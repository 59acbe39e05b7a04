"""Which blocks hold a date or a time and nothing else; looked up once a view."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.lines.stamps import is_stamp
from cleaner.view import View


def block_stamps(view: View) -> tuple[bool, ...]:
    """Whether each block of `view` holds nothing but dates and phrases of time stamps."""
    return view.each(_are_stamps)


def _are_stamps(texts: Sequence[str]) -> list[bool]:
    return [is_stamp(text) for text in texts]
