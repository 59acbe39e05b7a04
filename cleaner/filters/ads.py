"""Labels that an ad left behind."""

from cleaner.filters._base import Example, PhraseFilter


class AdLabels(PhraseFilter):
    """Ad labels that stand as a line of their own, in any language.

    A sentence that mentions an advertisement is not a label and stays.
    """

    name = "ads"
    kind = "ad"
    min_kinds = 1
    example = Example(
        """
  The council voted on Tuesday to close the bridge for repairs.

- ADVERTISEMENT - CONTINUE READING BELOW

  The advertisement for the post ran for six weeks, the mayor said.

- Werbung
"""
    )
