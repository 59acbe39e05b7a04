"""Many articles cleaned, one after the other or by several processes, always given in their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cleaner._io.each import Call, for_each
from cleaner._io.show import encodable
from cleaner.errors import InputError
from cleaner.files.sources import Source, read_source
from cleaner.output import Layout, render
from cleaner.pipeline import Pipeline
from cleaner.read import KindChoice
from cleaner.result import Result

if TYPE_CHECKING:
    from cleaner._io.pool import Failure

_WORTH_A_POOL = 100  # articles; below, starting processes takes longer than the work
_CHUNK = 4  # articles that a worker takes at a time


class Cleaned(NamedTuple):
    """What became of an article.

    Args:
        text: as it is to be written; None if it could not be cleaned.
        remarks: what the user should know, a line each.
        error: why it could not be cleaned.
    """

    text: str | None
    remarks: tuple[str, ...] = ()
    error: str | None = None


class Cleaner(NamedTuple):
    """How articles are cleaned and written; it pickles, so that workers can.

    Args:
        pipeline: what is cut.
        form: the output format.
        metadata: whether the metadata stands before a text.
        title: whether the title stands above it, in Markdown and HTML.
        images: whether the images stand in Markdown.
        layout: of a text.
        kind: what the articles are.
        url: where they came from.
        explain: whether to remark on each removal and repair.
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

    def clean(self, source: Source) -> Cleaned:
        """Clean `source`; what goes wrong is told in the answer."""
        try:
            data, kind = read_source(source), kind_of(source, self.kind)
            result = self.pipeline.clean(data, url=self.url, kind=kind, metadata=self._wants_metadata())
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
        return Cleaned(encodable(text), tuple(remarks(result, source.name, self.explain)))

    def _wants_metadata(self) -> bool:
        return self.metadata or self.form != "text"


def _refuse_binaries(result: Result, name: str) -> None:
    for flag in result.flags:
        if flag.code == "binary-input":
            raise InputError(f"{name}: {flag.message}")


def kind_of(source: Source, kind: KindChoice) -> KindChoice:
    """What `source` is, if its name tells more than `kind`."""
    return "html" if kind == "auto" and source.name.lower().endswith((".html", ".htm", ".xhtml")) else kind


def clean_all(cleaner: Cleaner, sources: Sequence[Source], jobs: int = 0) -> Iterator[Cleaned]:
    """Clean `sources`, in order.

    Args:
        cleaner: how.
        sources: what.
        jobs: how many processes; 0 for one each processor if there is enough to do.

    An article that makes its process die is tried once more by itself, and then told of as an error.
    """
    if any(s.name == "-" for s in sources):  # workers have no standard input
        jobs = 1
    return for_each(Call(cleaner.clean, _failed, _size), sources, jobs, worth=_WORTH_A_POOL, chunk=_CHUNK)


def _failed(source: Source, failure: Failure) -> Cleaned:
    return Cleaned(None, error=f"{source.name}: made its process die: {failure.message}")


def _size(cleaned: Cleaned) -> int:
    return len(cleaned.text or "")


def remarks(result: Result, name: str, explain: bool) -> Iterator[str]:
    """What the user should hear: always the flags; with `explain` the removals and repairs, by their place."""
    for flag in result.flags:
        yield f"cleaner: {name}: {flag}"
    if explain:
        from cleaner.account import account

        for line, what in account(result.document, result.removals):
            yield f"{name}:{line}: {what}"
