"""Scripts that put no spaces between words, as ranges for a pattern's set."""

CJK = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Kana and Han."""
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff" + CJK
"""All of them: Thai, Lao, Burmese, Khmer, kana, Han."""
