"""What the model of breaks sees of a gap: the pieces on either side, as far as `REACH`, and nothing beyond.

That a score depends on what is near only is what makes it cheap to ask again of a text of which something was cut.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cleaner.classify.breaks.pieces import CAPITAL, CAPS, DIGIT, LOWER, Placed

REACH = 12  # pieces on either side
_NO = (0.0, 0.0, 0.0)

FEATURES = (
    "glued", "before_make", "before_end", "before_closed", "before_size", "before_2_make", "before_2_end",
    "behind_make", "behind_first", "behind_opened", "behind_size", "behind_end", "behind_2_make", "behind_2_first",
    "behind_3_make",
    "word_before", "word_before_2", "word_behind", "word_behind_2", "words_3_before", "words_3_behind",
    "to_mark_before", "to_mark_behind", "lower_before", "lower_behind", "capitals_before", "capitals_behind",
    "near_lower_before", "near_lower_behind", "again", "edge_before", "edge_behind", "wide", "blanks",
)  # fmt: skip

Words = Mapping[str, tuple[float, float, float]]
"""For a word how much it speaks (log odds) for a break behind it, before it, and that it stands among labels."""


def may_break(behind: Placed) -> bool:
    """Whether a block may begin with the piece `behind`: it is not lower-case."""
    return behind[3].make != LOWER


def measure(pieces: Sequence[Placed], i: int, words: Words) -> tuple[float, ...]:
    """The measures `FEATURES` of the gap before piece `i` of `pieces` (`0 < i`)."""
    left, right = pieces[max(0, i - REACH) : i][::-1], pieces[i : i + REACH]
    near, far = [p[3] for p in left], [p[3] for p in right]
    b, a = near[0], far[0]
    b2, a2 = (near[1] if len(near) > 1 else None), (far[1] if len(far) > 1 else None)
    wb, wa = [words.get(p.word, _NO) for p in near[:3]], [words.get(p.word, _NO) for p in far[:3]]
    left_makes, right_makes = [p.make for p in near], [p.make for p in far]
    return (
        right[0][2],
        b.make,
        b.end,
        b.closed,
        b.size,
        b2.make if b2 else -1,
        b2.end if b2 else -1,
        a.make,
        a.first,
        a.opened,
        a.size,
        a.end,
        a2.make if a2 else -1,
        a2.first if a2 else -1,
        far[2].make if len(far) > 2 else -1,
        wb[0][0],
        wb[1][0] if b2 else 0.0,
        wa[0][1],
        wa[1][1] if a2 else 0.0,
        sum([w[2] for w in wb]),
        sum([w[2] for w in wa]),
        _to_mark(near),
        _to_mark_behind(far),
        left_makes.count(LOWER),
        right_makes.count(LOWER),
        left_makes.count(CAPITAL) + left_makes.count(CAPS),
        right_makes.count(CAPITAL) + right_makes.count(CAPS),
        left_makes[:4].count(LOWER),
        right_makes[:5].count(LOWER),
        _again(a.word, far, near),
        len(left),
        len(right),
        b.wide + a.wide,
        right[0][0] - left[0][1],
    )


def _to_mark(near: Sequence[object]) -> int:
    """Pieces since the last end of a sentence before the one at the gap."""
    for n, p in enumerate(near[1:], 1):
        if p.ends:  # type: ignore[attr-defined]
            return n
    return REACH + 1


def _to_mark_behind(far: Sequence[object]) -> int:
    """Pieces to the next end of a sentence."""
    for n, p in enumerate(far, 1):
        if p.ends:  # type: ignore[attr-defined]
            return n
    return REACH + 1


def _again(word: str, far: Sequence[object], near: Sequence[object]) -> int:
    """Whether the word behind the gap stands again near: labels come in rows that begin alike."""
    again = [n for n, p in enumerate(far[1:], 1) if p.word == word]  # type: ignore[attr-defined]
    before = [n for n, p in enumerate(near, 1) if p.word == word]  # type: ignore[attr-defined]
    return (min(again) if again else 0) + (20 * min(before) if before else 0)


__all__ = ["DIGIT", "FEATURES", "REACH", "Words", "may_break", "measure"]
