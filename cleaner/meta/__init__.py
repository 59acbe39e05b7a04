"""Metadata: each source makes claims, `pick` chooses among them and keeps the losers."""

from cleaner.meta.pick import pick
from cleaner.meta.text import from_text

__all__ = ["from_text", "pick"]
