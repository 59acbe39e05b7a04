"""Whether a plain text holds anything by which the preset `safe` knows residue; most files hold nothing."""

from __future__ import annotations

from functools import cache
from itertools import count
from typing import TYPE_CHECKING

from cleaner.filters._patterns import has_no_body
from cleaner.filters.share import has_bar, is_short_bar
from cleaner.lines.captions import block_credits, with_credits
from cleaner.lines.shared import shares_lines
from cleaner.packs import block_hits
from cleaner.packs.match import look_up
from cleaner.packs.patterns import block_patterns, holds_any
from cleaner.view import View

if TYPE_CHECKING:
    from cleaner.packs.screen import Screen  # few runs need it

# Residue that nobody writes into a text of their own; dates, names, copyright lines and lists occur in any file.
FOREIGN = frozenset(("ads", "captions", "comments", "cookies", "media", "prompts", "related", "share", "tails"))
_WORTH = 100  # texts; to make the screen takes as long as it spares with so many
_asked = count()


def has_marks(view: View) -> bool:
    """Whether `view` holds what a filter of `FOREIGN` could cut, or no body.

    Those filters go by phrases, patterns and credits, and by rows of labels; in Markdown also by links and pictures,
    and in texts whose lines were parted by patterns over several blocks, which are not looked for here.
    """
    if view.document.shape == "markdown" or shares_lines(view):
        return True
    found = in_doubtful_lines(view) if next(_asked) >= _WORTH else None
    return in_all_lines(view) if found is None else found


def in_all_lines(view: View) -> bool:
    """`has_marks`, by all lines; not for Markdown."""
    return (
        any(hit.filter in FOREIGN for hits in block_hits(view) for hit in hits)
        or any(hit.pattern.filter in FOREIGN for hits in block_patterns(view) for hit in hits)
        or any(block_credits(view))
        or has_bar(view)
        or has_no_body(view)
    )


def in_doubtful_lines(view: View) -> bool | None:
    """`has_marks`, by the lines that need a look only; None if it is not known which do."""
    doubtful = _screen().doubtful(view.texts) if view.document.shape == "lines" else None
    if doubtful is None:
        return None
    texts = view.texts
    phrases = [texts[i] for i in doubtful.phrases]
    found = view.of_texts(look_up, phrases)
    return (
        any(hit.filter in FOREIGN for _, hits in found for hit in hits)
        or any(holds_any(texts[i], numbers) for i, numbers in doubtful.patterns)
        or any(credit for _, credit in with_credits(view, [texts[i] for i in doubtful.credits]).values())
        or any(is_short_bar(text, folded) for text, (folded, _) in zip(phrases, found, strict=True))
        or (not doubtful.is_clear and has_no_body(view))
    )


@cache
def _screen() -> Screen:
    from cleaner.lines.credit_hints import HINT_CHARS, SEPARATORS, hints
    from cleaner.lines.credits import CLOSING
    from cleaner.packs.load import compiled
    from cleaner.packs.patterns import all_patterns
    from cleaner.packs.screen import Hints, Screen

    return Screen(compiled(), all_patterns(), FOREIGN, Hints(hints(), SEPARATORS, HINT_CHARS, CLOSING))
