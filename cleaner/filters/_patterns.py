"""Cuts by the patterns of the language packs: whole blocks, sentences, labels, and links in the middle of a line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cleaner.filters._headline_end import HEADLINE_CHARS, headline_end
from cleaner.filters._lists import block_lists
from cleaner.filters._page import code_in
from cleaner.filters._wrapped import block_goes_on, takes_body
from cleaner.lines.datelines import is_torn_dateline
from cleaner.lines.prose import block_prose, is_prose
from cleaner.lines.sentences import FULL_STOPS
from cleaner.lines.shared import stretches
from cleaner.lines.shown import shown_span
from cleaner.lines.torn import block_is_torn
from cleaner.model import CERTAIN, Cut, ResidueKind
from cleaner.packs import block_hits, grammar, hit_blocks
from cleaner.packs.pattern_index import Pattern
from cleaner.packs.patterns import LONGEST, PatternHit, block_patterns, patterns_in
from cleaner.packs.reach import reach
from cleaner.packs.scripts import is_cjk
from cleaner.view import View

EXPORT, SCRIPT = "export", "script"
_CODE_WORD, _CODE_WORDS = r"[a-z][a-z0-9]+", 3  # different ones, from which on a text is about code
_HALF, _MOST = 0.5, 0.6  # of the characters of a text, of a block
_LABEL, _FIELDS_OF_AN_EXPORT = 5, 3
# Filters whose hits are content where they recur in the body, as the data of a list, a table or a thread.
RETURNING = frozenset({"bylines", "legal", "media", "menu", "prompts", "share", "timestamps"})
SEVERAL = 3
_LOST_BREAKS = frozenset({"flat", "glued", "mixed"})  # shapes in which a sentence may follow without any sign
_PROMPTING = frozenset({"prompts", "share", "media"})
_ABBREVIATED = r"\(([^\W\d_]{2,8})\)$"
_PARTS = ":：|→>–-》"
_QUOTING = "`\"'“”‘’„«»<>"  # signs around code that is spoken of


class PatternSpan(NamedTuple):
    """A pattern found in a view, as offsets on its text; `block` is -1 unless there is prose around the block."""

    start: int
    end: int
    pattern: Pattern
    block: int


def pattern_cuts(view: View, name: str, kind: ResidueKind) -> Iterator[Cut]:
    """The cuts of `view` by the patterns of the filter called `name`."""
    for found in view.memo(patterns_by_filter).get(name, ()):
        p = found.pattern
        yield Cut(found.start, found.end, kind, p.rule, p.certainty)


def has_no_body(view: View) -> bool:
    """Whether the text of `view` is no article: at least half of it is notices, and so is every paragraph.

    A paywall, a consent dialog or a challenge page is returned unchanged, with a flag. Without its notices only a few
    meaningless words would be left.
    """
    return view.document.kind == "text" and not view.memo(own_paragraphs) and _holds_notices_only(view)


def _holds_notices_only(view: View) -> bool:
    whole = View(view.document) if view.removals else view
    if whole.memo(own_paragraphs) or not any(block_prose(whole)):
        return False
    hits, found = block_hits(whole), block_patterns(whole)
    sizes = [len(text) for text in whole.texts]
    given_away = sum(n for n, h, f in zip(sizes, hits, found, strict=True) if h or f)
    return given_away >= _HALF * sum(sizes)


def patterns_by_filter(view: View) -> Mapping[str, list[PatternSpan]]:
    """The patterns that count in `view`, by filter; without those that recur in the body as entries of a list do."""
    found = [] if has_no_body(view) else list(_all(view))
    if not found:
        return {}
    exported = (
        len({view.text[f.start : f.start + _LABEL] for f in found if f.pattern.rule == EXPORT}) >= _FIELDS_OF_AN_EXPORT
    )
    inside = {(f.pattern.filter, f.pattern.rule, f.block) for f in found if f.block >= 0}
    blocks = Counter((name, rule) for name, rule, _ in inside if name in RETURNING)
    by_filter: dict[str, list[PatternSpan]] = {}
    for f in found:
        returns = f.block >= 0 and blocks[f.pattern.filter, f.pattern.rule] >= SEVERAL
        if exported if f.pattern.rule == EXPORT else not returns:
            by_filter.setdefault(f.pattern.filter, []).append(f)
    return by_filter


def _all(view: View) -> Iterator[PatternSpan]:
    goes_on, torn, listed = block_goes_on(view), block_is_torn(view), block_lists(view)
    for i, hits in enumerate(block_patterns(view)):
        if not hits:
            continue
        code = code_in(view, i)
        for hit in hits:
            if goes_on[i] and hit.pattern.place != "any":
                continue
            if hit.pattern.certainty < CERTAIN and (
                (torn[i] and hit.end - hit.start == len(view.texts[i])) or hit.pattern.filter in listed[i]
            ):
                continue
            what = view.texts[i][hit.start : hit.end]
            if any(what in sample or sample in what for sample in code):
                continue
            yield from _found(view, i, view.texts[i], hit, shown=True)
    yield from _across_breaks(view)


def _across_breaks(view: View) -> Iterator[PatternSpan]:
    """What stands on lines of several blocks, whose breaks were found again: one of them may go through a pattern."""
    parts = stretches(view, LONGEST)
    if not parts:  # nearly always
        return
    texts = [view.text[view.blocks[p.first].start : view.blocks[p.last].end] for p in parts]
    for (i, _, begins, ends), text, hits in zip(parts, texts, view.of_texts(patterns_in, texts), strict=True):
        elsewhere = {"line", "label", *(() if begins else ("start",)), *(() if ends else ("end", "tail"))}
        at = view.blocks[i].start
        for hit in hits:
            place = hit.pattern.place
            if place == "any" or (place not in elsewhere and not takes_body(view, at + hit.start, at + hit.end)):
                yield from _found(view, i, text, hit)


def _found(view: View, i: int, text: str, hit: PatternHit, *, shown: bool = False) -> Iterator[PatternSpan]:
    """A pattern found in `text`, if it counts there; `text` begins with block `i`, or is what that shows."""
    if _says_else(view, i, text, hit) or (span := _span(text, hit)) is None:
        return
    if view.document.shape in _LOST_BREAKS:
        span = span[0], reach(text, *span, hit.pattern)
    at = view.blocks[i].start
    placed = shown_span(view, i, *span) if shown else (at + span[0], at + span[1])
    if placed is None:
        return
    start, end = placed
    starts = view.memo(_starts)
    first, last = max(i, bisect_right(starts, start) - 1), max(i, bisect_right(starts, end - 1) - 1)
    if _stands(view, (first, last), (start, end), hit.pattern.where):
        body = view.memo(_body)
        inside = first if body and body[0] < first < body[-1] else -1
        yield PatternSpan(start, end, hit.pattern, inside)


def _starts(view: View) -> list[int]:
    return [block.start for block in view.blocks]


def _says_else(view: View, i: int, text: str, hit: PatternHit) -> bool:
    """Whether a pattern was found in what only looks like it: an entry's label, or a name with its abbreviation."""
    p = hit.pattern
    if p.place in ("unit", "label") and _opens_caseless(text, hit):
        return True
    if p.rule == SCRIPT and (_is_in_sentence(text, hit) or view.memo(_is_about_code)):
        return True
    if p.certainty >= CERTAIN:
        return False
    if p.filter == "bylines" and hit.end == len(text) and is_torn_dateline(view, i):
        return True
    if p.filter in _PROMPTING and p.place == "unit" and text[hit.end - 1] in ":：":
        return hit.start == 0 and is_prose(text[hit.end : hit.end + HEADLINE_CHARS].strip())
    if p.filter == "bylines" and (m := re.search(_ABBREVIATED, text[hit.start : hit.end])):
        from cleaner.lines.credits import is_acronym  # few texts come this far

        return is_acronym(m[1], text[hit.start : hit.start + m.start()])
    return False


def _opens_caseless(text: str, hit: PatternHit) -> bool:
    """Whether a pattern is but the first word of a sentence in a script without capitals, which any label may be:
    "広告は六週間流れた。", "شارك مئات السكان …". In Chinese and Japanese a blank parts a label from a sentence.
    """
    end = hit.end
    if end == len(text) or not text[end - 1].isalpha() or len(text[hit.start : end].split()) > 1:
        return False
    if is_cjk(text[end]):
        return is_cjk(text[end - 1])
    behind = text[end : end + 3].lstrip()[:1]
    return behind.isalpha() and behind.lower() == behind.upper() and not is_cjk(behind)


def _is_in_sentence(text: str, hit: PatternHit) -> bool:
    """Whether a sentence goes on behind a pattern or quotes it: "Write {{ title }} where it should go"."""
    start, end = hit.start, hit.end  # the text may be long, and hold thousands of them
    while start and text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    if not start or end == len(text):
        return False
    before, behind = text[start - 1], text[end]
    quoted = before in _QUOTING and behind in _QUOTING
    return quoted or ((before.isalpha() or before in ",:–") and behind.islower())


def _is_about_code(view: View) -> bool:
    """Whether `view` is a tutorial or a manual, in which scripts and templates are what it is about."""
    words = {w for w in re.findall(_CODE_WORD, view.document.text.casefold()) if w in grammar().code_words}
    return len(words) >= _CODE_WORDS


def _span(text: str, hit: PatternHit) -> tuple[int, int] | None:
    """The span of `text` to cut, as offsets in it; None for none."""
    if hit.pattern.place != "cue":
        return hit.start, hit.end
    end = headline_end(text, hit.end, leads=hit.start == 0)
    # Without a sign behind the cue, "Also read the small print, she said." is a sentence.
    if end is None or (text[hit.end - 1] not in _PARTS and text[end - 1] in FULL_STOPS):
        return None
    return hit.start, end


def _stands(view: View, blocks: tuple[int, int], span: tuple[int, int], where: str) -> bool:
    """Whether a span of `view`, from the first to the second of `blocks`, stands where its pattern counts.

    What phrases and patterns mark as residue is not body: a share bar after a sign-off does not make the sign-off
    stand inside the body.
    """
    if not where:
        return True
    own, (first, last) = view.memo(own_paragraphs), blocks
    head = span[0] == view.blocks[first].start and first <= (own[0] if own else 0)
    tail = span[1] == view.blocks[last].end and last >= (own[-1] if own else len(view.blocks) - 1)
    return (head and where in ("head", "edge")) or (tail and where in ("tail", "edge"))


def own_paragraphs(view: View) -> tuple[int, ...]:
    """The paragraphs that no phrase or pattern marks as residue."""
    marked = {i for i, hits in hit_blocks(view) if any(h.match == "line" or h.certainty >= CERTAIN for h in hits)}
    for i, found in enumerate(block_patterns(view)):
        if found:
            taken = sum([h.end - h.start for h in found if not h.pattern.where and h.pattern.place != "cue"])
            if taken >= _MOST * len(view.texts[i]):
                marked.add(i)
    return tuple([i for i, prose in enumerate(block_prose(view)) if prose and i not in marked])


def _body(view: View) -> tuple[int, ...]:
    """The blocks of prose that match no phrase."""
    hits = block_hits(view)
    return tuple([i for i, prose in enumerate(block_prose(view)) if prose and not hits[i]])
