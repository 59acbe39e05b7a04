"""What players, galleries and images leave behind."""

from cleaner.filters._base import Example, PhraseFilter


class MediaLeftovers(PhraseFilter):
    """Labels of video players, galleries and images; prose about a video stays."""

    name = "media"
    kind = "media"
    example = Example(
        """
- Play Video

  The video shows the lorry turning twice before it leaves the road, investigators said.
"""
    )
