"""UTF-8 that was read as ISO-8859-15: «fÃŒr» is «für», where cp1252 would say «fÌr».

The two differ in eight characters. What is a small letter by the one is mostly a capital by the other, and no capital
stands amid the small letters of a word. «ÃŸ» and «Ãœ» are left to cp1252: they are ß and Ü far more often than þ and ý.
"""

from __future__ import annotations

import re

from cleaner.repair.evidence import Context
from cleaner.splice import Step

RULE = "mojibake"
_CHARSET = "iso-8859-15"
_PLAN = f"encode {_CHARSET}", "decode utf-8"
_GOOD = {"Ã€": "ä", "ÃŠ": "æ", "Ãš": "è", "ÃŽ": "ô", "Ãž": "ø", "ÃŒ": "ü", "ÅŒ": "ż", "ÄŒ": "ļ"}
_PAIR = f"(?:{'|'.join(_GOOD)})(?![^\\x00-\\x7f])"  # a neighbour beyond ASCII may make another character of it
_CLEAR = re.compile(f"(?<=[a-zß-ÿ]){_PAIR}|(?<=[A-Z]){_PAIR}(?=[a-z])")
_LIKELY = re.compile(f"{_PAIR}(?=[a-z])|{_CLEAR.pattern}")


def find(text: str, context: Context) -> list[Step]:
    """The letters in `text` that were read as ISO-8859-15; at the start of a word only beside clear ones."""
    if _CLEAR.search(text):
        context.evidence.add(_CHARSET)
    elif not context.evidence.has(_CHARSET):
        return []
    return [Step(*m.span(), _GOOD[m.group()], RULE, _PLAN) for m in _LIKELY.finditer(text)]
