"""Cleans many articles, in one process or several, always in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cleaner._io.each import Call, for_each
from cleaner._io.show import encodable
from cleaner.errors import InputError
from cleaner.files.documents import AS_DOCUMENT, pipeline_for
from cleaner.files.sources import Source, read_source
from cleaner.output import render
from cleaner.pipeline import Pipeline
from cleaner.read import KindChoice
from cleaner.result import Result

if TYPE_CHECKING:
    from cleaner._io.pool import Failure
    from cleaner.rich.paragraphs import Layout

_WORTH_A_POOL = 100  # articles; for fewer, starting processes takes longer than the work
_CHUNK = 4  # articles that a worker takes at a time


class Cleaned(NamedTuple):
    """The result for one article.

    Args:
        text: the output; None if it could not be cleaned.
        remarks: what the user should know, a line each.
        error: why it could not be cleaned.
    """

    text: str | None
    remarks: tuple[str, ...] = ()
    error: str | None = None


class Cleaner(NamedTuple):
    """How articles are cleaned and written; it can be pickled for workers.

    Args:
        pipeline: what is cut.
        form: the output format.
        metadata: whether to put the metadata before a text.
        title: whether to put the title above the text, in Markdown and HTML.
        images: whether to keep images in Markdown.
        layout: the layout of plain text.
        kind: the kind of the articles.
        url: where they came from.
        explain: whether to list each removal and repair in the remarks.
        documents: what is cut of Markdown that is no scraped article, see `cleaner.files.documents`; None for the same.
    """

    pipeline: Pipeline
    form: str = "text"
    metadata: bool = False
    title: bool = False
    images: bool = False
    layout: Layout = "input"
    kind: KindChoice = "auto"
    url: str | None = None
    explain: bool = False
    documents: Pipeline | None = None

    def clean(self, source: Source) -> Cleaned:
        """Clean `source`; errors are reported in the result."""
        try:
            data, kind = read_source(source), kind_of(source, self.kind)
            pipeline = pipeline_for(source.name, data, kind, articles=self.pipeline, documents=self.documents)
            result = pipeline.clean(data, url=self.url, kind=kind, metadata=self._wants_metadata())
            _refuse_binaries(result, source.name)
            text = render(
                result,
                self.form,
                metadata=self.metadata,
                title=self.title,
                images=self.images,
                layout=self.layout,
            )
        except InputError as error:
            return Cleaned(None, error=str(error))
        noted = () if pipeline is self.pipeline else (f"cleaner: {source.name}: {AS_DOCUMENT}",)
        return Cleaned(encodable(text), (*noted, *remarks(result, source.name, self.explain)))

    def _wants_metadata(self) -> bool:
        return self.metadata or self.form != "text"


def _refuse_binaries(result: Result, name: str) -> None:
    for flag in result.flags:
        if flag.code == "binary-input":
            raise InputError(f"{name}: {flag.message}")


def kind_of(source: Source, kind: KindChoice) -> KindChoice:
    """The kind of `source`: by its name if `kind` leaves it open."""
    return "html" if kind == "auto" and source.name.lower().endswith((".html", ".htm", ".xhtml")) else kind


def clean_all(cleaner: Cleaner, sources: Sequence[Source], jobs: int = 0) -> Iterator[Cleaned]:
    """Clean `sources`, in order.

    Args:
        cleaner: how to clean them.
        sources: the articles.
        jobs: number of processes; 0 for one per processor if there is enough to do.

    An article that kills its process is tried once more by itself, and then reported as an error.
    """
    if any(s.name == "-" for s in sources):  # workers have no standard input
        jobs = 1
    return for_each(Call(cleaner.clean, _failed, _size), sources, jobs, worth=_WORTH_A_POOL, chunk=_CHUNK)


def _failed(source: Source, failure: Failure) -> Cleaned:
    return Cleaned(None, error=f"{source.name}: made its process die: {failure.message}")


def _size(cleaned: Cleaned) -> int:
    return len(cleaned.text or "")


def remarks(result: Result, name: str, explain: bool) -> Iterator[str]:
    """Remarks for the user: the flags, and with `explain` the removals and repairs by their place."""
    for flag in result.flags:
        yield f"cleaner: {name}: {flag}"
    if explain:
        from cleaner.account import account

        for line, what in account(result.document, result.removals):
            yield f"{name}:{line}: {what}"
