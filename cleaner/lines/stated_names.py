"""Author fields that hold something other than the name of a person."""

from __future__ import annotations

import re

from cleaner.lines.names import (
    MAX_BYLINE,
    MAX_NAME,
    NOT_FIRST,
    clean_word,
    dates_in,
    names_a_work,
    prefix_of,
    starts_date,
    without_prefix,
)
from cleaner.lines.plain import plain
from cleaner.packs import grammar

_WHEN = frozenset({"am", "at", "on", "um", "le", "el", "il", "em", "@"})
_UNDER = frozenset({"in", "en", "dans", "em"})
"""Words between the author and the section, behind the words that introduce a byline: ``By marc in Gardening``."""
_SIGNS = frozenset("—–-|·•")
_AMOUNT = r"[\d.,]+\s?\w{1,5}"
"""``14.8 KB``, ``5 mins``."""


def stated_name(text: str) -> str | None:
    """The user name, first name or organisation in an author field.

    Args:
        text: the content of the field.

    Returns:
        None if it is a filler (``admin``, ``Staff``), an address, or no name at all.
    """
    whole = plain(text, MAX_BYLINE)
    if names_a_work(whole) or prefix_of(whole) in grammar().source_prefixes:
        return None
    bare = without_prefix(without_prefix(_behind_call(whole)))
    parts = bare.strip(" ,;|—–").split()
    end = next((i for i in range(1, len(parts)) if _starts_time(parts, i)), len(parts))
    if bare != whole:
        end = next((i for i in range(1, end) if parts[i].casefold() in _UNDER), end)
    while end > 1 and parts[end - 1].casefold() in _WHEN:
        end -= 1
    parts = parts[:end]
    name = " ".join(parts).strip(" ,;|—–·•")
    if (
        not 1 <= len(parts) <= 7
        or parts[0].casefold() in NOT_FIRST - {"der", "die", "das"}
        or not 2 <= len(name) <= MAX_NAME
        or any(c in name for c in "@/\\|<>{}=:;?#")
    ):
        return None
    if (
        not any(c.isalpha() for c in name)
        or (len(parts) > 2 and name[0].islower())  # "our own correspondent"
        or not name[0].isalnum()
        or name.casefold().startswith("www.")
        or re.fullmatch(_AMOUNT, name)
        or dates_in(name)
    ):
        return None
    words = [clean_word(p).casefold() for p in parts]
    known = grammar()
    if all(w in known.fillers or w in known.particles or w in ("", "&", "the") for w in words):
        return None
    if words[0] in known.months or (len(words) == 1 and words[0] in known.not_names | known.weekdays):
        return None
    return name


def _starts_time(parts: list[str], i: int) -> bool:
    """Whether a date follows: ``marc am 12. Mai``, ``David at December 16``, ``jancak @ 00:11``."""
    if parts[i].casefold() in _WHEN and i + 1 < len(parts):
        return any(c.isdigit() for p in parts[i + 1 : i + 4] for c in p)
    return parts[i] in _SIGNS or parts[i][0].isdigit() or starts_date(parts, i)


def _behind_call(text: str) -> str:
    """The name in a link such as ``View all posts by Jo Roe`` or ``Zum Profil von Jo Roe``."""
    parts = text.split()
    if len(parts) < 3 or parts[0].casefold() not in grammar().calls:
        return text
    at = next(
        (i for i in range(len(parts) - 2, 0, -1) if parts[i].casefold() in ("by", "from", "von", "par", "por", "di")),
        None,
    )
    return text if at is None else " ".join(parts[at + 1 :])
