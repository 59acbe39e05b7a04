"""What a view shows of what filters look for: those that find nothing there need not be called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from cleaner.filters._base import Mark, hits_by_filter
from cleaner.filters._patterns import patterns_by_filter
from cleaner.filters.menus import may_be_breadcrumbs
from cleaner.lines.captions import block_credits
from cleaner.lines.stamps import block_stamps
from cleaner.model import IMAGE
from cleaner.view import View


class _Named(Protocol):
    @property
    def name(self) -> str: ...


_Filter = TypeVar("_Filter", bound=_Named)


def acting(view: View, filters: Iterable[_Filter]) -> Iterator[_Filter]:
    """Those of `filters` that may find something in `view`, by their ``marks``, see `cleaner.chain.Filter`."""
    for made in filters:
        marks = getattr(made, "marks", None)
        if marks is None or made.name in (shown := view.memo(_shown)) or not shown.isdisjoint(marks):
            yield made


def _shown(view: View) -> frozenset[str]:
    """The filters whose phrases and patterns `view` holds, by name, and the other marks."""
    marks: dict[Mark, bool] = {
        "credit": any(block_credits(view)),
        "image": IMAGE in {block.dom.tag for block in view.blocks if block.dom is not None},
        "path": any(view.each(may_be_breadcrumbs)),
        "stamp": any(block_stamps(view)),
    }
    shown = [mark for mark, is_there in marks.items() if is_there]
    return frozenset((*view.memo(hits_by_filter), *view.memo(patterns_by_filter), *shown))
