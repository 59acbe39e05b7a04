"""The folded form of a line, in which phrases are written and compared, and where it may be cut."""

from __future__ import annotations

from cleaner.kernel import fold, fold_lines
from cleaner.kernel.folding import is_word_char
from cleaner.packs.scripts import is_unspaced_char

__all__ = ["fold", "fold_lines", "is_word_char", "splits_word"]


def splits_word(left: str, right: str) -> bool:
    """Whether a cut between the neighbours `left` and `right` would go through a word.

    An apostrophe or a hyphen does not end a word (``author's``, ``by-laws``). Scripts without spaces between words
    (Han, kana, Thai, Lao, Khmer, Burmese) can be cut anywhere.
    """
    if not (is_word_char(left) and (right in "'-" or is_word_char(right))):
        return False
    return not (is_unspaced_char(left) or is_unspaced_char(right))
