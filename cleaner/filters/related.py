"""Lines that send the reader to another article."""

from collections.abc import Iterator

from cleaner.filters._base import Example, PhraseFilter, corroborated, cut_block, own_hits
from cleaner.filters._patterns import pattern_cuts
from cleaner.lines.prose import is_prose
from cleaner.model import Cut
from cleaner.view import View


class RelatedLinks(PhraseFilter):
    """Lines such as "Read more: …" that name another article.

    A sentence that goes on in prose after the words stays.
    """

    name = "related"
    kind = "related"
    min_kinds = 3
    example = Example(
        """
  The river rose by two metres in a single night, the warden said.

- Read more: Why the dam was never finished

  Read more books and you will see the same flood in three of them, she told the school.
"""
    )

    def __call__(self, view: View) -> Iterator[Cut]:
        """The lines of `view` that send the reader on."""
        yield from pattern_cuts(view, self.name, self.kind)
        for i, hit in own_hits(view, self.name).items():
            text = view.texts[i]
            # "Read more books, she said." is prose; "Read more: She said no." names another article.
            if hit.match == "line" or ":" in text[: len(hit.phrase) + 3] or not is_prose(text):
                yield cut_block(view.blocks[i], self.kind, hit.rule, corroborated(view, hit.certainty, self.min_kinds))
