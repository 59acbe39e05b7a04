"""Which blocks end in a photo credit; looked up once a view."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.lines.credit_hints import may_hold_credits
from cleaner.model import Caption
from cleaner.view import View

_MAX_CHARS = 700


def block_captions(view: View) -> tuple[Caption | None, ...]:
    """For each block of `view` the caption that it is, credit and all; None if it names no credit."""
    return view.each(_captions)


def _captions(texts: Sequence[str]) -> list[Caption | None]:
    return [_caption(text) if hinted else None for text, hinted in zip(texts, may_hold_credits(texts), strict=True)]


def _caption(text: str) -> Caption | None:
    if len(text) > _MAX_CHARS:
        return None
    from cleaner.lines.credits import part  # few lines come this far

    caption = part(text)
    return caption if caption.credit is not None else None
