"""Lines at the top of a plain text that may be its headline, with the evidence for and against each."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property, partial
from typing import NamedTuple

from cleaner.kernel import Vocabulary
from cleaner.lines.dates import printed_dates
from cleaner.lines.headlines import are_no_titles, headline_text
from cleaner.lines.names import authors, has_prefix, looks_like_name
from cleaner.lines.plain import caseless_words, folded, plain, words
from cleaner.lines.prose import MIN_CHARS, is_running_text
from cleaner.lines.sentences import FULL_STOPS
from cleaner.packs.scripts import is_mostly_cjk
from cleaner.view import View

MAX_TITLE = 250
MAX_BYLINE = 120
ABOVE = 8
BELOW = 4
"""Blocks above and below the first paragraph that are looked at."""
MANY_LINES = 100
"""Blocks among which lines without a full stop are counted."""
MAX_BODY = 8_000
"""Characters of the text in which the words of a headline are looked for."""
MIN_WORD = 4

SEARCHED = (
    ("echo all", "echo most", "echo some", "echo none", "no words"),
    ("late echo most", "late echo some", "late echo none"),
)
"""The evidence that `Guess.search` may find."""
_STARTS = "-–—•*·▪●>→[(\"'"


class Guess(NamedTuple):
    """A line that may be the headline or byline.

    Args:
        value: the headline, or the names.
        start: offset on `Document.text`.
        end: offset on `Document.text`, exclusive.
        near: names of the evidence for and against it in the line and in those around it.
        search: searches the whole text for more evidence, at most one of each of `SEARCHED`.
    """

    value: str | tuple[str, ...]
    start: int
    end: int
    near: tuple[str, ...]
    search: Callable[[], tuple[str, ...]] = tuple

    @property
    def evidence(self) -> tuple[str, ...]:
        """All evidence."""
        return (*self.near, *self.search())


class NearLine(NamedTuple):
    """A block near the first standing paragraph, whether it still stands or not.

    Args:
        start: offset on `Document.text`.
        text: its text.
        place: its distance from the paragraph in blocks, negative above it.
        fate: ``stands``, or what it was cut as.
    """

    start: int
    text: str
    place: int
    fate: str


class LineFacts:
    """Facts about a line by itself, each worked out on first use."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The authors that it names."""
        return authors(self._text)

    @cached_property
    def opens_byline(self) -> bool:
        """Whether it opens as bylines do ("By", "Von")."""
        return has_prefix(self._text)

    @cached_property
    def is_byline(self) -> bool:
        """Whether it opens so and names somebody."""
        return self.opens_byline and bool(self.names)

    @cached_property
    def has_date(self) -> bool:
        """Whether a date is printed in it."""
        return bool(printed_dates(self._text))

    @cached_property
    def key(self) -> str:
        """Its letters and digits, folded."""
        return folded(self._text)


class KnownLines(dict[str, LineFacts]):
    """The facts of each line, by its text."""

    def __missing__(self, text: str) -> LineFacts:
        facts = self[text] = LineFacts(text)
        return facts


def line_facts(view: View) -> KnownLines:
    """The facts of the lines of `view`, remembered with it."""
    return view.memo(_lines_of)


def _lines_of(_view: View) -> KnownLines:
    return KnownLines()


def lines_near_the_lead(view: View) -> tuple[NearLine, ...]:
    """The blocks of the document around the first paragraph that stands."""
    return view.memo(_lines_near_the_lead)


def _lines_near_the_lead(view: View) -> tuple[NearLine, ...]:
    document = view.document
    lead = next((b for b, t in zip(view.blocks, view.texts, strict=True) if is_running_text(t)), None)
    if lead is None:
        return ()
    starts = [b.start for b in document.blocks]
    anchor = bisect_right(starts, view.to_document(lead.start, lead.end)[0][0]) - 1
    cuts = [(r.start, r.end, r.kind) for r in view.removals]
    lines = []
    for i in range(max(0, anchor - ABOVE), min(len(starts), anchor + BELOW)):
        block = document.blocks[i]
        k = bisect_right(cuts, (block.start, len(document.text), "")) - 1
        cut = k >= 0 and cuts[k][1] > block.start
        lines.append(NearLine(block.start, block.of(document.text), i - anchor, cuts[k][2] if cut else "stands"))
    return tuple(lines)


def title_guesses(view: View) -> tuple[Guess, ...]:
    """The short lines around the first paragraph of `view`."""
    lines = lines_near_the_lead(view)
    known = line_facts(view)
    values = {i: value for i, line in enumerate(lines) if (value := _headline(line.text))}
    refused = are_no_titles(view, list(values.values()))
    values = {i: value for (i, value), is_none in zip(values.items(), refused, strict=True) if not is_none}
    if not values:
        return ()
    own_words = {i: words(plain(lines[i].text)) for i in values}
    echo = cache(partial(_Echo, view.text, {word for own in own_words.values() for word in own}))
    many = sum(len(t) < MIN_CHARS and t[-1:] not in FULL_STOPS for t in view.texts[:MANY_LINES]) > MANY_LINES // 10
    top = next((line.place for line in lines if line.fate == "stands"), 0)
    texts = [line.text for line in lines]
    guesses = []
    for i, value in values.items():
        line = lines[i]
        evidence = [f"place {max(-5, line.place)}", f"cut as {line.fate}" if line.fate != "stands" else "stands"]
        if line.place == top:
            evidence.append("first that stands")
        if line.start == view.document.blocks[0].start:
            evidence.append("first line")
        evidence += [*shape(value, known), *_neighbours(texts, i, known)]
        if many:
            evidence.append("many lines")
        search = partial(_echo_of, echo, own_words[i], 1 if line.fate == "stands" else 0)
        guesses.append(Guess(value, line.start, line.start + len(line.text), tuple(evidence), search))
    return tuple(guesses)


def _headline(text: str) -> str:
    """A line as a headline; empty if it is too long for one."""
    return headline_text(plain(text)) if len(text) <= MAX_TITLE else ""


def shape(text: str, known: KnownLines) -> Iterator[str]:
    """How a line looks: its number of words, how they are written, how it ends."""
    parts = text.split()
    count = max(len(parts), len(text) // _UNSPACED_WORD if is_mostly_cjk(text) else 0)
    yield "words " + next(name for limit, name in _COUNTS if count <= limit)
    capitals = sum(p[0].isupper() for p in parts)
    for holds, name in (
        (text[-1] in FULL_STOPS, "ends a sentence"),
        (text[-1] in ":,;", "goes on"),
        (text[-1] in "?!…？！", "asks or calls"),
        (text[0] in _STARTS, "bullet"),
        (text[0].islower(), "small"),
        (text[0].isdigit(), "number"),
        (text.isupper(), "capitals"),
        (count > 2 and capitals > 0.7 * count, "title case"),
        (count <= 4 and looks_like_name(text), "like a name"),
        (known[text].is_byline, "byline"),
        (len(text) < MAX_BYLINE and known[text].has_date, "date"),
        (any(c in text for c in "|»›"), "bars"),
        (". " in text, "two sentences"),
    ):
        if holds:
            yield name


_UNSPACED_WORD = 3
"""Characters that make a word's worth in a script without spaces."""


_COUNTS = ((1, "1"), (2, "2"), (3, "3"), (5, "5"), (8, "8"), (12, "12"), (18, "18"), (10_000, "many"))


class _Echo:
    """How far the words of a line return in the body.

    Args:
        text: the text with the body.
        wanted: the words of all candidate lines.
    """

    def __init__(self, text: str, wanted: set[str]) -> None:
        body = caseless_words(text[:MAX_BODY])
        seen, places, total = Vocabulary(wanted).spoken(body, runs=not body.isascii())
        self._late = {word for word, place in zip(seen, places, strict=True) if place >= total // 2}
        self._seen = Counter(seen)

    def of(self, own: Sequence[str], copies: int) -> Iterator[str]:
        """The evidence for a line with the words `own`, of which the text itself holds `copies` copies."""
        wanted = [w for w in dict.fromkeys(own) if len(w) >= MIN_WORD] or own
        if not wanted:
            yield "no words"
            return
        again = sum(self._seen[w] > copies * own.count(w) for w in wanted) / len(wanted)
        yield "echo " + ("all" if again > 0.8 else "most" if again > 0.5 else "some" if again > 0.25 else "none")
        throughout = sum(w in self._late for w in wanted) / len(wanted)
        yield "late echo " + ("most" if throughout > 0.6 else "some" if throughout > 0.3 else "none")


def _echo_of(echo: Callable[[], _Echo], own: Sequence[str], copies: int) -> tuple[str, ...]:
    return tuple(echo().of(own, copies))


def _neighbours(texts: Sequence[str], i: int, known: KnownLines) -> Iterator[str]:
    below = texts[i + 1 : i + 4]
    if not below:
        yield "last"
        return
    yield "prose next" if is_running_text(below[0]) else "line next"
    if any(is_running_text(t) for t in below):
        yield "prose soon"
    if any(len(t) <= MAX_BYLINE and known[t].is_byline for t in below):
        yield "byline below"
    if any(len(t) <= MAX_BYLINE and known[t].has_date for t in below):
        yield "date below"
    if any(len(t) <= 40 and looks_like_name(t) for t in below[:2]):
        yield "name below"
    key = known[texts[i]].key
    if len(key) > 10 and any(key in known[t].key for t in texts[i + 1 :]):
        yield "comes again"
