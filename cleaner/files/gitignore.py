"""Patterns of .gitignore; the libraries for them take longer to import than most runs take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

_SPECIAL = "*?[\\"
_CLASS = r"\[([!^]?+)(\]?+[^\]]*)\]"
_Step = re.Pattern[str] | str | None  # a name that is spelt out is compared
_DEEP = None  # any number of steps


class _Pattern(NamedTuple):
    steps: tuple[_Step, ...]
    negated: bool
    only_folders: bool
    lone: bool  # whether it is a name without a slash


class Patterns:
    """The patterns of one file or list, which hold for one folder and what is in it."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Read `lines`, which may hold comments and blank lines; an invalid pattern matches nothing, as in git."""
        self._lines = tuple(lines)
        self._made: dict[str, list[_Pattern]] = {}

    def __reduce__(self) -> tuple[type[Patterns], tuple[tuple[str, ...]]]:
        return Patterns, (self._lines,)

    @cached_property
    def _globs(self) -> list[tuple[str, str]]:
        """The lines that are patterns, the last first, each with the character that the last step of a path must begin
        with; empty for any. Many runs ask for no verdict.
        """
        return [(_first_char(glob), glob) for line in reversed(self._lines) if (glob := _glob(line))]

    def _patterns(self, first: str) -> list[_Pattern]:
        """The patterns that could match a path whose last step begins with `first`, the last first.

        Only these are compiled.
        """
        made = self._made.get(first)
        if made is None:
            found = (_pattern(glob) for needed, glob in self._globs if needed in ("", first))
            made = self._made[first] = [p for p in found if p is not None]
        return made

    def verdict(self, path: str, *, folder: bool) -> bool | None:
        """Whether `path` (relative, with slashes) is ignored; None if no pattern matches it.

        Its parents are not checked, since a walk down the tree has checked them before.
        """
        steps = path.split("/")
        last = steps[-1:]
        for p in self._patterns(last[0][:1]):
            # A lone name can fit nothing but the last step, however deep that is.
            if (folder or not p.only_folders) and _matches(p.steps, last if p.lone else steps):
                return not p.negated
        return None

    def covers(self, path: str, *, folder: bool = False) -> bool:
        """Whether `path` is ignored, by itself or because one of the folders that it is in is."""
        steps = path.split("/")
        parents = ("/".join(steps[:i]) for i in range(1, len(steps)))
        return any(self.verdict(p, folder=True) for p in parents) or bool(self.verdict(path, folder=folder))


def _matches(pattern: Sequence[_Step], steps: Sequence[str]) -> bool:
    """Whether `steps` match `pattern`; what follows a `_DEEP` is tried deeper only if it does not match here."""
    i = j = 0
    retry: tuple[int, int] | None = None
    while j < len(steps):
        if i < len(pattern) and (wanted := pattern[i]) is _DEEP:
            i, retry = i + 1, (i + 1, j)
        elif i < len(pattern) and wanted is not None and _fits(wanted, steps[j]):
            i, j = i + 1, j + 1
        elif retry is not None:
            i, j = retry[0], retry[1] + 1
            retry = (i, j)
        else:
            return False
    return all(step is _DEEP for step in pattern[i:])


def _fits(wanted: re.Pattern[str] | str, name: str) -> bool:
    return wanted == name if isinstance(wanted, str) else wanted.match(name) is not None


def _glob(line: str) -> str:
    """The pattern that `line` holds; empty if it holds none."""
    line = line.rstrip("\r\n")
    stripped = line.rstrip(" ")
    if stripped.endswith("\\") and stripped != line:
        stripped += " "
    return "" if stripped.startswith("#") else stripped


def _first_char(glob: str) -> str:
    """What the last step of each path that `glob` matches begins with; empty if that is not spelt out."""
    last = glob.removeprefix("!").removesuffix("/").rpartition("/")[2]
    return last[:1] if last[:1] not in _SPECIAL else ""


def _pattern(glob: str) -> _Pattern | None:
    negated = glob.startswith("!")
    glob = glob[1:] if negated else glob
    only_folders = glob.endswith("/")
    glob = glob.removesuffix("/")
    if not glob:
        return None
    names = glob.removeprefix("/").split("/")
    steps: list[_Step] = [_DEEP if name == "**" else _step(name) for name in names]
    if "/" not in glob:
        steps.insert(0, _DEEP)
    if names[-1] == "**":  # what is in a folder, not the folder
        steps.insert(-1, re.compile(""))  # a step of any name
    return _Pattern(tuple(steps), negated, only_folders, len(steps) == 2 and steps[0] is _DEEP)


def _step(glob: str) -> re.Pattern[str] | str:
    """The matcher of one step.

    Each star but the last matches as little as possible without backtracking, which loses no match and keeps the time
    polynomial.
    """
    if not any(c in glob for c in "*?[\\"):
        return glob
    first, *rest = _between_stars(glob)
    if not rest:
        return re.compile(first + r"\Z", re.DOTALL)
    middle = "".join(f"(?>.*?{piece})" for piece in rest[:-1])
    return re.compile(f"{first}{middle}.*{rest[-1]}\\Z", re.DOTALL)


def _between_stars(glob: str) -> list[str]:
    """The pieces of `glob` between its stars, as regular expressions of fixed length."""
    pieces = [""]
    at = 0
    while at < len(glob):
        c = glob[at]
        if c == "*":
            pieces.append("")
            at += 1
        elif c == "[":
            m = re.compile(_CLASS).match(glob, at)
            pieces[-1] += _class(m) if m else "(?!)"  # git matches nothing with a class that is not closed
            at = m.end() if m else at + 1
        elif c == "\\":
            pieces[-1] += re.escape(glob[at + 1]) if at + 1 < len(glob) else "(?!)"
            at += 2
        else:
            pieces[-1] += "." if c == "?" else re.escape(c)
            at += 1
    return pieces


def _class(m: re.Match[str]) -> str:
    # Of a range that runs backwards git takes the first character.
    body = re.sub(r"(.)-(.)", lambda r: r[0] if r[1] <= r[2] else r[1], m[2], flags=re.DOTALL)
    escaped = re.sub(r"([\\\[\]^&~|])", r"\\\1", body)
    return f"[{'^' if m[1] else ''}{escaped}]"
