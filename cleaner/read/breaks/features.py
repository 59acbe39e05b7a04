"""What the model of breaks sees of a gap: the pieces on either side, as far as `REACH`.

Of the line as a whole it sees but how its language writes nouns. That a score depends on what is near is what makes it
cheap to ask again of a text of which something was cut.
"""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.read.breaks.line import NO_WORD, Line
from cleaner.read.breaks.pieces import CAPITAL, LOWER, Piece
from cleaner.trees import Column

REACH = 12  # pieces on either side
_NEAR = 4
_PAD = 3
_NONE = Piece(-1, -1, -1, 0, 0, False, 0, "", False, 0, 0)

FEATURES = (
    "glued", "before_make", "behind_make", "behind_2_make", "before_end", "behind_end", "behind_first", "behind_opened",
    "before_size", "wide", "word_before", "word_behind", "labels_behind", "to_mark", "lower_before", "lower_behind",
    "capitals_behind", "nouns",
)  # fmt: skip
CLOSER = (
    "blanks", "before_2_make", "behind_3_make", "before_2_end", "behind_2_end", "before_closed", "behind_size",
    "word_before_2", "labels_before", "lower_since_mark", "capitals_before", "near_lower_before", "near_lower_behind",
    "again_before",
)  # fmt: skip


def noun_capitals(line: Line) -> float:
    """The share of capitals among the words behind small ones, in tenths: German writes its nouns so."""
    capital = total = 0
    before = -1
    for piece in line.seen:
        if before == LOWER and piece.make in (LOWER, CAPITAL):
            total += 1
            capital += piece.make == CAPITAL
        before = -1 if piece.ends else piece.make
    return round(10 * capital / max(20, total)) / 10


def gaps(line: Line) -> list[int]:
    """The places where a block may begin: before each piece that is not lower-case, but the first."""
    return [i for i, p in enumerate(line.seen) if p.make != LOWER and i]


def measure(line: Line, at: Sequence[int], nouns: float) -> list[Column]:
    """The columns `FEATURES` of the gaps before the pieces `at`; `nouns` is the `noun_capitals` of the line."""
    seen, said, lower, capital = line.seen, line.said, line.lower, line.capital
    size = len(seen)
    before, behind = [seen[i - 1] for i in at], [seen[i] for i in at]
    ahead = [min(i + REACH, size) for i in at]
    makes = [*[p.make for p in seen], -1]
    labels = [*[s[2] for s in said], *[0.0] * _PAD]
    return [
        [line.placed[i][2] for i in at],
        [p.make for p in before],
        [p.make for p in behind],
        [makes[i + 1] for i in at],
        [p.end for p in before],
        [p.end for p in behind],
        [p.first for p in behind],
        [p.opened for p in behind],
        [p.size for p in before],
        [p.wide + q.wide for p, q in zip(before, behind, strict=True)],
        [said[i - 1][0] for i in at],
        [said[i][1] for i in at],
        [round(labels[i] + labels[i + 1] + labels[i + 2], 1) for i in at],
        [min(line.sentence(i)[1] - i, REACH) for i in at],
        [lower[i] - lower[max(0, i - REACH)] for i in at],
        [lower[j] - lower[i] for i, j in zip(at, ahead, strict=True)],
        [capital[j] - capital[i] for i, j in zip(at, ahead, strict=True)],
        nouns,
    ]


def closer(line: Line, at: Sequence[int]) -> list[Column]:
    """The columns `CLOSER` of the gaps before the pieces `at`."""
    seen, lower, capital = line.seen, line.lower, line.capital
    size, padded = len(seen), [*[_NONE] * _PAD, *seen, *[_NONE] * _PAD]
    said = [*[NO_WORD] * _PAD, *line.said]
    before, behind = [padded[i + _PAD - 2] for i in at], [padded[i + _PAD + 1] for i in at]
    words = [p.word for p in seen]
    return [
        [line.placed[i][0] - line.placed[i - 1][1] for i in at],
        [p.make for p in before],
        [padded[i + _PAD + 2].make for i in at],
        [p.end for p in before],
        [p.end for p in behind],
        [seen[i - 1].closed for i in at],
        [seen[i].size for i in at],
        [said[i + _PAD - 2][0] for i in at],
        [round(said[i][2] + said[i + 1][2] + said[i + 2][2], 1) for i in at],
        [lower[i] - lower[max(i - REACH, line.sentence(i)[0])] for i in at],
        [capital[i] - capital[max(0, i - REACH)] for i in at],
        [lower[i] - lower[max(0, i - _NEAR)] for i in at],
        [lower[min(size, i + _NEAR)] - lower[i] for i in at],
        [words[i] in words[max(0, i - REACH) : i] for i in at],
    ]
