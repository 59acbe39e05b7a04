"""Which settings may run code: a settings file among scraped data may have been scraped itself."""

from __future__ import annotations

import os
from pathlib import Path

_REPOSITORIES = (".git", ".hg", ".jj", ".svn")


def may_run_code(path: Path) -> bool:
    """Whether the settings `path`, found and not named by the user, may have code imported.

    Only a pyproject.toml at the root of the user's own project may: it is beside the repository, inside no other
    project, and it and its folder belong to the user and are writable by nobody else.
    """
    folder = path.parent
    if path.name != "pyproject.toml" or path.is_symlink() or not _holds(folder, _REPOSITORIES):
        return False
    if any(_holds(above, (*_REPOSITORIES, "pyproject.toml")) for above in folder.parents):
        return False
    return _is_ours(path) and _is_ours(folder)


def _holds(folder: Path, names: tuple[str, ...]) -> bool:
    return any(os.path.lexists(folder / name) for name in names)


def _is_ours(path: Path) -> bool:
    if not hasattr(os, "geteuid"):  # Windows
        return True
    status = path.stat()
    return status.st_uid == os.geteuid() and not status.st_mode & 0o002
