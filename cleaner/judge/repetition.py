"""What lines share with each other: copies, echoes, the topic, the make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from cleaner.judge.context import FAR, PROSE, Prose
from cleaner.judge.shape import Shape, tokens

REPETITION = (
    "same",
    "same_before",
    "opening",
    "opening_before",
    "echo",
    "topic",
    "topic_words",
    "common",
    "alike_inside",
    "alike_outside",
)
_COMMON = 40  # of a text's most frequent words, how many stand for its function words


def repetition(texts: Sequence[str], shapes: Sequence[Shape], prose: Prose) -> Iterator[list[float]]:
    """The columns of `REPETITION`."""
    words = [tokens(t) for t in texts]
    yield from _copies([" ".join(w) or t for w, t in zip(words, texts, strict=True)])
    yield from _copies([" ".join(w[:4]) if len(w) > 3 else "" for w in words])
    threes = [list(zip(w, w[1:], w[2:], strict=False)) if len(w) > 3 else [] for w in words]
    seen = Counter(t for ts in threes for t in set(ts))
    yield [sum([seen[t] > 1 for t in ts]) / len(ts) if ts else 0.0 for ts in threes]
    yield from _topic(words, shapes, prose)
    yield from _alike(shapes, prose)


def _copies(keys: Sequence[str]) -> Iterator[list[float]]:
    """How often each key occurs, and how often before; nothing for an empty key."""
    total = Counter(keys)
    del total[""]
    yield [float(min(9, total[k])) for k in keys]
    seen: Counter[str] = Counter()
    before = []
    for k in keys:
        before.append(float(min(9, seen[k])))
        if k:
            seen[k] += 1
    yield before


def _topic(words: Sequence[list[str]], shapes: Sequence[Shape], prose: Prose) -> Iterator[list[float]]:
    """What a line shares with the prose of the segment.

    The share of its longer words which other lines there use, how many longer words it has, and the
    share of its words which are among the most frequent there (its function words, in any language).
    """
    longer = [{x for x in w if len(x) > 4 or s.unspaced} for w, s in zip(words, shapes, strict=True)]
    inside = [
        prose.first <= i <= prose.last and (s.words >= PROSE or v > 0)
        for i, (s, v) in enumerate(zip(shapes, prose.values, strict=True))
    ]
    used = Counter(x for ws, p in zip(longer, inside, strict=True) if p for x in ws)
    shared = [sum([used[x] > p for x in ws]) for ws, p in zip(longer, inside, strict=True)]
    yield [n / len(ws) if ws else -1.0 for n, ws in zip(shared, longer, strict=True)]
    yield [float(len(ws)) for ws in longer]
    every = Counter(x for ws, p in zip(words, inside, strict=True) if p for x in ws)
    common = {x for x, n in sorted(every.items(), key=lambda item: (-item[1], item[0]))[:_COMMON] if n > 1}
    yield [sum([x in common for x in ws]) / len(ws) if ws else -1.0 for ws in words]


def _alike(shapes: Sequence[Shape], prose: Prose) -> Iterator[list[float]]:
    """How many lines of the same make stand inside the segment and outside it, this line not counted."""
    first, last = prose.first, prose.last
    makes = [(s.start, s.end, round(s.words).bit_length()) for s in shapes]
    inside = Counter(makes[first : last + 1])
    outside = Counter(makes)
    outside.subtract(inside)
    here = [first <= i <= last for i in range(len(makes))]
    yield [float(min(FAR, inside[m] - h)) for m, h in zip(makes, here, strict=True)]
    yield [float(min(FAR, outside[m] - (not h))) for m, h in zip(makes, here, strict=True)]
