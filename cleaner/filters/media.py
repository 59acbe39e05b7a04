"""What players, galleries and images leave behind."""

from dataclasses import dataclass
from typing import ClassVar

from cleaner.filters._base import Example, PhraseFilter
from cleaner.model import ResidueKind


@dataclass(frozen=True, slots=True)
class MediaLeftovers(PhraseFilter):
    """Labels of video players, galleries and images; prose about a video stays."""

    name: ClassVar[str] = "media"
    kind: ClassVar[ResidueKind] = "media"
    example: ClassVar[Example] = Example(
        """
- Play Video

  The video shows the lorry turning twice before it leaves the road, investigators said.
"""
    )
