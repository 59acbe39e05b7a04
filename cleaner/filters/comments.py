"""Prompts and counters of a comment section."""

from dataclasses import dataclass
from typing import ClassVar

from cleaner.filters._base import Example, PhraseFilter
from cleaner.model import ResidueKind


@dataclass(frozen=True, slots=True)
class CommentPrompts(PhraseFilter):
    """Prompts to comment, comment counters and the headings of comment sections; not the comments themselves."""

    name: ClassVar[str] = "comments"
    kind: ClassVar[ResidueKind] = "comments"
    example: ClassVar[Example] = Example(
        """
  The minister left without a word, and her office declined to comment on the report.

- Leave a comment
- 23 Comments
"""
    )
