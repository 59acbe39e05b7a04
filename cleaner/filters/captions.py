"""Photo captions and credits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.filters._base import BuiltIn, Example, Mark, corroborated, cut_block, own_hits
from cleaner.filters._lists import block_lists
from cleaner.filters._page import article_opening
from cleaner.filters._patterns import pattern_cuts
from cleaner.lines.captions import CAPTION_CHARS, Credited, block_credits
from cleaner.lines.datelines import is_torn_dateline
from cleaner.lines.prose import block_prose, is_prose
from cleaner.lines.shown import shown_span
from cleaner.lines.stamps import block_stamps
from cleaner.model import LIKELY, Caption, Claim, Cut, Source
from cleaner.packs import block_hits
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
    marks = frozenset[Mark](("credit",))
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
        found = self._credited(view)
        captions = {i: credit.caption for i, credit in found.items() if credit.form != "paragraph"}
        body: set[int] = set()
        for i, credit in found.items():
            twins = [*_twins(view.texts, i, credit.caption, captions)]
            short = credit.form == "paragraph" and len(credit.caption.text) <= CAPTION_CHARS
            if twins or (short and _beside_picture(view, i)):
                credit = credit._replace(form="caption")
            if credit.form == "caption" or not is_prose(view.texts[i][: credit.tail].rstrip()):
                yield self._cut(view, i, credit, "credit" if credit.caption.text else "credit-line")
                for j in twins:
                    yield self._cut(view, j, credit, "twin")
                continue
            b = view.blocks[i]
            body.add(b.start)
            if credit.form == "paragraph" and (tail := shown_span(view, i, credit.tail, len(view.texts[i]))):
                yield Cut(*tail, self.kind, "credit-tail", LIKELY)
        for cut in pattern_cuts(view, self.name, self.kind):
            if cut.start not in body:  # of body only the credit goes
                yield cut

    def _credited(self, view: View) -> dict[int, Credited]:
        """The credits of `view` and what phrases give away as captions, by the index of the block."""
        legal = {*own_hits(view, "legal"), *_of_legal_patterns(view)}
        found = {
            i: c
            for i, c in enumerate(block_credits(view))
            if c is not None and i not in legal and not is_torn_dateline(view, i) and not self._is_of_list(view, i)
        }
        for i in own_hits(view, self.name):
            if not is_prose(view.texts[i]) and not is_torn_dateline(view, i):
                found.setdefault(i, Credited(Caption("", view.texts[i]), 0, "caption"))
        return found

    def _is_of_list(self, view: View, i: int) -> bool:
        """Whether block `i` is an item of a list of the body; "Author: …" of a record may look like a credit too."""
        spared = block_lists(view)[i]
        return self.name in spared or ("bylines" in spared and any(h.filter == "bylines" for h in block_hits(view)[i]))

    def _cut(self, view: View, i: int, credit: Credited, rule: str) -> Cut:
        block, caption = view.blocks[i], credit.caption
        claim = Claim("captions", caption, Source("caption"), 0.9, (block.start, block.end))
        certainty = LIKELY if credit.form == "caption" else corroborated(view, LIKELY, self.min_kinds)
        return cut_block(block, self.kind, rule, certainty, (claim,) if caption.text else ())


def _beside_picture(view: View, i: int) -> bool:
    """Whether block `i` stands where the first picture of an article does, or next to what is left of a picture."""
    hits, stamps = block_hits(view), block_stamps(view)
    if any(hit.filter == "media" for j in (i - 1, i + 1) if 0 <= j < len(hits) for hit in hits[j]):
        return True
    found = article_opening(view)
    if found.is_below and found.standfirst is not None and found.standfirst < i < found.body:
        return True
    # Above it at most a standfirst, and directly above it a byline, a date or a share bar.
    above = block_prose(view)[:i]
    furniture = i > 0 and (stamps[i - 1] or any(hit.filter != "captions" for hit in hits[i - 1]))
    return furniture and not above[-1] and sum(above) <= 1


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
