"""Chooses the blocks to keep by their probabilities of being main content."""

from __future__ import annotations

from collections.abc import Sequence


def most_expected(probabilities: Sequence[float], words: Sequence[int]) -> tuple[list[int], float]:
    """The blocks with the greatest expected F1, likeliest first, and that F1.

    For the k likeliest blocks F1 is expected to be near ``2 tp / (kept + true)``, with the probabilities summed over
    the kept words for `tp` and over all words for `true` (Lipton et al., ECML 2014, the same rule for labels).

    Args:
        probabilities: of each block being main content, 0 to 1.
        words: the number of words in each block.
    """
    order = sorted(range(len(probabilities)), key=lambda i: (-probabilities[i], i))
    true = sum([c * w for c, w in zip(probabilities, words, strict=True)])
    right = kept = best = 0.0
    count = 0
    for k, i in enumerate(order, 1):
        right += probabilities[i] * words[i]
        kept += words[i]
        expected = 2 * right / (kept + true)
        if expected > best:
            best, count = expected, k
    return order[:count], best
