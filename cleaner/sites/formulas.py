"""Whether a site writes in formulas, as recipes and minutes do, where repetition proves nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from cleaner.sites.evidence import evidence
from cleaner.sites.layout import Pages, is_sentence
from cleaner.sites.repeats import Places

_EDGE_UNITS = 2
_MIN_FORMULAS = 3
_BOUND = 0.9  # share of a sentence's places at which it follows the same other sentence


def writes_in_formulas(pages: Pages, repeats: Iterable[Places]) -> bool:
    """Whether several sentences recur all over the body.

    A sentence that always follows the same other one belongs to its passage and is not counted.

    Args:
        pages: the site's pages.
        repeats: what stands on several of them.
    """
    recur = {(s.page, s.start): n for n, r in enumerate(repeats) if r.rule == "unit" for s in r.spans}
    before: dict[int, Counter[int]] = defaultdict(Counter)
    sentences, least = 0, evidence().limits["sentence_words"]
    for p, page in enumerate(pages.laid):
        last = -1
        for i, u in enumerate(page.units):
            if u.end - u.start < least or not is_sentence(page.words(u.start, u.end)):
                last = -1
                continue
            n = recur.get((p, u.start), -1)
            if _EDGE_UNITS <= i < len(page.units) - _EDGE_UNITS:
                sentences += 1
                if n >= 0:
                    before[n][last] += 1
            last = n
    heads = [lasts for lasts in before.values() if not _is_bound(lasts)]
    total = sum(lasts.total() for lasts in heads)
    return len(heads) >= _MIN_FORMULAS and total >= evidence().limits["formula_share"] * sentences


def _is_bound(lasts: Counter[int]) -> bool:
    """Whether nearly all places of a sentence follow the same other sentence."""
    ((before, times),) = lasts.most_common(1)
    return before >= 0 and times >= _BOUND * lasts.total()
