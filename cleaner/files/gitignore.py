"""Patterns as .gitignore has them, without a library: they are read at every start."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_CLASS = re.compile(r"\[([!^]?)(\]?[^\]/]*)\]")


class _Pattern(NamedTuple):
    matches: re.Pattern[str]
    negated: bool
    only_folders: bool


class Patterns:
    """The patterns of one file or list, which hold for one folder and what is in it.

    Args:
        lines: the patterns, one each; comments and blank lines among them.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        """Compile `lines`; one that is no pattern matches nothing, as in git."""
        self._patterns = [p for line in lines if (p := _pattern(line)) is not None]

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def verdict(self, path: str, *, folder: bool) -> bool | None:
        """Whether `path` (relative, with slashes) is ignored; None if no pattern speaks of it.

        Its parents are not looked at: who walks a tree has asked for them before.
        """
        for p in reversed(self._patterns):
            if (folder or not p.only_folders) and p.matches.match(path):
                return not p.negated
        return None

    def covers(self, path: str) -> bool:
        """Whether the file `path` is ignored, by itself or because one of its folders is."""
        steps = path.split("/")
        parents = ("/".join(steps[:i]) for i in range(1, len(steps)))
        return any(self.verdict(p, folder=True) for p in parents) or bool(self.verdict(path, folder=False))


def _pattern(line: str) -> _Pattern | None:
    line = line.rstrip("\r\n")
    stripped = line.rstrip(" ")
    if stripped.endswith("\\") and stripped != line:
        stripped += " "
    if not stripped or stripped.startswith("#"):
        return None
    negated = stripped.startswith("!")
    glob = stripped[1:] if negated else stripped
    only_folders = glob.endswith("/")
    glob = glob.rstrip("/") if only_folders else glob
    if not glob:
        return None
    anchored = "/" in glob
    try:
        pattern = re.compile(("" if anchored else "(?:.*/)?") + _regex(glob.removeprefix("/")) + r"\Z", re.DOTALL)
    except re.error:
        return None
    return _Pattern(pattern, negated, only_folders)


def _regex(glob: str) -> str:
    out: list[str] = []
    at = 0
    while at < len(glob):
        c = glob[at]
        whole_step = at == 0 or glob[at - 1] == "/"
        if whole_step and glob.startswith("**/", at):
            out.append("(?:.*/)?")
            at += 3
        elif whole_step and glob[at:] == "**":
            out.append(".+")
            at += 2
        elif c == "*":
            while at < len(glob) and glob[at] == "*":
                at += 1
            out.append("[^/]*")
        elif c == "[" and (m := _CLASS.match(glob, at)):
            body = m[2].replace("\\", r"\\").replace("[", r"\[").replace("]", r"\]")
            out.append(f"(?!/)[{'^' if m[1] else ''}{body}]")
            at = m.end()
        elif c == "\\" and at + 1 < len(glob):
            out.append(re.escape(glob[at + 1]))
            at += 2
        else:
            out.append("[^/]" if c == "?" else re.escape(c))
            at += 1
    return "".join(out)
