"""Where the pages of a report stand, told by number: no name out of the corpus becomes the name of a file."""

from __future__ import annotations

from pathlib import PurePosixPath


def rule_path(number: int) -> PurePosixPath:
    """The page of the rule with that number (from 1, in order of filter and rule)."""
    return PurePosixPath("rules", f"{number:03d}.html")


def document_path(number: int) -> PurePosixPath:
    """The audit page of the document with that number (from 1, in order of the input)."""
    return PurePosixPath("documents", f"{number:07d}.html")
