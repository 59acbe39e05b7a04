"""What a page states about itself, for the classifier: headline, summary, body for search engines, kind."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html import unescape

from cleaner.classify.blocks.layout import Facts, marks
from cleaner.model import Claim

_BODY = re.compile(r'"articleBody"\s*+:\s*+"((?:[^"\\]++|\\.)*+)"', re.DOTALL)
_TAG = re.compile(r"<[^<>]*+>")
_TITLES = 6
_PRINTED = ("h1", "h2", "heading", "microdata")  # sources of titles that are printed on the page


def page_facts(original: str, claims: Sequence[Claim]) -> Facts:
    """The facts of a page.

    Args:
        original: its markup.
        claims: the titles and descriptions read off it.
    """
    titles = [c.value for c in claims if c.field == "title" and isinstance(c.value, str)]
    summaries = (c.value for c in claims if c.field == "description" and isinstance(c.value, str))
    unique = tuple(dict.fromkeys(titles))[:_TITLES]
    stated = tuple(str(c.value) for c in claims if c.field == "title" and not str(c.source).startswith(_PRINTED))
    fragment = all(str(c.source).startswith(_PRINTED) for c in claims)
    return Facts(unique, stated, next(summaries, ""), _article_body(original), marks(original), fragment)


def _article_body(original: str) -> str:
    """The longest ``articleBody`` of the page's JSON-LD, without markup; empty if there is none."""
    if '"articleBody"' not in original:
        return ""
    text = max((m[1] for m in _BODY.finditer(original)), key=len, default="")
    try:
        text = json.loads(f'"{text}"', strict=False)
    except ValueError:
        text = text.replace("\\n", "\n").replace('\\"', '"')
    return _TAG.sub(" ", unescape(text)) if "<" in text or "&" in text else text
