"""The columns that the classifier's trees ask for, one value per block of a view."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from cleaner.classify.lines.context import NEIGHBOURS, PROSE_AROUND, neighbours, prose_of
from cleaner.classify.lines.evidence import GONE, gone
from cleaner.classify.lines.repetition import REPETITION, copies, repetition, stamps
from cleaner.kernel import LineShape, distance, first_words, prose_around, shapes, window
from cleaner.kernel.features import Prose
from cleaner.packs import block_hits
from cleaner.trees import Column
from cleaner.view import View

if TYPE_CHECKING:
    from cleaner.sites.match import Templates

SHAPE = tuple(name for name in LineShape._fields if name != "unspaced")
COPIES = ("same", "stamps")
PHRASES = ("phrase", "phrases_5", "phrases_12", "to_phrase_before")
# Of the text as a whole only shares: sizes would tell the trees which page it is, and they would learn pages by heart.
DOCUMENT = ("prose_share", "segment_short", "short_share", "joined_share")
LAYOUT = ("restored", "linked")
SURFACE = (*SHAPE, *NEIGHBOURS, *PROSE_AROUND, *COPIES, *PHRASES, *DOCUMENT, *LAYOUT, *GONE)
FEATURES = (*SURFACE, *REPETITION, "recurrence")

Measures = dict[str, Column]


def surface(view: View) -> Measures:
    """The columns of `SURFACE` for the blocks of `view`: what can be told without comparing words.

    Of phrases only those near count. How many kinds of residue the whole text holds is not among the measures: it
    made the classifier bold on short texts in which several kinds meet, and live blogs, interviews and recipes lost
    body lines.
    """
    measured = view.each(shapes)
    prose = view.memo(_prose)
    columns: list[Column] = []
    columns += list(zip(*measured, strict=True))[: len(SHAPE)]
    columns += neighbours(measured)
    columns += prose_around(measured, prose)
    columns.append(copies(view.texts))
    columns.append(stamps(view.texts, prose))
    columns += _phrases([max([h.certainty for h in hits]) if hits else 0.0 for hits in block_hits(view)])
    columns += _document(measured, prose)
    columns.append(restored(view))
    columns.append([b.dom.link_density if b.dom else 0.0 for b in view.blocks])
    columns += gone(view)
    return dict(zip(SURFACE, columns, strict=True))


def restored(view: View) -> list[bool]:
    """Whether each block shares its line with another: its ends were found again, and are not certain."""
    text, blocks = view.text, view.blocks
    starts = [a.end <= b.start and _same_line(text, a.end, b.start) for a, b in pairwise(blocks)]
    return [a or b for a, b in zip([False, *starts], [*starts, False], strict=True)] if blocks else []


def _same_line(text: str, start: int, end: int) -> bool:
    return text.find("\n", start, end) < 0 and text.find("\r", start, end) < 0


def depth(view: View, rows: Sequence[int], site: Templates | None = None) -> Measures:
    """What the words of the blocks of `view` say of each other and, if its site is known, of other pages. Dearer.

    Only the blocks called `rows` get their values.
    """
    columns = repetition(view.each(first_words), view.each(shapes), view.memo(_prose), rows)
    recurrence: Column = 0.0
    if site is not None:
        recurrence = [0.0] * len(view.blocks)
        for i, share in zip(rows, site.recurrence([view.texts[i] for i in rows]), strict=True):
            recurrence[i] = share
    return {**dict(zip(REPETITION, columns, strict=True)), "recurrence": recurrence}


def _prose(view: View) -> Prose:
    return prose_of(view.each(shapes))


def _phrases(surest: list[float]) -> Iterator[Column]:
    """The columns of `PHRASES`, from the certainty of the surest phrase of a language pack in each block."""
    yield surest
    has = [c > 0 for c in surest]
    yield window(has, 5)
    yield window(has, 12)
    yield distance(has)


def _document(shapes: Sequence[LineShape], prose: Prose) -> Iterator[float]:
    n = len(shapes)
    inside = shapes[prose.first : prose.last + 1]
    yield sum([s.chars for s, v in zip(shapes, prose.values, strict=True) if v > 0]) / sum([s.chars for s in shapes])
    yield sum([s.words < 5 for s in inside]) / max(1, len(inside))
    yield sum([s.words < 5 for s in shapes]) / n
    yield sum(prose.joined) / n
