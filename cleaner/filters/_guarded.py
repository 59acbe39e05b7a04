"""Filters under a guard, for the preset that must be right in any text: prose, a licence, a page of a manual."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, Protocol

from cleaner.filters._base import BuiltIn, certain_kinds
from cleaner.filters._flags import flags_of
from cleaner.filters._idle import FOREIGN, has_marks
from cleaner.filters._informed import informed
from cleaner.lines.prose import block_prose
from cleaner.model import Cut, Flag
from cleaner.view import View

if TYPE_CHECKING:
    from cleaner.lines.markdown import Structure  # imported where something is to be cut

_PARAGRAPHS = 2  # of prose, from which on a text can be an article
_PROSE = 0.5  # share of its characters


class _Inner(Protocol):
    @property
    def name(self) -> str: ...

    def __call__(self, view: View) -> Iterable[Cut]: ...


class _Item(NamedTuple):
    """An item of a list, the `nth` of the text, which has `of` items."""

    start: int
    end: int
    nth: int
    of: int


class Guarded(NamedTuple):
    """A filter that spares the structure of Markdown and parts of lists; it may be limited to clearly scraped texts.

    Args:
        inner: the filter itself.
        scraped_only: cut only where other residue shows that the text is a scraped article.
    """

    inner: _Inner
    scraped_only: bool = False

    @property
    def name(self) -> str:
        """The name of the filter itself."""
        return self.inner.name

    @property
    def marks(self) -> frozenset[str] | None:
        """Those of the filter itself."""
        marks: frozenset[str] | None = getattr(self.inner, "marks", None)
        return marks

    def with_sites(self, sites: object) -> Guarded:
        """This guard with what sites repeat as evidence for its filter, if that takes any."""
        return self._replace(inner=informed(self.inner, sites))

    def __call__(self, view: View) -> Iterator[Cut]:
        """The cuts of the filter that the guard lets through."""
        if view.document.kind != "text":
            yield from self.inner(view)
            return
        if self.scraped_only and not view.memo(is_scraped_article):
            return
        cuts = list(self.inner(view))
        if not cuts:  # nearly always
            return
        lines = view.memo(_structure)
        starts = [line.start for line in lines]
        outside = []
        for cut in cuts:
            before = lines[bisect_right(starts, cut.end - 1) - 1] if lines else None
            if before is None or not (before.start < cut.end and cut.start < before.end):
                outside.append(cut)
        yield from _without_parts_of_lists(view, outside)

    def is_idle(self, view: View) -> bool:
        """Whether the filter surely neither cuts anything from `view` nor flags it, told faster than by calling it."""
        known = self.scraped_only or (isinstance(self.inner, BuiltIn) and self.inner.name in FOREIGN)
        return known and view.document.kind == "text" and not view.memo(has_marks)

    def flags(self, view: View, threshold: float) -> Iterable[Flag]:
        """The flags of the filter itself; where it is not asked its doubts say nothing."""
        if not self.scraped_only or view.document.kind != "text" or view.memo(is_scraped_article):
            return flags_of(self.inner, view, threshold)
        sure = getattr(self.inner, "sure_flags", None)
        return () if sure is None else sure(view)


def is_scraped_article(view: View) -> bool:
    """Whether `view` is clearly a scraped article: it has paragraphs, and residue that only web pages have.

    Residue that is already cut counts too. One kind is enough if most of the text is prose; a whole page has less
    prose but several kinds.
    """
    prose = [b.end - b.start for b, is_prose in zip(view.blocks, block_prose(view), strict=True) if is_prose]
    if len(prose) < _PARAGRAPHS:
        return False
    kinds = len(FOREIGN & certain_kinds(view))
    return kinds > 1 or (kinds == 1 and sum(prose) >= _PROSE * sum(b.end - b.start for b in view.blocks))


def _without_parts_of_lists(view: View, cuts: list[Cut]) -> Iterator[Cut]:
    """`cuts` without those that take some items of a list and leave others: a list stands or falls as a whole."""
    items = view.memo(_items) if cuts else ()
    starts = [item.start for item in items]
    touched = []
    for cut in cuts:
        first = max(0, bisect_right(starts, cut.start) - 1)
        touched.append([i for i in items[first : bisect_right(starts, cut.end - 1)] if cut.start < i.end])
    gone = Counter(item.nth for item in {item for each in touched for item in each})
    for cut, each in zip(cuts, touched, strict=True):
        if all(gone[item.nth] == item.of for item in each):
            yield cut


def _items(view: View) -> tuple[_Item, ...]:
    from cleaner.lines.markdown import lists

    return tuple(
        _Item(start, end, nth, len(items)) for nth, items in enumerate(lists(view.text)) for start, end in items
    )


def _structure(view: View) -> tuple[Structure, ...]:
    from cleaner.lines.markdown import structure

    return structure(view.text)
