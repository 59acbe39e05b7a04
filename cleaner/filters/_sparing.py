"""Filters that keep parts besides the body on request: the standfirst, the captions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from cleaner.filters._flags import flags_of
from cleaner.lines.captions import block_captions
from cleaner.lines.opening import opening
from cleaner.model import Cut, Flag
from cleaner.view import Span, View


class _Inner(Protocol):
    @property
    def name(self) -> str: ...

    def __call__(self, view: View) -> Iterable[Cut]: ...


class Sparing(NamedTuple):
    """A filter without its cuts of parts of a plain text that stay; on a page the region filter keeps them.

    Args:
        inner: the filter itself.
        parts: ``captions`` and ``standfirst``.
    """

    inner: _Inner
    parts: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of the filter itself."""
        return self.inner.name

    def __call__(self, view: View) -> Iterator[Cut]:
        """The cuts of the filter outside those parts."""
        spared = [s for part in self.parts for s in view.memo(_SPARED[part])] if view.document.kind == "text" else []
        for cut in self.inner(view):
            if not any(a < end and start < b for a, b in spared for start, end in view.to_document(cut.start, cut.end)):
                yield cut

    def flags(self, view: View, threshold: float) -> Iterable[Flag]:
        """The flags of the filter itself."""
        return flags_of(self.inner, view, threshold)


# Parts are searched in the whole text, since without headline and byline a standfirst is a paragraph like others.
def _standfirst(view: View) -> tuple[Span, ...]:
    whole = View(view.document)
    at = opening(whole).standfirst
    return () if at is None else ((whole.blocks[at].start, whole.blocks[at].end),)


def _captions(view: View) -> tuple[Span, ...]:
    whole = View(view.document)
    return tuple([(b.start, b.end) for b, c in zip(whole.blocks, block_captions(whole), strict=True) if c is not None])


_TAKERS = {"captions": "captions", "standfirst": "standfirsts"}  # the filters that cut them from plain text
_SPARED = {"standfirst": _standfirst, "captions": _captions}


def sparing(filters: tuple[_Inner, ...], include: tuple[str, ...]) -> tuple[_Inner, ...]:
    """`filters` that spare those parts of `include` that plain text has."""
    parts = tuple(part for part in include if part in _TAKERS)
    if not parts:
        return filters
    stay = [f for f in filters if f.name not in [_TAKERS[part] for part in parts]]
    return tuple(f if f.name == "region" else Sparing(f, parts) for f in stay)
