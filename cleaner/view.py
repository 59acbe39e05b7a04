"""What still stands of a document; the only code that turns removals into text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, islice
from typing import TypeVar

from cleaner.model import Block, Document, Removal

T = TypeVar("T")
Span = tuple[int, int]
Reread = Callable[[str], tuple[Block, ...] | None]
_TOGETHER = 2_000  # texts that are looked at at once: what is needed on the way takes more memory than what is found


class _Facts:
    """What is known of texts by themselves, for all views of a document; the texts of blocks are numbered."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self._numbered: dict[object, list[object]] = {}
        self._others: dict[object, dict[str, object]] = {}

    def of_blocks(self, compute: Callable[[Sequence[str]], Sequence[T]], numbers: Sequence[int]) -> tuple[T, ...]:
        """The result of `compute` for the texts with these numbers; it is made for all that have one, in order."""
        known = self._numbered.setdefault(compute, [])
        if len(known) < len(self.numbers):
            known += _in_parts(compute, list(islice(self.numbers, len(known), None)))
        return tuple(map(known.__getitem__, numbers))  # type: ignore[arg-type]

    def of_texts(self, compute: Callable[[Sequence[str]], Sequence[T]], texts: Sequence[str]) -> list[T]:
        """The result of `compute` for each of `texts`, which may be those of blocks."""
        known = self._others.setdefault(compute, {})
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new and (numbered := self._numbered.get(compute)):
            known.update({t: numbered[n] for t in new if (n := self.numbers.get(t, len(numbered))) < len(numbered)})
            new = [text for text in new if text not in known]
        known.update(zip(new, _in_parts(compute, new), strict=True))
        return list(map(known.__getitem__, texts))  # type: ignore[arg-type]


def _in_parts(compute: Callable[[Sequence[str]], Sequence[T]], texts: Sequence[str]) -> list[T]:
    found: list[T] = []
    for first in range(0, len(texts), _TOGETHER):
        found += compute(texts[first : first + _TOGETHER])
    assert len(found) == len(texts), f"{compute} must give one value for each text"
    return found


class View:
    """A document less its removals, laid out as if what is gone had never been there.

    Filters see a view as they would see a fresh document: `text` is the standing text and `blocks`
    are spans of it. A chain that finds nothing to cut in a view would therefore find nothing to cut
    in that text read anew, which is what makes cleaning idempotent.
    """

    def __init__(
        self,
        document: Document,
        removals: Sequence[Removal] = (),
        facts: _Facts | None = None,
        reread: Reread | None = None,
    ) -> None:
        """Show `document` without `removals` (in order of start, no overlaps, no layout removals).

        Args:
            document: the article as read.
            removals: what is gone.
            facts: what is already known of texts of the document.
            reread: finds the blocks of the standing text by reading it anew; it gives None where they are simply
                what is left of the document's blocks.
        """
        self.reread = reread
        self.document = document
        self.removals = tuple(removals)
        self._memo: dict[object, object] = {}
        self._made: dict[object, tuple[object, ...]] = {}
        self._facts = facts or _Facts()
        self._layout = list(_layout(document.text, self.removals))
        gone = sorted([*[(r.start, r.end) for r in self.removals], *self._layout])
        self._pieces = _complement(gone, len(document.text))
        self._starts = list(accumulate([end - start for start, end in self._pieces[:-1]], initial=0))
        self.text = document.text if not gone else "".join(document.text[a:b] for a, b in self._pieces)

    @cached_property
    def layout(self) -> tuple[Removal, ...]:
        """The white space that has lost its purpose around the removals."""
        text = self.document.text
        return tuple([Removal(a, b, text[a:b], "layout", "layout", "fold") for a, b in self._layout])

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of which anything still stands, as spans of `text`."""
        if not self.removals:
            return self.document.blocks
        anew = self.reread(self.text) if self.reread else None
        return tuple([block for _, block in self._standing]) if anew is None else anew

    @cached_property
    def places(self) -> Sequence[int]:
        """The place of each block, in the order of `blocks`, among the blocks of the document.

        Not for plain text whose blocks are found anew.
        """
        if not self.removals:
            return range(len(self.document.blocks))
        return [place for place, _ in self._standing]

    @cached_property
    def gone_between(self) -> tuple[tuple[Removal, ...], ...]:
        """What was cut before each block (behind the one before it), and behind the last."""
        found: list[list[Removal]] = [[] for _ in range(len(self.blocks) + 1)]
        if self.removals:
            starts = [b.start for b in self.blocks]
            ends = [end for _, end in self._pieces]
            for removal in self.removals:
                behind = bisect_right(ends, removal.start)  # the piece behind it
                at = self._starts[behind] if behind < len(ends) else len(self.text)
                found[bisect_left(starts, at)].append(removal)
        return tuple(map(tuple, found))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """What a reader sees of each block, in the order of `blocks`."""
        text = self.text
        return tuple([text[b.start : b.end] if b.shown is None else b.shown for b in self.blocks])

    def memo(self, compute: Callable[[View], T]) -> T:
        """The result of `compute` on this view, computed once and shared by all filters."""
        if compute not in self._memo:
            self._memo[compute] = compute(self)
        return self._memo[compute]  # type: ignore[return-value]

    def each(self, compute: Callable[[Sequence[str]], Sequence[T]]) -> tuple[T, ...]:
        """The result of `compute` for the text of each block, which must not depend on the blocks around it.

        Each distinct text is computed once, for all views of the document.

        Args:
            compute: gives one value for each of several texts.
        """
        made = self._made.get(compute)
        if made is None:
            made = self._made[compute] = self._facts.of_blocks(compute, self._numbers)
        return made  # type: ignore[return-value]

    @cached_property
    def _numbers(self) -> list[int]:
        """The number of the text of each block."""
        numbers = self._facts.numbers
        return [numbers.setdefault(text, len(numbers)) for text in self.texts]

    def of_texts(self, compute: Callable[[Sequence[str]], Sequence[T]], texts: Sequence[str]) -> list[T]:
        """The result of `compute` for each of `texts`; each distinct text is computed once, for all views."""
        return self._facts.of_texts(compute, texts)

    def less(self, removals: Iterable[Removal]) -> View:
        """This view with more taken away; `removals` must not overlap those already made."""
        both = sorted((*self.removals, *removals), key=lambda r: r.start)
        return View(self.document, both, self._facts, self.reread)

    def to_document(self, start: int, end: int) -> list[Span]:
        """The spans of `Document.text` which stand at `start` to `end` of this view's text."""
        i = max(0, bisect_right(self._starts, start) - 1)
        if i < len(self._pieces):
            a, b = self._pieces[i]
            shift = a - self._starts[i]
            if a <= start + shift and end + shift <= b and start < end:  # nearly always
                return [(start + shift, end + shift)]
        spans: list[Span] = []
        while i < len(self._pieces) and self._starts[i] < end:
            a, b = self._pieces[i]
            at = self._starts[i]
            lo, hi = max(start, at), min(end, at + b - a)
            if lo < hi:
                spans.append((a + lo - at, a + hi - at))
            i += 1
        return spans

    @cached_property
    def _standing(self) -> list[tuple[int, Block]]:
        """The blocks of which anything still stands, each with its place in the document."""
        blocks, standing = self.document.blocks, list[tuple[int, Block]]()
        begin = [block.start for block in blocks]
        first = 0  # of the blocks that begin before the end of a piece, and not before the end of the one before
        for i, (a, b) in enumerate(self._pieces):
            behind = bisect_left(begin, b, first)
            whole = bisect_left(begin, a, first, behind)
            last = behind - 1 if whole < behind and blocks[behind - 1].end > b else behind
            shift = self._starts[i] - a
            standing += self._parts(range(first, whole), i)
            standing += [(n, _moved(blocks[n], shift) if shift else blocks[n]) for n in range(whole, last)]
            standing += self._parts(range(last, behind), i)
            first = behind
        return standing

    def _parts(self, places: range, piece: int) -> Iterator[tuple[int, Block]]:
        """What is left of blocks of which something may stand in this piece, but not all."""
        for place in places:
            if (rest := self._what_stands(self.document.blocks[place], piece)) is not None:
                yield place, rest

    def _what_stands(self, block: Block, first_piece: int) -> Block | None:
        """What is left of a block that was cut into, from its first to its last printing character."""
        text = self.document.text
        j, first, last = first_piece, -1, -1
        while j < len(self._pieces) and self._pieces[j][0] < block.end:
            a, b = self._pieces[j]
            lo, hi = max(a, block.start), min(b, block.end)
            piece = text[lo:hi]
            if stripped := piece.strip():
                shift = self._starts[j] - a
                lead = len(piece) - len(piece.lstrip())
                if first < 0:
                    first = lo + lead + shift
                last = lo + lead + len(stripped) + shift
            j += 1
        return Block(first, last, block.kind, block.dom) if first >= 0 else None


def _moved(block: Block, by: int) -> Block:
    # Half the time of `_replace`.
    return Block(block.start + by, block.end + by, block.kind, block.dom, block.shown, block.odds)


def _complement(gone: Sequence[Span], length: int) -> list[Span]:
    found, at = [], 0
    for start, end in gone:
        if start > at:
            found.append((at, start))
        if end > at:
            at = end
    if at < length:
        found.append((at, length))
    return found


def _layout(text: str, removals: Sequence[Removal]) -> Iterator[Span]:
    """The white space that has lost its purpose around `removals`.

    Removals with only white space between them make one hole. Of the blank runs around and inside a
    hole the one with the most line breaks stays, of blanks inside a line the first; at the start of the text none,
    at the end the last.
    """
    i, size = 0, len(text)
    while i < len(removals):
        start = left = removals[i].start
        while left and text[left - 1].isspace():
            left -= 1
        runs = [(left, start)]
        while True:
            end = right = removals[i].end
            while right < size and text[right].isspace():
                right += 1
            runs.append((end, right))
            i += 1
            if i == len(removals) or removals[i].start > right:
                break
            runs[-1] = (end, removals[i].start)
        yield from _superfluous(text, runs)


def _superfluous(text: str, runs: list[Span]) -> Iterator[Span]:
    """The blank runs of one hole, or parts of them, that must go; `runs` are all of them in order."""
    breaks = [text.count("\n", a, b) or text.count("\r", a, b) for a, b in runs]
    at_start, at_end = runs[0][0] == 0, runs[-1][1] == len(text)
    if at_end:
        keep = len(runs) - 1
    elif at_start:
        keep = -1
    else:
        ranks = [(n, start < end) for n, (start, end) in zip(breaks, runs, strict=True)]
        keep = ranks.index(max(ranks))
    for i, (start, end) in enumerate(runs):
        if start == end:
            continue
        if i == keep:
            # The next line must not take over the indent of the line that was cut.
            start = _behind_last_break(text, start, end) if i < len(runs) - 1 and breaks[i] and breaks[-1] else end
            if start < end:
                yield start, end
            continue
        if i == 0 and breaks[i] and not (at_start or at_end):
            start = _first_break(text, start, end)
        if i == len(runs) - 1 and breaks[i]:
            end = _behind_last_break(text, start, end)
        if start < end:
            yield start, end


def _first_break(text: str, start: int, end: int) -> int:
    return next(i for i in range(start, end) if text[i] in "\r\n")


def _behind_last_break(text: str, start: int, end: int) -> int:
    return max(text.rfind("\n", start, end), text.rfind("\r", start, end)) + 1
