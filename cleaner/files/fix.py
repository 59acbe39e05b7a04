"""Writes the fixes of a file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cleaner.files.examine import Examined, Finding

if TYPE_CHECKING:
    from cleaner.files.journal import Journal


class FileResult(NamedTuple):
    """The result of fixing one file.

    Args:
        examined: the findings.
        written: the file that was written: itself, or the text beside a page; None if nothing was.
        error: why nothing could be written, or why it could not be examined.
        settled: whether nothing is left to do, because it was done just now or before.
    """

    examined: Examined
    written: str | None = None
    error: str | None = None
    settled: bool = False

    @property
    def left(self) -> tuple[Finding, ...]:
        """The findings that are still there."""
        return () if self.settled else self.examined.findings


def carry_out(examined: Examined, *, journal: Journal | None = None, break_hard_links: bool = False) -> FileResult:
    """Write the new content of a file, if there is any.

    Args:
        examined: the findings and the new content.
        journal: where to record the change first, so that it can be undone.
        break_hard_links: whether files with several names may be rewritten.
    """
    from cleaner.files.rewrite import RewriteError, rewrite

    error = examined.error
    before, after = examined.before, examined.after
    try:
        if examined.page is not None:
            return _beside(examined, examined.page, journal)
        if before is not None and after is not None:
            ready = None if journal is None else lambda target: journal.record(target, before, after)
            rewrite(Path(examined.path), before, after, break_hard_links=break_hard_links, ready=ready)
            return FileResult(examined, examined.path, settled=True)
    except RewriteError as problem:
        error = str(problem)
    return FileResult(examined, error=error)


def _beside(examined: Examined, text: bytes, journal: Journal | None) -> FileResult:
    """Write the text of a page beside it."""
    from cleaner.files.rewrite import create

    path = Path(examined.path).with_suffix(".txt")
    if journal is not None and not path.exists():
        journal.record(Path(os.path.realpath(path.parent), path.name), None, text)
    return FileResult(examined, str(path) if create(path, text) else None, settled=True)


def sweep_folders(paths: Iterable[str]) -> list[Path]:
    """Delete temporary files that killed runs left in the folders of `paths`; return them."""
    from cleaner._io.atomic import sweep

    folders = sorted({os.path.dirname(os.path.realpath(path)) for path in paths})  # noqa: PTH120
    return [stray for folder in folders for stray in sweep(Path(folder))]
