"""The columns that the judge's trees ask for, one value per block of a view."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from cleaner.judge.context import NEIGHBOURS, PROSE_AROUND, Prose, neighbours, prose_around, prose_of
from cleaner.judge.repetition import REPETITION, repetition
from cleaner.judge.shape import Shape, shape
from cleaner.judge.trees import Column
from cleaner.lang import block_hits
from cleaner.view import View

DOCUMENT = (
    "lines",
    "prose_lines",
    "prose_share",
    "segment_share",
    "segment_lines",
    "segment_short",
    "mean_words",
    "short_share",
    "stop_share",
    "repeat_share",
    "mean_gap",
    "joined_share",
    "unspaced_share",
    "uncased_share",
)
PHRASES = ("phrase", "phrases_near")
FEATURES = (*Shape._fields, *NEIGHBOURS, *PROSE_AROUND, *REPETITION, *PHRASES, *DOCUMENT)


def columns(view: View) -> list[Column]:
    """The columns of `FEATURES` for the blocks of `view`; a single number where all blocks share it."""
    texts = view.texts
    known: dict[str, Shape] = {}
    shapes = [known[t] if t in known else known.setdefault(t, shape(t)) for t in texts]
    gaps = _gaps(view)
    prose = prose_of(shapes)
    result: list[Column] = list(zip(*shapes, strict=True))
    result += neighbours(shapes, gaps)
    result += prose_around(prose)
    result += repetition(texts, shapes, prose)
    result += _phrases(view)
    result += _document(texts, shapes, prose, gaps)
    return result


def _phrases(view: View) -> Iterator[list[float]]:
    """The certainty of the surest phrase of a language pack in each block, and how many blocks near have one."""
    surest = [max([h.certainty for h in hits], default=0.0) for hits in block_hits(view)]
    yield surest
    found = list(accumulate([c > 0 for c in surest], initial=0))
    found = [0] * 3 + found + [found[-1]] * 3
    yield [float(b - a) for a, b in zip(found, found[7:], strict=False)]


def _gaps(view: View) -> Sequence[int]:
    """Line breaks before each block, and behind the last."""
    text, at = view.text, 0
    gaps = []
    for b in view.blocks:
        gaps.append(text.count("\n", at, b.start))
        at = b.end
    return [*gaps, text.count("\n", at)]


def _document(texts: Sequence[str], shapes: Sequence[Shape], prose: Prose, gaps: Sequence[int]) -> Iterator[float]:
    n = len(shapes)
    chars = sum([s.chars for s in shapes])
    inside = shapes[prose.first : prose.last + 1]
    yield float(n)
    yield float(sum([v > 0 for v in prose.values]))
    yield sum([s.chars for s, v in zip(shapes, prose.values, strict=True) if v > 0]) / chars
    yield sum([s.chars for s in inside]) / chars
    yield len(inside) / n
    yield sum([s.words < 5 for s in inside]) / max(1, len(inside))
    yield sum([s.words for s in shapes]) / n
    yield sum([s.words < 5 for s in shapes]) / n
    yield sum([s.end >= 5 for s in shapes]) / n
    yield 1 - len(set(texts)) / n
    yield sum(gaps) / len(gaps)
    yield sum(prose.joined) / n
    yield sum([s.unspaced for s in shapes]) / n
    yield sum([s.uncased for s in shapes]) / n
