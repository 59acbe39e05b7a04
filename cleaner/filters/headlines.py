"""The headline, once or several times, before the body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaner.filters._base import BuiltIn, Example, corroborated, cut_block
from cleaner.filters._page import article_opening, headline_blocks, is_article
from cleaner.filters._patterns import pattern_cuts
from cleaner.lines.opening import could_be_headline
from cleaner.lines.prose import block_prose, is_prose
from cleaner.model import CERTAIN, LIKELY, Claim, Cut, Source
from cleaner.view import View

_WORD = re.compile(r"\w+")
_SUFFIX = r"\s+[|–—-]\s+[^|–—]{2,40}$"
_MIN_WORDS = 4
_NEAR = 0.8
_GOES_ON = (",", ";", "，", "；", "،")
_ENTRIES = ("table", "list_item", "code")  # kinds of blocks that are no headline, however often they stand there
_BESIDE = 3  # blocks
_RUN_IN_WORDS = 5
_BEFORE = 12  # blocks at the top among which a known headline is looked for


class Headlines(BuiltIn):
    """The headline above the body and its copies, exact or near (kicker, site suffix, truncation, case).

    A first line counts as a headline only with more evidence: a copy of it, a byline or time stamp below it, or a
    headline known from elsewhere.
    """

    name = "headlines"
    kind = "headline"
    example = Example(
        """
- FLOODS: River towns count the cost of a wet spring
- River towns count the cost of a wet spring - The Valley Post

  The water came at night, and by morning the lower town could be reached by boat only.

  Nobody was hurt, the fire brigade said, but forty families will not be back before winter.
"""
    )

    def __call__(self, view: View) -> Iterator[Cut]:
        """The headline of `view` and its copies."""
        if is_article(view):
            for i in headline_blocks(view):
                yield cut_block(view.blocks[i], self.kind, "title-of-page", LIKELY)
        yield from self._known(view)
        yield from pattern_cuts(view, self.name, self.kind)
        found = article_opening(view)
        texts = view.texts
        if found.headline is None and len(found.plain) < 2:  # nearly always
            return
        heads = [i for i in found.plain if could_be_headline(texts[i]) and view.blocks[i].kind not in _ENTRIES]
        groups = _groups([texts[i] for i in heads])
        repeated = [heads[k] for k in groups[0]] if groups and len(groups[0]) > 1 else []
        if any(texts[i].rstrip().endswith(_GOES_ON) for i in repeated):  # a refrain
            repeated = []
        members = repeated or ([] if found.headline is None else [found.headline])
        if not members:
            return
        barest = min(members, key=lambda i: (_is_truncated(texts[i]), len(texts[i])))
        from cleaner.lines.headlines import headline_text, is_no_title  # most texts have no headline

        title = headline_text(texts[barest])
        claim = Claim("title", title, Source("headline"), 0.9 if repeated else 0.8, _span(view, barest))
        claims = () if is_no_title(texts[barest]) else (claim,)
        # Standing twice in one place, or once above a byline, is evidence enough. Anything less needs other residue
        # in the text, and so does anything more: refrains recur.
        by_itself = len(repeated) == 2 and repeated[1] - repeated[0] <= _BESIDE
        first = (
            LIKELY
            if by_itself or (not repeated and found.evidence == "byline")
            else corroborated(view, LIKELY, self.min_kinds)
        )
        others = CERTAIN if by_itself else first
        for nth, i in enumerate(members):
            rule = "copy" if nth else "repeated" if repeated else f"above-{found.evidence}"
            yield cut_block(view.blocks[i], self.kind, rule, others if nth else first, claims)

    def _known(self, view: View) -> Iterator[Cut]:
        """Where the headline that the caller knows stands."""
        titles = [str(c.value) for c in view.document.known if c.field == "title"]
        if not titles or not is_article(view):
            return
        words = _words(titles[0])
        body = article_opening(view).body
        if run_in := _run_in(view, titles[0]):
            yield Cut(*run_in, self.kind, "known", LIKELY)
        prose = block_prose(view)
        for i, text in enumerate(view.texts[: min(body, _BEFORE)]):
            same = _words(text) == words
            if prose[i] and not same:
                return
            if same or (could_be_headline(text) and _near(_words(text), words)):
                yield cut_block(view.blocks[i], self.kind, "known", CERTAIN if same else LIKELY)


def _run_in(view: View, title: str) -> tuple[int, int] | None:
    """Where `title` opens the first line, with a capital behind it: a sentence may begin as its headline does."""
    if not view.blocks or len(title.split()) < _RUN_IN_WORDS:
        return None
    start = view.blocks[0].start
    m = re.match(re.escape(title).replace(r"\ ", r"\s+") + r"(?=\s+[\"“„«(]?[^\W\d_])", view.text[start:])
    if m is None or not (after := view.text[start + m.end() :].lstrip(' \t"“„«('))[:1].isupper():
        return None
    return (start, start + m.end()) if is_prose(after) else None


def _span(view: View, i: int) -> tuple[int, int]:
    return view.blocks[i].start, view.blocks[i].end


def _groups(texts: Sequence[str]) -> list[list[int]]:
    """Groups of lines that say the same, as indexes; repeated ones first, then in order."""
    groups: list[tuple[list[str], list[int]]] = []
    for i, text in enumerate(texts):
        words = _words(text)
        for representative, members in groups:
            if _near(representative, words):
                members.append(i)
                break
        else:
            groups.append((words, [i]))
    return sorted((members for _, members in groups), key=lambda m: (len(m) < 2, m[0]))


def _words(text: str) -> list[str]:
    words = _WORD.findall(re.sub(_SUFFIX, "", text).casefold())
    # The truncation may have split the last word.
    return words[:-1] if _is_truncated(text) else words


def _numbers(words: list[str]) -> set[str]:
    return {w for w in words if w.isdigit()}


def _is_truncated(text: str) -> bool:
    return text.rstrip().endswith(("...", "…"))


def _near(a: list[str], b: list[str]) -> bool:
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if len(short) < _MIN_WORDS:
        return False
    # One may have a kicker before it, or be truncated.
    if (long[-len(short) :] == short or long[: len(short)] == short) and len(short) >= 0.5 * len(long):
        return True
    if _numbers(a) != _numbers(b):  # the dates of a programme, the steps of a list
        return False
    both = len(set(a) & set(b))
    return both / len(set(a) | set(b)) >= _NEAR
