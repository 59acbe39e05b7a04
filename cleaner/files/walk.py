"""Finds the files to check: those that are named, and those in folders that are not excluded."""

# Names are shown as the user gave them, and thousands of Path objects cost more than the files.
# ruff: noqa: PTH100, PTH110, PTH112, PTH113, PTH118, PTH119, PTH120, PTH122

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cleaner._io.missing import missing
from cleaner._io.regular import SMALL, read_regular
from cleaner.errors import InputError

if TYPE_CHECKING:
    from cleaner.files.gitignore import Patterns

# Folders that never hold articles.
TOOL_FOLDERS = frozenset({
    ".git", ".hg", ".svn", ".bzr", ".venv", ".tox", ".nox", ".eggs", ".cache", ".direnv", ".idea", ".vscode",
    ".mypy_cache", ".pytest_cache", ".ruff_cache", "__pycache__", "__pypackages__", "node_modules", "site-packages",
})  # fmt: skip


class Exclusion(NamedTuple):
    """Patterns of .gitignore and the folder that they are relative to; an empty folder for names in any."""

    base: str
    patterns: Patterns

    def covers(self, path: str, *, folder: bool = False) -> bool:
        """Whether `path` is excluded, by itself or because one of the folders that it is in is."""
        relative = self._inside(path)
        return relative is not None and self.patterns.covers(relative, folder=folder)

    def verdict(self, path: str, *, folder: bool) -> bool | None:
        """Whether `path` itself is excluded; None if no pattern matches it."""
        relative = self._inside(path)
        return None if relative is None else self.patterns.verdict(relative, folder=folder)

    def _inside(self, path: str) -> str | None:
        return _relative(path, self.base) if self.base else os.path.basename(path)


def left_out(excluded: Sequence[Exclusion], path: str, *, folder: bool = False) -> bool:
    """Whether `path`, or a folder that it is in, is excluded; the last exclusion that matches it decides."""
    for exclusion in reversed(excluded):
        if exclusion.covers(path, folder=folder):
            return True
        if exclusion.verdict(path, folder=folder) is False:
            return False
    return False


class Walk(NamedTuple):
    """How files are looked for.

    Args:
        suffixes: the suffixes (lower case, with the dot) that files in folders must have.
        excluded: exclusions; the last that matches a file decides.
        gitignore: whether .gitignore files are respected in folders.
        force_exclude: whether `excluded` also applies to files given by name.
        on_other: called with each file in a folder that is skipped for its suffix, and with each excluded file that
            was given by name.
    """

    suffixes: frozenset[str]
    excluded: tuple[Exclusion, ...] = ()
    gitignore: bool = True
    force_exclude: bool = False
    on_other: Callable[[str], None] | None = None

    def files(self, names: Iterable[str]) -> Iterator[str]:
        """The files among and under `names`, each once, folders in the order of their names.

        Raises:
            InputError: there is no such file or folder.
        """
        seen: set[str] = set()
        for name in names:
            for path in self._under(name):
                real = os.path.realpath(path)
                if real not in seen:
                    seen.add(real)
                    yield path

    def _under(self, name: str) -> Iterator[str]:
        folder = os.path.isdir(name)
        if not folder and not os.path.lexists(name):
            raise missing(name)
        if self.force_exclude and left_out(self.excluded, name, folder=folder):
            self._pass_over(name)
            return
        if folder:
            yield from self._walk(name, tuple(self._inherited(name)))
        else:
            yield name

    def _walk(self, folder: str, ignores: tuple[Exclusion, ...]) -> Iterator[str]:
        """The files under `folder`, however deep."""
        open_folders = [self._listed(folder, ignores)]
        while open_folders:
            found = next(open_folders[-1], None)
            if found is None:
                open_folders.pop()
            elif found[1] is None:
                yield found[0]
            else:
                open_folders.append(self._listed(found[0], found[1]))

    def _listed(
        self, folder: str, ignores: tuple[Exclusion, ...]
    ) -> Iterator[tuple[str, tuple[Exclusion, ...] | None]]:
        """The entries of `folder`: files with None, folders with their ignore files."""
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda e: e.name)
        except OSError as error:
            raise InputError(f"{folder}: cannot be listed ({error.strerror or error})") from None
        if self.gitignore and any(e.name == ".gitignore" for e in entries):
            ignores = (*ignores, _load(folder, ".gitignore"))
        for entry in entries:
            # Links are not followed; their targets are visited where they are.
            is_folder = entry.is_dir(follow_symlinks=False)
            if is_folder and entry.name in TOOL_FOLDERS:
                continue
            path = entry.name if folder == "." else os.path.join(folder, entry.name)
            if not is_folder and not (self._has_suffix(entry.name) and entry.is_file(follow_symlinks=False)):
                if self.on_other is not None and not self._left_out(path, ignores, folder=False):
                    self._pass_over(path)
                continue
            if self._left_out(path, ignores, folder=is_folder):
                continue
            yield path, ignores if is_folder else None

    def _pass_over(self, path: str) -> None:
        if self.on_other is not None:
            self.on_other(path)

    def _has_suffix(self, name: str) -> bool:
        return os.path.splitext(name)[1].lower() in self.suffixes

    def _left_out(self, path: str, ignores: Sequence[Exclusion], *, folder: bool) -> bool:
        # The last exclusion of each kind and the nearest ignore file decide.
        return any(_last_verdict(list_, path, folder=folder) for list_ in (self.excluded, ignores))

    def _inherited(self, name: str) -> Iterator[Exclusion]:
        """The ignore files of the repository that hold for the folder `name`, the outermost first."""
        if not self.gitignore:
            return
        folder = Path(os.path.abspath(name))
        root = next((p for p in (folder, *folder.parents) if os.path.exists(p / ".git")), None)
        if root is None:
            return
        if os.path.isfile(root / ".git/info/exclude"):
            yield _load(str(root), ".git/info/exclude")
        for parent in reversed(folder.parents):
            if parent.is_relative_to(root) and os.path.isfile(parent / ".gitignore"):
                yield _load(str(parent), ".gitignore")


def _last_verdict(exclusions: Sequence[Exclusion], path: str, *, folder: bool) -> bool | None:
    verdicts = (e.verdict(path, folder=folder) for e in reversed(exclusions))
    return next((v for v in verdicts if v is not None), None)


def project_files() -> Exclusion:
    """Files about a project, in any folder: licences, change logs, requirements."""
    from cleaner.files.gitignore import Patterns

    names = Path(__file__).parents[1] / "data" / "files" / "project.gitignore"
    return Exclusion("", Patterns(names.read_text("utf-8").splitlines()))


def common_folder(names: Iterable[str]) -> Path:
    """The folder, links resolved, that all files among and under `names` really lie in."""
    real = [os.path.realpath(name) for name in names]
    folders = [path if os.path.isdir(path) else os.path.dirname(path) for path in real]
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:  # several drives of Windows
        return Path(Path(folders[0]).anchor)


def exclusion(base: Path, lines: Sequence[str]) -> Exclusion:
    """`lines` as patterns that are relative to the folder `base`."""
    from cleaner.files.gitignore import Patterns  # most runs over one file need no patterns

    return Exclusion(os.path.abspath(base), Patterns(lines))


def _load(folder: str, name: str) -> Exclusion:
    try:
        text = read_regular(Path(folder, name), limit=SMALL).decode("utf-8", "surrogateescape")
    except OSError as error:
        why = error.strerror or error
        raise InputError(f"{folder}/{name}: cannot be read ({why}); --no-gitignore does without") from None
    return exclusion(Path(folder), text.removeprefix("\ufeff").split("\n"))


def _relative(path: str, base: str) -> str | None:
    """`path` as seen from `base`, with slashes; None if it does not lie in there."""
    full = os.path.abspath(path)
    inside = base if base.endswith(os.sep) else base + os.sep
    return full[len(inside) :].replace(os.sep, "/") if full.startswith(inside) else None
