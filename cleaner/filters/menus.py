"""Breadcrumbs and menus."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from cleaner.filters._base import BuiltIn, Example, Mark, cut_block, own_hits
from cleaner.filters._patterns import pattern_cuts
from cleaner.lines.prose import block_prose
from cleaner.lines.sentences import MARKS
from cleaner.lines.shared import shares_lines
from cleaner.lines.stamps import block_stamps
from cleaner.model import LIKELY, Cut
from cleaner.packs import hits
from cleaner.view import View

_CRUMB = r"\s*[>›»→/]\s+|\s+[>›»→/]\s*"
_CRUMB_SIGNS = ">›»→/"
_MAX_BREADCRUMB_CHARS, _MAX_CRUMB_CHARS = 250, 40
_MAX_ITEM_CHARS, _MAX_ITEM_WORDS = 30, 4
_FIRST_UNSPACED, _MAX_ITEM_SIGNS = "\u2e80", 9
_MIN_RUN, _MIN_KNOWN = 4, 2


class Menus(BuiltIn):
    """Breadcrumb lines ("Home › World › Europe") and runs of short lines that hold several words of menus.

    A list in the body, between paragraphs, stays.
    """

    name = "menu"
    kind = "menu"
    marks = frozenset[Mark](("path",))
    example = Example(
        """
- Home › World › Europe

  The ferry stops at the mill, at the market and at the old harbour, in that order.
"""
    )

    def __call__(self, view: View) -> Iterator[Cut]:
        """The breadcrumbs and menus of `view`."""
        yield from pattern_cuts(view, self.name, self.kind)
        texts, known = view.texts, own_hits(view, self.name)
        prose = [i for i, is_prose in enumerate(block_prose(view)) if is_prose]
        for i in [i for i, may_be in enumerate(view.each(may_be_breadcrumbs)) if may_be]:
            if _is_breadcrumb(texts[i], above_body=bool(prose) and i < prose[0]):
                yield cut_block(view.blocks[i], self.kind, "breadcrumb", LIKELY)
        for i, hit in known.items():
            if hit.rule == "skip":
                yield cut_block(view.blocks[i], self.kind, hit.rule, hit.certainty)
        if not prose or len(known) < _MIN_KNOWN:
            return
        # With restored breaks, a run of short blocks may just as well be a list or table of the body.
        sure = known if shares_lines(view) else range(len(texts))
        ends = {*own_hits(view, "bylines"), *(i for i, stamp in enumerate(block_stamps(view)) if stamp)}
        for run in (range(prose[0]), range(prose[-1] + 1, len(texts))):
            for i in _menu_items(texts, known, run, ends):
                if i in sure:
                    yield cut_block(view.blocks[i], self.kind, "run", LIKELY)


def may_be_breadcrumbs(texts: Sequence[str]) -> list[bool]:
    """Whether each of `texts` has the signs of a path through a site."""
    return [_may_be_breadcrumb(text) for text in texts]


def _may_be_breadcrumb(text: str) -> bool:
    """A cheap test that few lines pass."""
    if ">" not in text and "/" not in text and (text.isascii() or not any(sign in text for sign in _CRUMB_SIGNS)):
        return False
    return len(text) <= _MAX_BREADCRUMB_CHARS and text[-1] not in MARKS


def _is_breadcrumb(text: str, *, above_body: bool) -> bool:
    """Whether a line is a path through a site; its last step may be the headline.

    Formulas, commands and lists use the same signs, so a path must begin with a menu word or stand above the body.
    """
    *way, last = re.split(_CRUMB, text)
    if not way or not last or not all(0 < len(c) <= _MAX_CRUMB_CHARS for c in way):
        return False
    if any(h.filter == Menus.name for h in hits(way[0])):
        return len(way) >= 2 or len(last) <= _MAX_CRUMB_CHARS
    return above_body and len(way) >= 2 and "=" not in text


def _is_short(text: str) -> bool:
    most = _MAX_ITEM_CHARS if text.isascii() or max(text) < _FIRST_UNSPACED else _MAX_ITEM_SIGNS
    return len(text) <= most and text.count(" ") < _MAX_ITEM_WORDS


def _menu_items(texts: Sequence[str], known: Container[int], where: range, ends: Container[int]) -> Iterator[int]:
    """The lines in `where` that belong to runs of short lines with menu words; a byline or a date ends a run."""
    run: list[int] = []
    for i in [*where, -1]:
        if i >= 0 and i not in ends and _is_short(texts[i]):
            run.append(i)
            continue
        if len(run) >= _MIN_RUN and sum(k in known for k in run) >= _MIN_KNOWN:
            yield from run
        run = []
