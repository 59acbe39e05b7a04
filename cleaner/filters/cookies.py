"""Cookie notices."""

from dataclasses import dataclass
from typing import ClassVar

from cleaner.filters._base import Example, PhraseFilter
from cleaner.model import ResidueKind


@dataclass(frozen=True, slots=True)
class CookieNotices(PhraseFilter):
    """Cookie notices and their buttons; an article on cookies stays."""

    name: ClassVar[str] = "cookies"
    kind: ClassVar[ResidueKind] = "cookies"
    example: ClassVar[Example] = Example(
        """
- Accept all cookies

  The bakery sold out of cookies by noon, and the queue still reached the corner of the square.
"""
    )
