"""What filters learn from a page of HTML besides its blocks: headline, permalinks, whether there is an article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from cleaner.lines.opening import Opening, opening
from cleaner.lines.plain import caseless, folded
from cleaner.lines.prose import block_prose
from cleaner.model import NO_ARTICLE, Block, Dom, Flag
from cleaner.thresholds import thresholds
from cleaner.view import View

_MIN_HEADLINE = 8  # letters of a heading that a title does not begin with by accident
_ABOVE = 4  # blocks before the first paragraph that may be the headline
_SEPARATOR = r"\s*[|\-–—·•»:~]"
_PRINTED = ("h1", "h2", "heading", "microdata")
_PROSE_CHARS = 600  # of paragraphs; a page with more has an article, whatever its title says
_SHELL_CHARS = 200  # of all text; a page with less is an empty shell
_HEAD_CHARS = 1_500
_HEADINGS = 3  # of the page that are looked at
_DATA = Path(__file__).parent.parent / "data" / "pages.toml"


def is_article(view: View) -> bool:
    """Whether `view` shows an article: in listings and forums titles and times belong to each of the entries."""
    markup = view.document.markup
    if markup is None or not markup.blocks:
        return True
    from cleaner.classify.blocks.decision import article_probability

    return article_probability(markup) >= thresholds("blocks")["page_of_entries"]


def article_opening(view: View) -> Opening:
    """The opening of `view`; what is no article has none."""
    return opening(view) if is_article(view) else Opening(len(view.blocks))


def headline_blocks(view: View) -> Iterator[int]:
    """The headings of `view` above its body that say what the page's title says, by index."""
    markup = view.document.markup
    if markup is None:
        return
    from cleaner.metadata.html import headline_claims

    claims = [c for c in markup.memo(headline_claims) if c.field == "title"]
    stated = [str(c.value) for c in claims if not str(c.source).startswith(_PRINTED)]
    printed = {folded(str(c.value)) for c in claims if str(c.source) == "h1"}
    prose = block_prose(view)
    for i, (block, text) in enumerate(zip(view.blocks[:_ABOVE], view.texts, strict=False)):
        if prose[i]:
            break
        key = folded(text)
        if block.kind != "heading" or not key:
            continue
        is_h1 = block.dom is not None and block.dom.tag == "h1"
        if (is_h1 and key in printed) or any(_says(title, text, key) for title in stated):
            yield i


def _says(title: str, text: str, key: str) -> bool:
    """Whether a title equals a heading, with or without the site's name before or after it."""
    if folded(title) == key:
        return True
    title, text = caseless(title), caseless(text)
    if len(key) < _MIN_HEADLINE:
        return False
    return re.match(re.escape(text) + _SEPARATOR, title) is not None or (
        re.search(_SEPARATOR + r"\s*" + re.escape(text) + "$", title) is not None
    )


def permalinks(block: Block, text: str) -> Iterator[tuple[int, int]]:
    """The spans of `text`, a heading, that are links to the heading itself or to its editor: signs, bracketed words."""
    if block.kind != "heading" or block.dom is None:
        return
    links = _links(block.dom, text)
    names = [words for words, _ in links]
    start, end = 0, len(text)
    for words, address in reversed(links):
        if address.startswith("#") and not _is_word(words) and text[:end].rstrip().endswith(words):
            end = len(text[:end].rstrip()) - len(words)
    if names and (found := re.search(r"\s*\[([^\[\]]{1,60})\]\s*$", text[:end])) is not None:
        labels = [part.strip() for part in re.split(r"[|/·]", found[1])]
        if all(label in names for label in labels) and text[: found.start()].strip():
            end = found.start()
    for words, address in links[:1]:
        if address.startswith("#") and not _is_word(words) and text.startswith(words):
            start = len(words)
    if text[start:end].strip():
        yield from ((a, b) for a, b in ((0, start), (end, len(text))) if a < b)


def _links(dom: Dom, text: str) -> list[tuple[str, str]]:
    """The words and the address of each link in `text`."""
    places = [i for i, c in enumerate(text) if not c.isspace()]
    links = [i for i in dom.inlines if i.kind == "link" and i.start < i.end <= len(places)]
    return [(text[places[i.start] : places[i.end - 1] + 1], i.value) for i in links]


def code_in(view: View, i: int) -> Sequence[str]:
    """The code that block `i` of `view` holds, as the page marks it."""
    block = view.blocks[i]
    if block.kind == "code":
        return (view.texts[i],)
    if block.dom is None or not any(inline.kind == "code" for inline in block.dom.inlines):
        return ()
    from cleaner.dom import inline_spans

    whole = view.document.blocks[view.places[i]].of(view.document.text)
    spans = zip(block.dom.inlines, inline_spans(whole, block.dom.inlines), strict=True)
    return [whole[start:end] for inline, (start, end) in spans if inline.kind == "code" and start < end]


def _is_word(text: str) -> bool:
    return any(c.isalnum() for c in text)


def no_article(view: View) -> Iterator[Flag]:
    """A flag with the reason if a page has no article: it is a shell, a wall, a challenge or an error."""
    document = view.document
    stands = view if _is_word(view.text) else View(document)  # where all would go, nothing is cut
    if (
        document.kind != "html"
        or sum(len(t) for t, p in zip(stands.texts, block_prose(stands), strict=True) if p) > _PROSE_CHARS
    ):
        return
    titles: list[str] = []
    if document.markup is not None:
        from cleaner.metadata.html import headline_claims

        titles = [str(c.value) for c in document.markup.memo(headline_claims) if c.field == "title"]
    titles += [document.text[b.start : b.end] for b in document.blocks if b.kind == "heading"][:_HEADINGS]
    opening_text = " \n ".join([*titles, stands.text[:_HEAD_CHARS]]).casefold()
    for reason, (message, phrases) in _signs().items():
        if any(phrase in opening_text for phrase in phrases):
            yield Flag(NO_ARTICLE, f"{reason}: {message}")
            return
    if sum(c.isalnum() for c in document.text) < _SHELL_CHARS and "<script" in document.original.casefold():
        yield Flag(
            "no-article", "shell: the page has next to no text, which scripts would load; render it in a browser"
        )
    elif not _is_word(document.text):
        yield Flag(NO_ARTICLE, "empty: the page has no text")
    elif not _is_word(view.text):
        yield Flag(NO_ARTICLE, "notices: the page has menus, notices and links, and no text besides")


@cache
def _signs() -> dict[str, tuple[str, tuple[str, ...]]]:
    """For each reason the message, and the phrases by which such pages are recognised."""
    import tomllib

    tables = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return {name: (t["message"], tuple(p.casefold() for p in t["phrases"])) for name, t in tables.items()}
