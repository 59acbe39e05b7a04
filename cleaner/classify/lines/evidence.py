"""What was cut near a line already: where phrases gave residue away, there is more of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from cleaner.kernel.features import FAR
from cleaner.model import Removal, ResidueKind
from cleaner.trees import Column
from cleaner.view import View

GONE = (
    "gone_before", "gone_after", "gone_5", "gone_12", "to_gone_before", "to_gone_after", "gone_of_article_12",
    "gone_of_end_before", "to_gone_of_end_before", "gone_share",
)  # fmt: skip
# Residue that stands with the article itself; the rest is furniture of the page.
_OF_ARTICLE = frozenset[ResidueKind](("byline", "caption", "headline", "standfirst", "timestamp", "media"))
_OF_END = frozenset[ResidueKind](("comments", "related", "legal", "tags", "prompt", "share"))
SITE = "site"  # the name of the filters that cut what a site repeats
_BESIDE, _AROUND = 9, 40  # pieces; more say no more


def gone(view: View) -> Iterator[Column]:
    """The columns of `GONE`.

    Of the furniture that was cut: pieces between a block and the one before or after it, and within so many blocks on
    either side; blocks to the last such place before it, and to the next. Then what went with the article within 12
    blocks, what stands behind articles mostly and was cut before the block, with the way back to it, and the share of
    all characters that went.

    What a site repeats counts as furniture. What the classifier cut itself does not count: it would believe its own
    guesses. In a text that was cleaned before
    there is nothing to count, and training sees to it that less evidence never makes a score higher: what was left is
    left again.
    """
    if not view.removals:
        yield from (0.0, 0.0, 0.0, 0.0, FAR, FAR, 0.0, 0.0, FAR, 0.0)
        return
    cut = [
        [r for r in removals if not r.reasons or r.filter == SITE] if removals else [] for removals in view.gone_between
    ]
    of_article = [sum([r.kind in _OF_ARTICLE for r in some]) if some else 0 for some in cut]
    furniture = [len(some) - n for some, n in zip(cut, of_article, strict=True)]
    of_end = [sum([r.kind in _OF_END for r in some]) if some else 0 for some in cut]
    yield [min(_BESIDE, n) for n in furniture[:-1]]
    yield [min(_BESIDE, n) for n in furniture[1:]]
    yield _within(furniture, 5)
    yield _within(furniture, 12)
    yield _since(furniture[:-1])
    yield _since(furniture[:0:-1])[::-1]
    yield _within(of_article, 12)
    yield [min(_AROUND, n) for n in accumulate(of_end[:-1])]
    yield _since(of_end[:-1])
    yield _share(cut, len(view.text))


def _within(pieces: Sequence[int], reach: int) -> list[int]:
    """The pieces in the `reach` gaps before and the `reach` gaps behind each block."""
    sums = list(accumulate(pieces, initial=0))
    before = [0] * (reach - 1) + sums
    behind = sums[reach + 1 :] + [sums[-1]] * reach
    blocks = len(pieces) - 1
    return [n if (n := b - a) < _AROUND else _AROUND for a, b in zip(before[:blocks], behind, strict=False)]


def _since(pieces: Sequence[int]) -> list[int]:
    """Blocks from each block back to the last gap that holds a piece; 0 if it is the one beside it."""
    found, at = [], FAR
    for n in pieces:
        at = 0 if n else at + (at < FAR)
        found.append(at)
    return found


def _share(cut: Sequence[Sequence[Removal]], standing: int) -> float:
    size = sum([r.end - r.start for some in cut for r in some])
    return size / (size + standing)
