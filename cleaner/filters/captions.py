"""Photo captions and credits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.filters._base import BuiltIn, Example, corroborated, cut_block, own_hits
from cleaner.filters._patterns import pattern_cuts
from cleaner.lines.captions import Credited, block_credits
from cleaner.lines.datelines import is_torn_dateline
from cleaner.lines.prose import is_prose
from cleaner.model import LIKELY, Caption, Claim, Cut, Source
from cleaner.packs.patterns import block_patterns
from cleaner.view import View

_NEIGHBOURS = 3
_MIN_TWIN_CHARS = 25


class Captions(BuiltIn):
    """Captions that end in a photo credit, their uncredited twins next to them, and credits by themselves.

    They become captions in the metadata. A paragraph without a credit stays, even if it describes a photo; of a
    paragraph that ends in a credit, only the credit goes.
    """

    name = "captions"
    kind = "caption"
    min_kinds = 3
    example = Example(
        """
- A cyclist crosses the flooded market square on Monday.
- A cyclist crosses the flooded market square on Monday. (Photo: Jane Roe/Reuters)

  The photo of a cyclist on the flooded market square went round the world within hours.
"""
    )

    def __call__(self, view: View) -> Iterator[Cut]:
        """The captions of `view`."""
        yield from pattern_cuts(view, self.name, self.kind)
        legal = {*own_hits(view, "legal"), *_of_legal_patterns(view)}
        found = {
            i: c
            for i, c in enumerate(block_credits(view))
            if c is not None and i not in legal and not is_torn_dateline(view, i)
        }
        for i in own_hits(view, self.name):
            if not is_prose(view.texts[i]) and not is_torn_dateline(view, i):
                found.setdefault(i, Credited(Caption("", view.texts[i]), 0, "caption"))
        captions = {i: credit.caption for i, credit in found.items() if credit.form != "paragraph"}
        for i, credit in found.items():
            if credit.form == "caption" or not is_prose(view.texts[i][: credit.tail].rstrip()):
                yield self._cut(view, i, credit, "credit" if credit.caption.text else "credit-line")
                for j in _twins(view.texts, i, credit.caption, captions):
                    yield self._cut(view, j, credit, "twin")
            elif credit.form == "paragraph":
                b = view.blocks[i]
                yield Cut(b.start + credit.tail, b.end, self.kind, "credit-tail", LIKELY)

    def _cut(self, view: View, i: int, credit: Credited, rule: str) -> Cut:
        block, caption = view.blocks[i], credit.caption
        claim = Claim("captions", caption, Source("caption"), 0.9, (block.start, block.end))
        certainty = LIKELY if credit.form == "caption" else corroborated(view, LIKELY, self.min_kinds)
        return cut_block(block, self.kind, rule, certainty, (claim,) if caption.text else ())


def _of_legal_patterns(view: View) -> Iterator[int]:
    for i, hits in enumerate(block_patterns(view)):
        if any(hit.pattern.filter == "legal" for hit in hits):
            yield i


def _twins(texts: Sequence[str], i: int, caption: Caption, known: dict[int, Caption]) -> Iterator[int]:
    """Blocks near `i` that hold only the caption's text."""
    if len(caption.text) < _MIN_TWIN_CHARS:
        return
    for j in range(max(0, i - _NEIGHBOURS), min(len(texts), i + _NEIGHBOURS + 1)):
        if j not in known and texts[j].rstrip(" .") == caption.text.rstrip(" ."):
            yield j
