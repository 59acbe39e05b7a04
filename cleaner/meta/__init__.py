"""Metadata: each source makes claims, `pick` chooses among them and keeps the losers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.meta.pick import pick
from cleaner.meta.text import from_text

if TYPE_CHECKING:
    from lxml.etree import _Element

    from cleaner.model import Claim

__all__ = ["from_html", "from_text", "pick"]


def from_html(root: _Element, url: str | None = None) -> tuple[Claim, ...]:
    """What a page says of itself: one claim for each field and source.

    Args:
        root: element tree of the whole page.
        url: where the page came from, if known; relative addresses are resolved against it.
    """
    from cleaner.meta.html import from_html as read

    return read(root, url)
