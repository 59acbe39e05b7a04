"""The language packs: phrases of residue, the grammar of bylines and dates, stop words.

The packs are ``cleaner/data/packs/<tag>/*.toml``; ``scripts/build_packs.py`` compiles them.
"""

from cleaner.packs.fold import fold
from cleaner.packs.grammar import Grammar, all_stopwords, grammar, guess_language, languages_of, stopwords
from cleaner.packs.match import FOLD_CHARS, Hit, block_folds, block_hits, hit_blocks, hits, line_hits, look_up

__all__ = [
    "FOLD_CHARS",
    "Grammar",
    "Hit",
    "all_stopwords",
    "block_folds",
    "block_hits",
    "fold",
    "grammar",
    "guess_language",
    "hit_blocks",
    "hits",
    "languages_of",
    "line_hits",
    "look_up",
    "stopwords",
]
