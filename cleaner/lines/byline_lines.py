"""Lines near the first paragraph or at the end of a plain text that may be its byline, with evidence for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from cleaner.lines.names import has_prefix, prefix_of
from cleaner.lines.plain import plain
from cleaner.lines.prose import is_running_text
from cleaner.lines.stated_names import stated_name
from cleaner.lines.title_lines import (
    BELOW,
    MAX_BYLINE,
    Guess,
    KnownLines,
    NearLine,
    line_facts,
    lines_near_the_lead,
    shape,
)
from cleaner.packs import fold, grammar
from cleaner.view import View

LAST = 3
"""Blocks at the end that are looked at."""
MAX_STATED = 40
MAX_BODY = 20_000
"""Characters of the text in which the words of a name are looked for."""
MIN_WORD = 3
_BIOS = 8
"""Blocks at the end that may hold a note on the author."""
_WORD = r"[^\W\d_]+"


def byline_guesses(view: View) -> tuple[Guess, ...]:
    """The lines near the first paragraph and at the end of `view` that hold little but names."""
    lines = list(lines_near_the_lead(view))
    document = view.document
    near = {line.start for line in lines}
    last = [b for b in document.blocks[-LAST:] if b.start not in near]
    lines += [NearLine(b.start, b.of(document.text), BELOW, "end") for b in last]
    ends = [b.of(document.text)[:MAX_BYLINE] for b in document.blocks[-_BIOS:]]
    known = line_facts(view)
    guesses = []
    for i, line in enumerate(lines):
        if len(line.text) > MAX_BYLINE or not (names := _names(line.text, known)):
            continue
        evidence = [f"place {max(-5, line.place)}", f"cut as {line.fate}", *shape(plain(line.text), known)]
        evidence += [*_signs(line.text, names, view), *_around(lines, i, known), *_note(line.text, ends, names)]
        guesses.append(Guess(names, line.start, line.start + len(line.text), tuple(evidence)))
    return tuple(guesses)


def _names(text: str, known: KnownLines) -> tuple[str, ...]:
    if names := known[text].names:
        return names
    name = stated_name(text) if len(text) <= MAX_STATED and known[text].opens_byline else None
    return (name,) if name and len(name.split()) <= 2 and not any(c.isdigit() for c in name) else ()


def _stands_in(text: str, word: str) -> bool:
    """Whether `word`, in lower case, stands in `text` as a word."""
    at = text.find(word) if word.islower() else -1
    while at >= 0:
        end = at + len(word)
        if not (_is_letter(text[at - 1 : at]) or _is_letter(text[end : end + 1])):
            return True
        at = text.find(word, at + 1)
    return False


def _is_letter(char: str) -> bool:
    return char.isalnum() and not char.isdecimal()


def _signs(text: str, names: Sequence[str], view: View) -> Iterator[str]:
    """Evidence in the line itself, and in how the body mentions the names."""
    share = sum(c.isalpha() for n in names for c in n) / max(1, sum(c.isalpha() for c in text))
    spoken = view.text.count(names[0]) - text.count(names[0])
    own = [w for n in names for w in re.findall(_WORD, n) if len(w) >= MIN_WORD]
    body = view.text[:MAX_BODY]
    small = sum(_stands_in(body, w.casefold()) for w in own)
    if prefix := prefix_of(plain(text)):
        yield f"opens with {prefix}"
    for holds, name in (
        (has_prefix(text), "prefix"),
        (share > 0.95, "nothing else"),
        (share < 0.5, "much else"),
        (len(names) > 1, "several"),
        (spoken > 1, "often in the body"),
        (spoken == 1, "in the body"),
        (any(len(n.split()) > 3 for n in names), "long"),
        (all(len(n.split()) in (2, 3) for n in names), "two or three words"),
        (any(len(n.split()) == 1 for n in names), "one-word name"),
        (small == 1, "a common word"),
        (small > 1, "common words"),
        (any("." in n or "-" in n for n in names), "initials"),
        (_has_role(text), "role"),
    ):
        if holds:
            yield name


def _around(lines: Sequence[NearLine], i: int, known: KnownLines) -> Iterator[str]:
    """Evidence in the lines around it."""
    text = lines[i].text
    above = lines[i - 1] if i else None
    below = lines[i + 1] if i + 1 < len(lines) else None
    near = [x.text for x in lines[max(0, i - 1) : i + 3] if x is not lines[i] and len(x.text) <= MAX_BYLINE]
    for holds, name in (
        (above is None, "nothing above"),
        (above is not None and above.fate == "headline", "headline above"),
        (above is not None and is_running_text(above.text), "prose above"),
        (below is not None and is_running_text(below.text), "prose below"),
        (below is not None and below.fate == "timestamp", "time stamp below"),
        (below is not None and len(below.text) <= MAX_BYLINE and _has_role(below.text), "role below"),
        (any(known[t].has_date for t in near), "date near"),
        (any(known[t].is_byline for t in near), "byline near"),
        (sum(x.text.strip() == text.strip() for x in lines) > 1, "comes twice"),
        (sum(bool(known[t].names) for t in near) > 1, "names near"),
    ):
        if holds:
            yield name


def _note(text: str, ends: Sequence[str], names: Sequence[str]) -> Iterator[str]:
    if any(e.startswith(names[0]) and e.strip() != text.strip() and len(e) > len(text) for e in ends):
        yield "note at the end"


def _has_role(text: str) -> bool:
    """Whether `text` names an author's role: ``Staff Writer``, ``Korrespondentin``."""
    words = f" {fold(text)} ".replace(",", " ")
    return any(f" {role} " in words for word in words.split() for role in _roles_by_first().get(word, ()))


@cache
def _roles_by_first() -> Mapping[str, Sequence[str]]:
    """The roles of authors by their first word."""
    by_first: dict[str, list[str]] = {}
    for role in grammar().roles:
        by_first.setdefault(role.split()[0], []).append(role)
    return by_first
