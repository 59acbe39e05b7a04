"""The kind of residue that a block is, where the filter that cuts it cannot tell or may be wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from cleaner.filters._page import article_opening
from cleaner.lines.captions import block_captions
from cleaner.lines.prose import block_prose
from cleaner.lines.stamps import block_stamps
from cleaner.model import Removal, ResidueKind
from cleaner.packs import Hit, block_hits, hit_blocks
from cleaner.packs import hits as phrase_hits
from cleaner.packs.kinds import KINDS
from cleaner.view import View

_ENTRY_CHARS, _ENTRY_WORDS = 32, 4
_FIRST_UNSPACED, _ENTRY_SIGNS = "\u2e80", 8
_ROW_CHARS, _BARS = 200, r"\s*[|·•]\s*"
_BAR_SIGNS = "|·•"
_BYLINE_WORDS = 8
_COUNTER, _NEAR = r"(?i)[\d.,]+ ?(?:k|m|mil|tys\.?|тыс\.?)?(?: \w+)?|x|pin|\+\d+", 2
_COUNTER_STARTS = ".,xXpP+"
_MIN_RUN, _MIN_KNOWN = 4, 2
# Filters with phrases that are entries of menus and footers as well: "Sign in", "Privacy policy", "Video".
_ENTRIES = frozenset({"menu", "legal", "cookies", "prompts", "media", "ads", "tails", "share"})
_RUNS_ON = frozenset({"tags", "tails"})  # whose label also covers the short lines below it


def kind_of(view: View, i: int, own: ResidueKind = "boilerplate") -> ResidueKind:
    """The kind of residue that block `i` of `view` is.

    Args:
        view: what stands.
        i: index of the block.
        own: the kind that the filter gives it; ``boilerplate`` if the filter cannot tell.
    """
    if (found := view.memo(_in_runs).get(i)) is not None:
        return found
    return own if own != "boilerplate" else _told(view, i)


def _told(view: View, i: int) -> ResidueKind:
    """The kind by phrases, form and place."""
    text, prose = view.texts[i], block_prose(view)[i]
    found = [h.filter for h in block_hits(view)[i] if h.filter in KINDS and (h.match == "line" or not prose)]
    if found:
        return "legal" if "legal" in found else KINDS[found[0]]
    if is_row_of_entries(text):
        return "menu"
    if _is_counter(text) and _is_beside(view, i, "share"):
        return "share"
    if block_stamps(view)[i]:
        return "timestamp"
    if block_captions(view)[i] is not None:
        return "caption"
    return _at_the_opening(view, i) if view.document.kind == "text" else "boilerplate"


def _is_counter(text: str) -> bool:
    return (text[0].isdecimal() or text[0] in _COUNTER_STARTS) and re.fullmatch(_COUNTER, text) is not None


def _is_beside(view: View, i: int, name: str) -> bool:
    """Whether a phrase of the filter called `name` stands within two blocks of block `i`, or stood there."""
    if any(r.filter == name for cut in view.gone_between[max(0, i - _NEAR + 1) : i + _NEAR + 1] for r in cut):
        return True
    hits = block_hits(view)
    return any(h.filter == name for j in range(max(0, i - _NEAR), min(len(hits), i + _NEAR + 1)) for h in hits[j])


def _at_the_opening(view: View, i: int) -> ResidueKind:
    start = article_opening(view)
    if i == start.standfirst:
        return "standfirst"
    if i != start.headline:
        return "boilerplate"
    from cleaner.lines.names import authors  # few lines come this far

    text = view.texts[i]
    return "byline" if text.count(" ") < _BYLINE_WORDS and authors(text) else "headline"


def _in_runs(view: View) -> Mapping[int, ResidueKind]:
    """The kinds of blocks in runs of short lines: a menu, or what the label above the run says."""
    found: dict[int, ResidueKind] = {}
    hits = block_hits(view)
    cookies = {i for i, found_here in hit_blocks(view) if any(h.filter == "cookies" for h in found_here)}
    for run in _runs(view):
        label = next((h for h in hits[run[0]] if h.filter in _RUNS_ON and h.match == "line"), None)
        above = view.gone_between[run[0]]  # the label may have been cut already
        if (label is not None and label.filter == "tags") or (above and above[-1].kind == "tags"):
            found.update(dict.fromkeys((i for i in run if not hits[i]), "tags"))
            continue
        gone = _entries_gone(view, run) if view.removals else 0
        if len(run) + gone < _MIN_RUN:
            continue
        known = sum(any(h.filter == "menu" or _is_legal_entry(h) for h in hits[i]) for i in run)
        if known + gone >= _MIN_KNOWN:
            for i in run:
                if i in cookies and {i - 1, i + 1} & cookies:  # buttons of a cookie banner
                    continue
                if not hits[i] or any(h.filter in _ENTRIES and _is_entry(h) for h in hits[i]):
                    found[i] = "menu"
    return found


def _entries_gone(view: View, run: list[int]) -> int:
    """How many entries of menus were cut out of the run, and off its two ends."""
    off_start = takewhile(_was_entry, reversed(view.gone_between[run[0]]))
    off_end = takewhile(_was_entry, view.gone_between[run[-1] + 1])
    out_of_it = (r for i in run[1:] for r in view.gone_between[i] if _was_entry(r))
    return sum(1 for _ in (*off_start, *out_of_it, *off_end))


def _was_entry(removal: Removal) -> bool:
    return removal.kind == "menu"


def _is_legal_entry(hit: Hit) -> bool:
    return hit.filter == "legal" and hit.rule == "terms" and hit.match == "line"


def _is_entry(hit: Hit) -> bool:
    return hit.filter in ("menu", "legal", "cookies") or hit.rule in ("register", "player", "label", "heading")


def _are_short(texts: Sequence[str]) -> list[bool]:
    return [_is_short(text) for text in texts]


def _is_short(text: str) -> bool:
    most = _ENTRY_CHARS if text.isascii() or max(text) < _FIRST_UNSPACED else _ENTRY_SIGNS
    return len(text) <= most and text.count(" ") < _ENTRY_WORDS


def is_row_of_entries(text: str) -> bool:
    """Whether a line is a row of menu or footer entries: ``Imprint | Privacy | Contact``."""
    if len(text) > _ROW_CHARS or not any(sign in text for sign in _BAR_SIGNS):
        return False
    parts = re.split(_BARS, text)
    return len(parts) >= _MIN_KNOWN and sum(any(map(_is_entry, phrase_hits(p))) for p in parts) >= _MIN_KNOWN


def _runs(view: View) -> Iterator[list[int]]:
    """Runs of consecutive lines that are as short as menu entries."""
    run: list[int] = []
    for i, short in enumerate((*view.each(_are_short), False)):
        if short:
            run.append(i)
            continue
        if run:
            yield run
        run = []
