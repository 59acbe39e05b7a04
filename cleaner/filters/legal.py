"""Copyright lines, terms and agency notices."""

from cleaner.filters._base import Example, PhraseFilter


class Legal(PhraseFilter):
    """Copyright and legal tails; prose about copyright stays."""

    name = "legal"
    kind = "legal"
    example = Example(
        """
  Copyright law had little to say on the matter until the court ruled in spring.

- All rights reserved.
"""
    )
