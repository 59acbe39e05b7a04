"""Whether a text would have more blocks than one document may; found out before they are built."""

from __future__ import annotations

import re
from itertools import islice

from cleaner.model import Shape

WORDS = 4  # words of flat text for each block that a document may have: each word may be a block and is weighed
_LINES = 2  # lines of wrapped text for each: what has fewer was not wrapped
_LINE = r"\S[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*"  # some are line ends only once they are repaired
_FLAT = frozenset({"flat", "glued", "mixed"})


def would_be_too_many(text: str, shape: Shape, most: int) -> bool:
    """Whether the blocks of `text` would be more than `most` or, in some shapes, so many that they must not be built.

    Args:
        text: the text.
        shape: how it is laid out.
        most: blocks that one document may have.
    """
    if shape in _FLAT:
        return _more_than(most * WORDS, r"\S+", text)
    return _more_than(most * _LINES if shape == "wrapped" else most, _LINE, text)


def _more_than(most: int, pattern: str, text: str) -> bool:
    return len(text) > most and sum(1 for _ in islice(re.finditer(pattern, text), most + 1)) > most
