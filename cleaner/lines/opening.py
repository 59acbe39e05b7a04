"""Where an article opens: the blocks between the top of the text and the first paragraph of the body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cleaner.lines.captions import CAPTION_CHARS, block_captions, block_credits
from cleaner.lines.datelines import dateline
from cleaner.lines.prose import block_prose, is_prose
from cleaner.lines.sentences import FULL_STOPS
from cleaner.lines.stamps import block_stamps
from cleaner.packs import Hit, block_hits
from cleaner.view import View

_LOOK_AHEAD = 40
_ANCHORS = ("bylines", "timestamps")
_READING_TIME = "reading-time"  # teasers have it too
_MAX_PROSE_BEFORE = 2
_WORD = re.compile(r"\w+")
_CRUMBS = r"\s[>›»→/]\s"
_BARS = r"\s[|•·]\s"
_MENU_PARTS, _MENU_WORDS = 3, 2  # from so many parts of so few words on
_HEADLINE_CHARS, _HEADLINE_WORDS, _HEADLINE_CJK_CHARS = 250, 3, 6
_STANDFIRST_CHARS = (40, 350)


class Opening(NamedTuple):
    """The blocks that stand before the body, each by its index.

    Args:
        body: the first block of the body; the number of blocks if no body was found near the top.
        evidence: what shows that an article opens here, ``byline`` (or time stamp) or ``dateline``; or None.
        plain: the blocks before the body that match no phrase.
        headline: the headline, if there is evidence.
        standfirst: the standfirst, if there is evidence.
        is_below: whether the standfirst stands below the byline.
    """

    body: int
    evidence: str | None = None
    plain: tuple[int, ...] = ()
    headline: int | None = None
    standfirst: int | None = None
    is_below: bool = False


def opening(view: View) -> Opening:
    """The opening of `view`, worked out once a view."""
    return view.memo(_opening)


def could_be_headline(text: str) -> bool:
    """Whether a block is as short as a headline, and no menu, label or paragraph."""
    if len(text) > _HEADLINE_CHARS or is_prose(text) or re.search(_CRUMBS, text) or _is_menu(text):
        return False
    words = _WORD.findall(text)
    return len(words) >= _HEADLINE_WORDS or (not text.isascii() and sum(map(len, words)) >= _HEADLINE_CJK_CHARS)


def _is_menu(text: str) -> bool:
    """Whether a line is a row of labels between strokes: ``Home | News | Sport``."""
    parts = re.split(_BARS, text)
    return len(parts) >= _MENU_PARTS and all(len(part.split()) <= _MENU_WORDS for part in parts)


def _opening(view: View) -> Opening:
    captions, likes_prose, found = block_captions(view), block_prose(view), block_hits(view)
    hits: list[tuple[Hit, ...]] = []
    prose: list[bool] = []
    for i, like_prose in enumerate(likes_prose[:_LOOK_AHEAD]):
        # "By noon the river …" opens a paragraph, not a byline.
        hits.append(_but_starts(found[i]) if like_prose and found[i] else found[i])
        prose.append(like_prose and not hits[i] and captions[i] is None)
        if prose[i] and sum(prose) > _MAX_PROSE_BEFORE:
            break
    texts = view.texts[: len(prose)]
    stamps = block_stamps(view)[: len(prose)]
    anchor, body = _anchor_and_body(texts, hits, prose, stamps)
    evidence = "byline" if anchor is not None else None
    # A dateline opens the body, whatever stands before it.
    dated = next((i for i, text in enumerate(texts) if prose[i] and dateline(text) is not None), None)
    if dated is not None and sum(prose[:dated]) <= _MAX_PROSE_BEFORE:
        body, evidence = dated, evidence or "dateline"
    if body >= len(texts):
        return Opening(len(view.blocks))
    plain = tuple(i for i in range(body) if not hits[i] and not stamps[i] and captions[i] is None)
    above = [i for i in plain if (anchor is None or i < anchor) and not _is_menu(texts[i])]
    headline, standfirst = _headline_and_standfirst(texts, above) if evidence else (None, None)
    if headline is not None and standfirst is None and body == dated:
        below = [i for i in plain if i > headline]
        standfirst = below[0] if len(below) == 1 and _could_be_standfirst(texts[below[0]], texts[headline]) else None
    if headline is not None and standfirst is None and anchor is not None:
        rest = _behind_furniture(view, body, hits)
        if rest is not None and _could_be_standfirst(texts[body], texts[headline]):
            return Opening(rest, evidence, plain, headline, body, is_below=True)
    return Opening(body, evidence, plain, headline, standfirst)


def _behind_furniture(view: View, i: int, hits: Sequence[tuple[Hit, ...]]) -> int | None:
    """The first paragraph below block `i`, if nothing but furniture of the page stands between: a captioned picture and
    buttons, counters or labels. A paragraph of the body has its like below it.
    """
    credited, prose, stamps = block_credits(view), block_prose(view), block_stamps(view)
    pictures = others = 0
    for j in range(i + 1, min(len(hits), i + _LOOK_AHEAD)):
        credit = credited[j]
        if credit is not None and credit.form != "quoted" and len(view.texts[j]) <= CAPTION_CHARS:
            pictures += 1
        elif hits[j] or stamps[j]:
            others += 1
        else:
            return j if prose[j] and pictures and others else None
    return None


def _but_starts(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    return tuple([h for h in hits if h.match != "start" or h.filter not in _ANCHORS])


def _anchor_and_body(
    texts: Sequence[str], hits: Sequence[tuple[Hit, ...]], prose: Sequence[bool], stamps: Sequence[bool]
) -> tuple[int | None, int]:
    """The first byline or time stamp above the body, and the first paragraph under it."""
    anchor, body, before = None, len(texts), 0
    for i in range(len(texts)):
        if stamps[i] or any(h.filter in _ANCHORS and h.rule != _READING_TIME for h in hits[i]):
            # A standfirst may precede the byline; two paragraphs are already the body.
            if before <= 1:
                anchor, body = (i if anchor is None else anchor), len(texts)
        elif prose[i]:
            before += 1
            body = min(body, i)
            if before > 1:
                break
    return (anchor if anchor is not None and anchor < body else None), body


def _headline_and_standfirst(texts: Sequence[str], above: Sequence[int]) -> tuple[int | None, int | None]:
    """The headline and the standfirst among the blocks above the byline: the two lowest, if they look like it."""
    if not above:
        return None, None
    last = above[-1]
    if len(above) > 1 and could_be_headline(texts[above[-2]]) and _could_be_standfirst(texts[last], texts[above[-2]]):
        return above[-2], last
    return (last if could_be_headline(texts[last]) and texts[last][-1] not in FULL_STOPS else None), None


def _could_be_standfirst(text: str, headline: str) -> bool:
    return _STANDFIRST_CHARS[0] <= len(text) <= _STANDFIRST_CHARS[1] and len(text) > 0.8 * len(headline)
