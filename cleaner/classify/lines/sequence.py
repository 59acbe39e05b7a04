"""What the first scores of a text say about each other: the second look of the classifier."""

from __future__ import annotations

from cleaner.kernel import sequence
from cleaner.kernel.features import LIMIT

__all__ = ["PASSED", "SEQUENCE", "sequence"]

SEQUENCE = (
    "score",
    "score_after",
    "score_2",
    "score_5",
    "score_15",
    "unsure_share",
    "cut_share",
    "cut_chars",
    "in_core",
    "highest_5",
    "lowest_5",
)
PASSED = -LIMIT  # the score of a line that nobody looked at
