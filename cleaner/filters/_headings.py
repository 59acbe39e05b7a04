"""Lines that match a phrase and head a section of the body."""

from __future__ import annotations

import re

from cleaner.lines.prose import block_prose
from cleaner.lines.stamps import block_stamps
from cleaner.model import CERTAIN
from cleaner.packs import Hit, block_hits, hit_blocks
from cleaner.view import View

_HEADING_CHARS, _BELOW_CHARS = 40, 60
_NEAR = 2  # blocks
_WORD = r"[^\W\d_]+"
_QUOTED = r"([\"'`]).+\1,?|--?\w+"
# Of labels of these filters directly above a paragraph inside the body, with no residue near, as many are headings of
# the body as are residue: 25 to 26 distinct ones on the pages of the corpus, of those of other filters 13 to 32.
_AMBIGUOUS = frozenset(("legal", "media", "prompts", "tails"))


def heading_hits(view: View) -> frozenset[tuple[int, str]]:
    """The blocks of `view` whose phrase means nothing, each with the name of the filter that has the phrase."""
    return view.memo(_heading_hits)


def _heading_hits(view: View) -> frozenset[tuple[int, str]]:
    texts, prose, found = view.texts, block_prose(view), set()
    for i, hits in hit_blocks(view):
        if len(texts[i]) > _HEADING_CHARS:
            continue
        below = texts[i + 1] if i + 1 < len(texts) and prose[i + 1] else ""
        if _is_repeated(texts[i].casefold(), below[:_BELOW_CHARS].casefold()) or re.fullmatch(_QUOTED, texts[i]):
            found |= {(i, hit.filter) for hit in hits}
        elif below and prose.index(True) < i:
            ambiguous = {(i, hit.filter) for hit in hits if _is_ambiguous(hit)}
            if ambiguous and not _is_beside_residue(view, i):
                found |= ambiguous
    return frozenset(found)


def _is_repeated(text: str, below: str) -> bool:
    """Whether the beginning of a paragraph takes up the heading above it, as one word or at its start.

    ``TikTok`` above "TikTok has made …" is no share bar.
    """
    return text in below and (below.startswith(f"{text} ") or (text.isalpha() and text in re.findall(_WORD, below)))


def _is_ambiguous(hit: Hit) -> bool:
    return hit.match == "line" and hit.certainty < CERTAIN and hit.filter in _AMBIGUOUS


def _is_beside_residue(view: View, i: int) -> bool:
    """Whether residue stands, or stood, near block `i`."""
    hits, stamps, prose = block_hits(view), block_stamps(view), block_prose(view)
    near = range(max(0, i - _NEAR), min(len(hits), i + _NEAR + 1))
    if any(view.gone_between[j] for j in range(near.start, near.stop + 1)):
        return True
    return any(j != i and (stamps[j] or (hits[j] and not prose[j])) for j in near)
