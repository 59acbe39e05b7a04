"""Second copies of the body on a page, as for phones or for printing."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.lines.plain import caseless

# Copies differ from text that recurs with reason (refrains, notes under each entry) in how much of the text recurs: in
# the training data twelve articles and products were printed twice, at .9 and above; songs and courses stay below .5.
_SHARE = 0.6
_LEAST_WORDS = 40  # of the text, and of one block that is a copy by itself
_RUN_BLOCKS, _RUN_WORDS = 2, 20  # from which on blocks that recur in order are a copy
_PLACES = 4  # of a text that is compared; lists of equal rows would take quadratic time


def printed_again(texts: Sequence[str], main: Sequence[bool], words: Sequence[int]) -> frozenset[int]:
    """The kept blocks that stand in later copies of the body; none, unless most of it recurs in its order.

    Args:
        texts: the page's text blocks in order.
        main: whether each is kept.
        words: how many words each has.
    """
    kept = [i for i, is_main in enumerate(main) if is_main]
    keys = [caseless(texts[i]) for i in kept]
    if len(set(keys)) == len(keys):
        return frozenset()
    copies: set[int] = set()
    recurring: set[str] = set()
    places: dict[str, list[int]] = {}
    entered = at = 0
    while at < len(keys):
        for place in range(entered, at):
            own = places.setdefault(keys[place], [])
            if len(own) < _PLACES:
                own.append(place)
        entered = at
        size = max((_run(keys, place, at) for place in places.get(keys[at], ())), default=0)
        count = sum([words[i] for i in kept[at : at + size]])
        if (size >= _RUN_BLOCKS and count >= _RUN_WORDS) or count >= _LEAST_WORDS:
            copies.update(kept[at : at + size])
            recurring.update(keys[at : at + size])
        else:
            size = 1
        at += size
    sizes = dict(zip(keys, [words[i] for i in kept], strict=True))
    whole, again = sum(sizes.values()), sum([sizes[key] for key in recurring])
    return frozenset(copies) if whole >= _LEAST_WORDS and again >= _SHARE * whole else frozenset()


def _run(keys: Sequence[str], first: int, second: int) -> int:
    """The number of keys from `second` on that repeat those from `first` on, without overlap."""
    most = min(second - first, len(keys) - second)
    return next((k for k in range(most) if keys[first + k] != keys[second + k]), most)
