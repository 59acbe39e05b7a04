"""Those who helped with an article and did not write it: ``Reviewed by …``, ``Edited by …``, ``Übersetzt von …``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cleaner.packs import grammar

_MAX_LABEL = 60
"""Characters before a name in which its label may stand."""
_JOINS = re.compile(r"(?i)(?:\b(?:and|und|et|y|e|och|og|en|i)|&)\s*\Z")


def without_helpers(text: str) -> str:
    """`text` up to the first person who is said to have helped: ``By Jo Roe. Reviewed by Ann Poe`` names Jo Roe.

    Who "wrote and reviewed" a text is its author, and stays.
    """
    at = next((start for start, _ in _found(text)), None)
    return text if at is None else text[:at].rstrip(" .,;|·•–—-(")


def labels_helper(before: str) -> bool:
    """Whether `before`, the text before a name, says that whoever is named helped: ``Medically reviewed by``."""
    before = before[-_MAX_LABEL:].rstrip(" :：") + ":"
    return any(end >= len(before) - 1 for _, end in _found(before))


def _found(text: str) -> Iterator[tuple[int, int]]:
    return (m.span() for m in _labels().finditer(text) if not _JOINS.search(text, 0, m.start()))


@cache
def _labels() -> re.Pattern[str]:
    phrases = sorted(grammar().helper_prefixes, key=len, reverse=True)
    alone = "|".join(re.escape(p) for p in phrases if " " in p)
    words = "|".join(re.escape(p) for p in phrases if " " not in p)
    return re.compile(rf"(?i)(?<!\w)(?:(?:{alone})(?!\w)|(?:{words})\s?[:：])")
