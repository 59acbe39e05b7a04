"""The cheapest tests: whether nothing can be broken in a text, told by the characters that it is made of."""

from __future__ import annotations

_CONTROLS = bytes((*range(9), 11, 12, *range(14, 32), 127))
_PLAIN = bytes(i for i in range(128) if i not in _CONTROLS and i != ord("&"))
# What stands between runs of other characters as blanks; controls as one that is none.
_PARTED = bytes(32 if i in _PLAIN else 1 if i in _CONTROLS else i for i in range(256))
# Right wherever they stand alone, so that none of the patterns of what is broken begins at them. The first are also
# no letters that come of a wrong encoding, see `accents`; of the others two may be.
STEADY = frozenset("’‘“”„‚–—…•€\xa0ÄÉÓÔÖÚÜßäéóôöúü")
QUIET = STEADY | frozenset("«»ÀÁÅÆÇÈÊËÌÍÎÏÑÒÙÛàáâãåæçèêëìíîïñòõùûŒœ")
SIGNS = frozenset("’‘“”„‚–—…«»\xa0")  # these also stand together
_QUIET_RUNS, _STEADY_RUNS = (frozenset(c.encode() for c in chars) for chars in (QUIET, STEADY))


def is_plain(text: str) -> bool:
    """Whether `text` is ASCII without controls and ampersands."""
    return text.isascii() and not text.encode("ascii").translate(None, _PLAIN)


def is_right(text: str, *, whole: bool = True) -> bool:
    """Whether `text` is surely right: plain, or with `QUIET` letters that stand alone, and signs.

    Args:
        text: any.
        whole: whether it must not be a text misread as a whole either, which takes two letters that are not steady.
    """
    runs = text.encode("utf-8", "surrogatepass").translate(_PARTED).split()
    if not runs:
        return True
    others = set(runs) - _STEADY_RUNS
    longer = others - _QUIET_RUNS
    if longer and not all(SIGNS.issuperset(run.decode("utf-8", "surrogatepass")) for run in longer):
        return False
    return not (whole and others) or sum(run in others for run in runs) < 2
