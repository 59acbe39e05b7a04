"""Lines that send the reader to another article."""

from cleaner.filters._base import Example, PhraseFilter


class RelatedLinks(PhraseFilter):
    """Lines such as "Read more: …" that name another article.

    A sentence that goes on in prose after the words stays.
    """

    name = "related"
    kind = "related"
    example = Example(
        """
  The river rose by two metres in a single night, the warden said.

- Read more: Why the dam was never finished

  Read more books and you will see the same flood in three of them, she told the school.
"""
    )
