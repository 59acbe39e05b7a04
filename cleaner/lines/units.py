"""The units of a block: its sentences, and the labels that stand among them ("… he said. Advertisement The …")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from cleaner.lines.sentences import CLOSERS, SPACED_MARKS, WIDE_MARKS
from cleaner.model import CERTAIN
from cleaner.packs import all_stopwords, line_hits
from cleaner.view import Span

_ABBREVIATIONS = Path(__file__).parent.parent / "data" / "lines" / "abbreviations.txt"
_MAX_LABEL_WORDS = 6

_CLOSED = rf"[{re.escape(CLOSERS)}]*"
_OPENERS = "\"'“„‘‚«‹([「『（【¿¡-–—•*>#"
# A sentence mark with blanks behind it, a wide one, or one to which the next sentence is glued.
_END = (
    rf"[{SPACED_MARKS}]+{_CLOSED}(?=\s)|[{WIDE_MARKS}]+{_CLOSED}"
    rf"|(?<=[^\W\d_A-Z]{{3}})[.!?…]+{_CLOSED}(?=[{_OPENERS}]*[^\W\d_a-z][^\W\d_])"
)
_WORD = re.compile(r"\S+")
_BACK, _AHEAD = 24, 12  # characters looked at on either side of a mark


def units(text: str) -> tuple[Span, ...]:
    """The sentences and labels of a block, in order; between them stands white space or nothing.

    A boundary never splits a word. In doubt (an abbreviation, an initial, a lower-case letter behind the mark) there
    is no boundary, and two sentences make one unit.

    Args:
        text: the text of one block.
    """
    found: list[Span] = []
    for start, end in _sentences(text):
        found += _labels(text, start, end)
    return tuple(found)


def _sentences(text: str) -> Iterator[Span]:
    start, size = 0, len(text.rstrip())
    for mark in re.finditer(_END, text):
        end = mark.end()
        if end < size and _ends_sentence(text, mark.start(), end):
            yield start, end
            start = end
            while start < size and text[start].isspace():
                start += 1
    if start < size:
        yield start, size


def _ends_sentence(text: str, mark: int, end: int) -> bool:
    """Whether the sentence mark at `mark`, with what closes behind it up to `end`, ends a sentence."""
    if text[mark] in WIDE_MARKS:
        quoted = end - mark > 1 and text[end - 1] not in WIDE_MARKS
        return text[end] not in "」』）】，、" and not (quoted and "\u3040" <= text[end] <= "\u309f")  # 「…？」と彼は
    behind = text[end : end + _AHEAD].lstrip()
    first = behind.lstrip(_OPENERS)[:1] or behind[:1]
    if first.islower():
        return False
    if text[mark] != "." or text[mark : mark + 2] == "..":
        return True
    before = text[max(0, mark - _BACK) : mark]
    word = "" if not before or before[-1].isspace() else before.split()[-1].lstrip(_OPENERS).casefold()
    if len(word) <= 2 and word.isdigit():  # an ordinal, a list's number
        return False
    is_initial = len(word) == 1 and word.isalpha() and word < "\u0600"
    return not (is_initial or "." in word or word in abbreviations())


def _labels(text: str, start: int, end: int) -> Iterator[Span]:
    """The labels glued to the front of a sentence, and the rest of it."""
    while (label := _label_end(text, start, end)) is not None:
        yield start, label
        start = label
        while text[start].isspace():
            start += 1
    yield start, end


def _label_end(text: str, start: int, end: int) -> int | None:
    """Where the label at `start` ends, if a known one stands there and a sentence or a label begins behind it."""
    words: list[re.Match[str]] = []
    for word in _WORD.finditer(text, start, end):
        words.append(word)
        if len(words) > _MAX_LABEL_WORDS + 1:
            break
    found = None
    for k in range(1, len(words)):
        if k > _MAX_LABEL_WORDS or words[k][0].lstrip(_OPENERS)[:1].islower():
            continue
        label_end = words[k - 1].end()
        if any(h.certainty >= CERTAIN for h in line_hits(text[start:label_end])) and _begins(text, words[k:], end):
            found = label_end
    return found


def _begins(text: str, words: Sequence[re.Match[str]], end: int) -> bool:
    """Whether a sentence or another label begins with `words`; "Standards Authority …" may continue a name."""
    first = words[0][0]
    if first[0] in _OPENERS or (len(first) > 8 and not first.isascii() and first[0] >= "\u3040"):
        return True
    if first.strip(_OPENERS + ",:").casefold() in all_stopwords():
        return True
    if len(words) > 1 and first[0].isupper() and words[1][0][0].islower():
        return True
    start = words[0].start()
    ends = {end, *(w.end() for w in words[:_MAX_LABEL_WORDS])}
    return any(h.certainty >= CERTAIN for at in ends for h in line_hits(text[start:at]))


@cache
def abbreviations() -> frozenset[str]:
    """The abbreviations of all languages, case folded: a full stop after them ends no sentence."""
    lines = _ABBREVIATIONS.read_text(encoding="utf-8").split("\n")
    return frozenset(word.casefold() for line in lines if not line.startswith("#") for word in line.split())
