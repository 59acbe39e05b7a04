"""Where an article opens: the blocks between the top of the text and the first paragraph of the body."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cleaner.lang import block_hits
from cleaner.meta.credits import may_hold_credit, split_credit
from cleaner.meta.datelines import dateline
from cleaner.view import View

_LOOK_AHEAD = 40
_PROSE_WORDS, _PROSE_CHARS, _PROSE_CJK_CHARS = 12, 60, 25
_HEAD_CHARS = 200
_SENTENCE_END = re.compile(r"[.!?…。！？।؟][\"'”’»)\]」』]*$")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_ANCHORS = ("bylines", "timestamps")


@dataclass(frozen=True, slots=True)
class Opening:
    """The blocks that stand before the body.

    Args:
        body: index of the first body block; the number of blocks if no body was found near the top.
        anchor: index of the first byline or time stamp before the body; None if there is none.
        plain: indexes of the blocks before the anchor (or, without one, before the body) that no phrase explains.

    """

    body: int
    anchor: int | None
    plain: tuple[int, ...]


def opening(view: View) -> Opening:
    """The opening of `view`, worked out once a view."""
    return view.memo(_opening)


def is_prose(text: str) -> bool:
    """Whether a block reads like a paragraph: long enough, and it ends a sentence."""
    tail = text[-8:]
    if not _SENTENCE_END.search(tail):
        return False
    if _CJK.search(text[:_HEAD_CHARS]):
        return len(text) >= _PROSE_CJK_CHARS
    return len(text) >= _PROSE_CHARS and text[:_HEAD_CHARS].count(" ") >= _PROSE_WORDS - 1


def is_caption(text: str) -> bool:
    """Whether a block ends in a photo credit."""
    return may_hold_credit(text) and split_credit(text).credit is not None


def _opening(view: View) -> Opening:
    texts, hits = view.texts[:_LOOK_AHEAD], block_hits(view)
    prose = [is_prose(t) and not is_caption(t) for t in texts]
    anchor: int | None = None
    body = len(view.blocks)
    before = 0
    for i, text in enumerate(texts):
        if any(h.filter in _ANCHORS for h in hits[i]):
            # A standfirst may stand before the byline; two paragraphs are a body already.
            if before <= 1:
                anchor, body = (i if anchor is None else anchor), len(view.blocks)
            continue
        if not prose[i] or hits[i]:
            continue
        before += 1
        body = min(body, i)
        if before > 1 or dateline(text) is not None:
            break
    limit = body if anchor is None or anchor > body else anchor
    plain = tuple(i for i in range(min(limit, len(texts))) if not hits[i] and not is_caption(texts[i]))
    return Opening(body, anchor if anchor is not None and anchor < body else None, plain)
