"""Whether a plain text holds anything by which the preset `safe` knows residue; most files hold nothing."""

from __future__ import annotations

from cleaner.filters._patterns import has_no_body
from cleaner.filters.share import has_bar
from cleaner.lines.captions import block_credits
from cleaner.lines.shared import shares_lines
from cleaner.packs import block_hits
from cleaner.packs.patterns import block_patterns
from cleaner.view import View

# Residue that nobody writes into a text of their own; dates, names, copyright lines and lists occur in any file.
FOREIGN = frozenset(("ads", "captions", "comments", "cookies", "media", "prompts", "related", "share", "tails"))


def has_marks(view: View) -> bool:
    """Whether `view` holds what a filter of `FOREIGN` could cut, or no body.

    Those filters go by phrases, patterns and credits, and by rows of labels; in Markdown also by links and pictures,
    and in texts whose lines were parted by patterns over several blocks, which are not looked for here.
    """
    return (
        view.document.shape == "markdown"
        or shares_lines(view)
        or any(hit.filter in FOREIGN for hits in block_hits(view) for hit in hits)
        or any(hit.pattern.filter in FOREIGN for hits in block_patterns(view) for hit in hits)
        or any(block_credits(view))
        or has_bar(view)
        or has_no_body(view)
    )
