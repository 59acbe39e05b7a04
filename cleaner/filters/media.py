"""Leftovers of players, galleries and images."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cleaner.filters._base import Example, Mark, PhraseFilter, corroborated, cut_block, own_hits
from cleaner.filters._kinds import kind_of
from cleaner.filters._patterns import pattern_cuts
from cleaner.model import IMAGE, LIKELY, Cut
from cleaner.packs import Hit
from cleaner.view import View

_NEAR = 2  # blocks


class MediaLeftovers(PhraseFilter):
    """Labels of video players, galleries and images; prose about a video stays.

    A bare time or count ("0:42", "4 / 5") goes only beside words of a player: live blogs, programmes and results
    are full of them. In Markdown a block that holds nothing but images goes.
    """

    name = "media"
    kind = "media"
    marks = frozenset[Mark](("image",))
    example = Example(
        """
- Play Video
- 0:42 / 1:37

  The video shows the lorry turning twice before it leaves the road, investigators said.
"""
    )

    def __call__(self, view: View) -> Iterator[Cut]:
        """The leftovers in `view`."""
        yield from pattern_cuts(view, self.name, self.kind)
        found = own_hits(view, self.name)
        for i, hit in found.items():
            certainty = hit.certainty if _has_words(hit) else _of_numbers(found, i)
            if certainty:
                kind = kind_of(view, i, self.kind)
                yield cut_block(view.blocks[i], kind, hit.rule, corroborated(view, certainty, self.min_kinds))
        for block in view.blocks:
            if block.dom is not None and block.dom.tag == IMAGE and view.document.kind == "text":
                yield cut_block(block, self.kind, "image", LIKELY)


def _has_words(hit: Hit) -> bool:
    return any(c.isalpha() for c in hit.phrase)


def _of_numbers(found: Mapping[int, Hit], i: int) -> float:
    """The certainty that a bare time or count belongs to a player: that of the player's words near it.

    Only other numbers of the player may stand in between.
    """
    surest = 0.0
    for step in (-1, 1):
        for j in range(i + step, i + step * (_NEAR + 1), step):
            if j not in found:
                break
            if _has_words(found[j]):
                surest = max(surest, found[j].certainty)
    return surest
