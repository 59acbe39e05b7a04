"""Tag lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.filters._base import BuiltIn, Example, Mark, corroborated, cut_block, own_hits
from cleaner.filters._patterns import pattern_cuts
from cleaner.lines.prose import is_prose
from cleaner.lines.sentences import ends_sentence
from cleaner.model import Claim, Cut, Source
from cleaner.packs import block_hits
from cleaner.view import View

_LABEL_END = r"[:：]\s*"
_SEPARATOR = r"\s*[,;|#•·、]\s*"
_SENTENCE_WORDS = 4
_MAX_TAG_CHARS, _MAX_FOLLOWING = 40, 12


class TagLists(BuiltIn):
    """A list of tags: all in one line, or the label and then a tag a line at the end of the text.

    They become the tags in the metadata. Prose that begins with the word stays.
    """

    name = "tags"
    kind = "tags"
    marks = frozenset[Mark]()
    example = Example(
        """
  Topics for the next meeting include the bridge, the ferry and the price of both, the mayor said.

- Tags: bridge, ferry, Valley Council
"""
    )

    def __call__(self, view: View) -> Iterator[Cut]:
        """The tag lists of `view`."""
        yield from (c for c in pattern_cuts(view, self.name, self.kind) if not _is_sentence(view.text[c.start : c.end]))
        for i, hit in own_hits(view, self.name).items():
            if is_prose(view.texts[i]) or _is_sentence(view.texts[i]):
                continue
            block, certainty = view.blocks[i], corroborated(view, hit.certainty, self.min_kinds)
            tags = _tags(view.texts[i])
            members = [] if tags else _following(view, i + 1)
            tags = tags or tuple(view.texts[j] for j in members)
            claims = (Claim("tags", tags, Source("tag-list"), 0.9, (block.start, block.end)),) if tags else ()
            yield cut_block(block, self.kind, hit.rule, certainty, claims)
            for j in members:
                yield cut_block(view.blocks[j], self.kind, "tag", certainty)


def _is_sentence(text: str) -> bool:
    """Whether a sentence stands behind the label: "Tag: the metal end of a lace." is the entry of a glossary."""
    rest = re.split(_LABEL_END, text, maxsplit=1)[-1].split()
    return ends_sentence(text) and len(rest) >= _SENTENCE_WORDS and rest[0].islower() and "," not in text


def _tags(text: str) -> tuple[str, ...]:
    """The tags that stand behind the label in the same line."""
    parts = re.split(_LABEL_END, text, maxsplit=1)
    if len(parts) < 2:
        return ()
    return tuple(tag for tag in re.split(_SEPARATOR, parts[1]) if tag)


def _following(view: View, first: int) -> list[int]:
    """The blocks from `first` on, if all up to the end of the text are as short as tags."""
    rest = range(first, len(view.texts))
    if len(rest) > _MAX_FOLLOWING or any(len(view.texts[j]) > _MAX_TAG_CHARS or is_prose(view.texts[j]) for j in rest):
        return []
    return [j for j in rest if not block_hits(view)[j]]
