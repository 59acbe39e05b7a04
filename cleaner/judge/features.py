"""The columns that the judge's trees ask for, one value per block of a view."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.judge.context import NEIGHBOURS, PROSE_AROUND, Prose, neighbours, prose_around, prose_of
from cleaner.judge.repetition import REPETITION, repetition
from cleaner.judge.shape import Shape, shapes, tokens
from cleaner.judge.trees import Column
from cleaner.lang import block_hits
from cleaner.view import View

SHAPE = tuple(name for name in Shape._fields if name != "unspaced")
PHRASES = ("phrase",)
# Of the text as a whole only shares: sizes would tell the trees which page it is, and they would learn pages by heart.
DOCUMENT = ("prose_share", "segment_short", "short_share", "joined_share")
FEATURES = (*SHAPE, *NEIGHBOURS, *PROSE_AROUND, *REPETITION, *PHRASES, *DOCUMENT)


def columns(view: View) -> list[Column]:
    """The columns of `FEATURES` for the blocks of `view`; a single number where all blocks share it.

    `phrase` is the certainty of the surest phrase of a language pack in each block. How many kinds of residue the
    text holds is not among the measures: it made the judge bold on short texts in which several kinds meet, and
    live blogs, interviews and recipes lost body lines.
    """
    measured = view.each(shapes)
    prose = prose_of(measured)
    result: list[Column] = []
    result += list(zip(*measured, strict=True))[: len(SHAPE)]
    result += neighbours(measured)
    result += prose_around(prose)
    result += repetition(view.texts, view.each(tokens), measured, prose)
    found = block_hits(view)
    result.append([max([h.certainty for h in hits]) if hits else 0.0 for hits in found])
    result += _document(measured, prose)
    return result


def _document(shapes: Sequence[Shape], prose: Prose) -> Iterator[float]:
    n = len(shapes)
    inside = shapes[prose.first : prose.last + 1]
    yield sum([s.chars for s, v in zip(shapes, prose.values, strict=True) if v > 0]) / sum([s.chars for s in shapes])
    yield sum([s.words < 5 for s in inside]) / max(1, len(inside))
    yield sum([s.words < 5 for s in shapes]) / n
    yield sum(prose.joined) / n
