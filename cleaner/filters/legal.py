"""Copyright lines, terms and agency notices."""

from dataclasses import dataclass
from typing import ClassVar

from cleaner.filters._base import Example, PhraseFilter
from cleaner.model import ResidueKind


@dataclass(frozen=True, slots=True)
class Legal(PhraseFilter):
    """Copyright and legal tails; prose about copyright stays."""

    name: ClassVar[str] = "legal"
    kind: ClassVar[ResidueKind] = "legal"
    example: ClassVar[Example] = Example(
        """
  Copyright law had little to say on the matter until the court ruled in spring.

- All rights reserved.
"""
    )
