"""Bylines that stand in a line of their own."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.filters._base import BuiltIn, Example, Mark, corroborated, cut_block, own_hits
from cleaner.filters._patterns import pattern_cuts
from cleaner.lines.prose import block_prose, is_prose
from cleaner.lines.sentences import ends_sentence
from cleaner.model import LIKELY, Claim, Cut, Source
from cleaner.packs.scripts import is_cjk
from cleaner.view import View

_MAX_CHARS = 160
_SMALL_WORDS, _WIDE_CHARS = 6, 24
_TOP = 4  # blocks at the top that may be the byline


class Bylines(BuiltIn):
    """Lines such as "By Jane Roe": they begin as a byline does and go on with names only.

    The names become the authors. A sentence that begins with the same word stays.
    """

    name = "bylines"
    kind = "byline"
    marks = frozenset[Mark]()
    example = Example(
        """
- By Hanna Lind and Omar Haddad

  By noon the river was over its banks, and the lower town could be reached by boat only.
"""
    )

    def __call__(self, view: View) -> Iterator[Cut]:
        """The bylines of `view`."""
        yield from pattern_cuts(view, self.name, self.kind)
        found = own_hits(view, self.name)
        if not found:
            return
        from cleaner.lines.names import authors  # most texts have no byline

        prose = block_prose(view)
        top = range(min(_TOP, prose.index(True))) if True in prose else range(0)

        for i, hit in found.items():
            block, text = view.blocks[i], view.texts[i]
            if len(text) > _MAX_CHARS or is_prose(text):
                continue
            if hit.match == "line" or hit.rule != "prefix":
                yield cut_block(block, self.kind, hit.rule, corroborated(view, hit.certainty, self.min_kinds))
            elif _is_sentence(text):
                continue
            elif names := authors(_behind(hit.phrase, text)) or authors(text):
                claim = Claim("authors", names, Source("byline"), 0.9, (block.start, block.end))
                # Above the first paragraph a line of names is a byline, even without other residue.
                certainty = LIKELY if i in top else corroborated(view, LIKELY, self.min_kinds)
                yield cut_block(block, self.kind, hit.rule, certainty, (claim,))


def _is_sentence(text: str) -> bool:
    """Whether a line only begins like a byline: it ends a sentence of more small words than a role has.

    In Chinese and Japanese, whether it is longer than names are and holds a comma of a sentence.
    """
    if any(comma in text for comma in "，、") and len(text) > _WIDE_CHARS:
        return any(map(is_cjk, text[:2]))
    return ends_sentence(text) and sum(word[0].islower() for word in text.split()) >= _SMALL_WORDS


def _behind(phrase: str, text: str) -> str:
    """The text after the words that introduce the names, if they are spelt as in the packs."""
    return text[len(phrase) :].lstrip(" :：/／|") if text[: len(phrase)].casefold() == phrase else text
