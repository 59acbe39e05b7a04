"""The text of a page that is too large to be read: its tags are gone, and nothing else is done."""

from __future__ import annotations

import re
from html import unescape

# What has no end goes on to the end of the page, as it does in a browser.
_UNSEEN = re.compile(
    r"<!--(?:[^-]++|-(?!->))*+(?:-->|\Z)|<(script|style)\b(?:[^<]++|<(?!/(?:script|style)))*+(?:</[^<>]*>|\Z)", re.I
)
_INSIDE_WORDS = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|kbd|label|mark|q|s|samp|small|span|strike|strong|sub"
    r"|sup|time|tt|u|var|wbr)(?:[\s/][^<>]*+)?>",
    re.I,
)
_TAG = re.compile(r"</?[a-zA-Z!?][^<>]*+>")
_GAP = re.compile(r"\s*\n\s*")


def bare_text(html: str) -> str:
    """What stands between the tags of `html`, a paragraph a line.

    Args:
        html: the page, decoded.
    """
    text = _TAG.sub("\n", _INSIDE_WORDS.sub("", _UNSEEN.sub(" ", html)))
    return _GAP.sub("\n\n", unescape(text)).strip()
