"""What a cleaning gives back: the text, the metadata, and the account of what was done.

Laws: `removals` applied to `document.text` give `text`; undone they give it back; undoing the repairs
gives `document.original`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from cleaner._io.show import shortened
from cleaner.budget import Budget, OutOfTimeError
from cleaner.chain import NOT_CLEANED
from cleaner.collector import Paused
from cleaner.errors import Needed, UnknownNameError
from cleaner.metadata.fields import Metadata
from cleaner.model import NO_ARTICLE, Claim, Document, Edit, Flag, Removal
from cleaner.splice import undo_removals, undo_repairs
from cleaner.values import Value
from cleaner.view import View

if TYPE_CHECKING:
    from cleaner.rich.paragraphs import Layout

METADATA_OUT_OF_TIME = "metadata-out-of-time"
_TOO_LONG = "not all sources of metadata were looked at: they took too long; raise limits.seconds"
_SURROGATE = "[\ud800-\udfff]"
_WHOLE = frozenset({NO_ARTICLE, *NOT_CLEANED})  # codes of the flags of what came back whole


class Result(Value):
    """A cleaned article.

    Args:
        text: the clean body.
        metadata: what is known about the article, each field with its source; None to work it out on first use.
        removals: what was taken away, in order, as spans of `document.text`.
        document: the article as read; it holds the repairs.
        flags: what the user should know; empty for an ordinary article.
        candidates: cuts that were proposed but not certain enough, as spans of `document.text`; they may overlap.
        claims: metadata read off what was cut.
        view: the final view, if it is at hand.
        seconds: CPU seconds that working out the metadata may take; 0 for as many as it takes.
    """

    text: str
    removals: tuple[Removal, ...]
    document: Document
    flags: tuple[Flag, ...]
    candidates: tuple[Removal, ...]
    claims: tuple[Claim, ...]

    _brief: ClassVar[bool] = True

    def __init__(
        self,
        text: str,
        metadata: Metadata | None,
        removals: tuple[Removal, ...],
        document: Document,
        flags: tuple[Flag, ...] = (),
        candidates: tuple[Removal, ...] = (),
        claims: tuple[Claim, ...] = (),
        *,
        view: View | None = None,
        seconds: float = 0.0,
    ) -> None:
        super().__init__(text, removals, document, flags, candidates, claims)
        if metadata is not None:
            self.__dict__["metadata"] = metadata
        elif view is not None:
            self.__dict__["_seconds"] = seconds
            self.__dict__["_view"] = view  # it has many facts cached; made anew where it is missing

    @cached_property
    def metadata(self) -> Metadata:
        """What is known about the article; worked out on first use.

        Where the document's time (`limits.seconds`) does not do, it holds what had been found, and a flag says so.
        """
        with Needed(), Paused():
            return self._find_metadata()

    def _find_metadata(self) -> Metadata:
        from cleaner.metadata.choose import pick
        from cleaner.metadata.text import from_text

        budget, markup = Budget(self.__dict__.get("_seconds", 0.0)), self.document.markup
        view = self.__dict__.pop("_view", None)
        if view is None:
            view = View(self.document, _cuts(self.removals), reread=self.__dict__.get("_reread"))
        declared: tuple[Claim, ...] = ()
        read: tuple[Claim, ...] = ()
        try:
            if markup is not None:
                from cleaner.metadata.html import page_claims
                from cleaner.metadata.placed import of_the_article

                declared = of_the_article(page_claims(markup, budget), self.document, view)
            read = from_text(self.document, view, budget)
        except OutOfTimeError:  # the one thing that is learned of a result after it was made
            self.__dict__["flags"] = (*self.flags, Flag(METADATA_OUT_OF_TIME, _TOO_LONG))
        if markup is not None:
            markup.forget()  # it is big and no longer needed
        return pick((*self.document.known, *declared, *self.claims, *read))

    def __getstate__(self) -> dict[str, object]:
        state = dict(vars(self))
        view = state.pop("_view", None)
        return state if view is None else {**state, "_reread": view.reread}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Result) and super().__eq__(other) and self.metadata == other.metadata

    __hash__ = Value.__hash__

    @property
    def repairs(self) -> tuple[Edit, ...]:
        """The characters that were put right, as spans of `document.original`."""
        return self.document.repairs

    def undo(self) -> str:
        """The original, character for character, rebuilt from `text`, the removals and the repairs.

        For HTML it is the page as given: a page's markup is kept, not rebuilt.
        """
        if self.document.kind == "html":
            return self.document.original
        return undo_repairs(undo_removals(self.text, self.removals), self.repairs)

    def diff(self) -> str:
        """A unified diff, line by line, from `document.text` to `text`; empty if nothing was cut."""
        from difflib import unified_diff

        before, after = (t.split("\n") for t in (self.document.text, self.text))
        return "\n".join(unified_diff(before, after, "scraped", "cleaned", lineterm=""))

    def to_text(self, *, layout: Layout = "input") -> str:
        """The clean text in a layout.

        Args:
            layout: ``input`` for `text` as it is, in the lines of the input; ``paragraphs`` for a paragraph, heading,
                item or label a line, also from text that was wrapped or came on one line. What came back whole because
                it cost too much or is no article (`flags`) keeps its lines.

        Raises:
            UnknownNameError: no such layout.
        """
        from cleaner.rich.paragraphs import LAYOUTS, paragraphs

        if layout not in LAYOUTS:
            raise UnknownNameError("layout", layout, LAYOUTS)
        as_it_is = layout == "input" or any(flag.code in _WHOLE for flag in self.flags)
        return self.text if as_it_is else paragraphs(self.document, self.removals)

    def to_markdown(self, *, title: bool = False, images: bool = False) -> str:
        """The clean text as Markdown, with the structure, links and emphasis of the page; plain text stays as it is.

        Args:
            title: write the title above it as its first heading.
            images: put the images of the text where they stood.
        """
        from cleaner.rich.markdown import markdown

        head = self.metadata.title if title else None
        if self.document.kind == "text":
            return f"# {head}\n\n{self.text}" if head else self.text
        return markdown(self.document, self.removals, head, with_images=images)

    def to_html(self, *, title: bool = False) -> str:
        """The clean text as HTML: paragraphs, headings, lists, quotes, tables, code, links and emphasis, nothing else.

        Args:
            title: write the title above it as its first heading.
        """
        from cleaner.rich.html import html

        return html(self.document, self.removals, self.metadata.title if title else None)

    def explain(self) -> str:
        """What was taken away and put right, in order, a line each: the line of the input, filter, rule and text.

        For a page the line is approximate. Flags come first. The audit page and the terminal view show everything
        in place: `cleaner.report.audit.audit_page`, `cleaner.report.terminal.terminal_view`.
        """
        from cleaner.account import account

        changes = [f"{line}: {what}" for line, what in account(self.document, self.removals)]
        return "\n".join([*(f"flag/{flag}" for flag in self.flags), *changes])

    def __repr__(self) -> str:
        cuts = sum(r.kind != "layout" for r in self.removals)
        flags = "".join(f", {flag.code}" for flag in self.flags)
        kept = f"{len(self.text)} of {len(self.document.text)} characters"
        return f"<Result {shortened(self.text, 40)!r}: {kept}, {cuts} cut, {len(self.repairs)} repaired{flags}>"

    def _repr_html_(self) -> str:
        from cleaner.rich.html import notebook

        return notebook(self.document, self.removals, self.flags, self.metadata.title)

    def to_dict(self, *, account: bool = True, layout: Layout = "input") -> dict[str, object]:
        """The result as plain values, ready for JSON.

        Args:
            account: whether the removals and repairs are in it.
            layout: of the text, see `to_text`. They are spans of the lines of the input, and are left out in another.
        """
        values: dict[str, object] = {
            "text": self.to_text(layout=layout),
            "metadata": self.metadata.to_dict(),
            "sources": dict(self.metadata.sources),
        }
        if account and layout == "input":
            values["removals"] = [_plain_fields(r) for r in self.removals]
            values["repairs"] = [_plain_fields(e) for e in self.repairs]
        values["flags"] = [_plain_fields(f) for f in self.flags]
        return values

    def to_json(self, *, indent: int | None = None, layout: Layout = "input") -> str:
        """`to_dict` as JSON text. Lone surrogates are escaped, so that it can always be encoded."""
        import json

        values = self.to_dict(layout=layout)
        text = json.dumps(values, ensure_ascii=False, indent=indent)
        if re.search(_SURROGATE, text):
            text = json.dumps(values, indent=indent)
        return text


def _plain_fields(value: Removal | Edit | Flag) -> dict[str, object]:
    return {k: list(v) if isinstance(v, tuple) else v for k, v in value._asdict().items()}


def _cuts(removals: Sequence[Removal]) -> list[Removal]:
    return [r for r in removals if r.kind != "layout"]
