"""Prompts and counters of a comment section."""

from cleaner.filters._base import Example, PhraseFilter


class CommentPrompts(PhraseFilter):
    """Prompts to comment, comment counters and the headings of comment sections; not the comments themselves."""

    name = "comments"
    kind = "comments"
    min_kinds = 1
    example = Example(
        """
  The minister left without a word, and her office declined to comment on the report.

- Leave a comment
- 23 Comments
"""
    )
