"""Reports of a check, for people and for programs: one class a format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from cleaner._io.show import safe, safe_line, shortened
from cleaner.files.examine import Finding
from cleaner.files.fix import FileResult

_SHOWN = 100  # characters shown of each finding


class Totals:
    """The totals of a run."""

    def __init__(self) -> None:
        self.files = 0  # asked for,
        self.read = 0  # and of them those that could be examined
        self.found = 0  # findings that were new
        self.known = 0  # findings that the baseline knew
        self.left = 0  # findings that are still there,
        self.with_left = 0  # and in how many files
        self.written = 0  # files
        self.errors = 0  # files that could not be examined or written
        self.counts: Counter[str] = Counter()  # findings of each rule
        self.characters: Counter[str] = Counter()

    def add(self, result: FileResult) -> None:
        """Count one file."""
        findings = result.examined.findings
        self.files += 1
        self.read += result.examined.error is None
        self.found += len(findings)
        self.known += result.examined.known
        self.left += len(result.left)
        self.with_left += bool(result.left)
        self.written += result.written is not None
        self.errors += result.error is not None
        for f in findings:
            self.counts[f.name] += 1
            self.characters[f.name] += len(f.text)

    @property
    def statistics(self) -> list[dict[str, object]]:
        """The findings and characters of each rule, the most frequent first."""
        names = sorted(self.counts, key=lambda name: (-self.counts[name], name))
        return [{"rule": n, "count": self.counts[n], "characters": self.characters[n]} for n in names]

    def summary(self) -> str:
        """A one-line summary."""
        parts = []
        if self.written:
            parts.append(f"{self.found - self.left} carried out in {counted(self.written, 'file')}")
        if self.left or not self.written:
            where = f" in {self.with_left} of {counted(self.files, 'file')}" if self.left else ""
            left = "left" if self.written else "found"
            if self.left:
                parts.append(f"{self.left} {left}{where}")
            elif self.read or not self.errors:
                parts.append(f"{counted(self.read, 'file')} clean")
        if self.known:
            parts.append(f"{self.known} known")
        if self.errors:
            parts.append(counted(self.errors, "error"))
        return ", ".join(parts)


class Style(NamedTuple):
    """How text reports look: with colours or without, and whether fixed findings are listed."""

    colour: bool = False
    verbose: bool = False

    def paint(self, text: str, code: str) -> str:
        """`text` in a colour, if there are any."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text


class Report(Protocol):
    """Produces the output, file by file and at the end."""

    def file(self, result: FileResult, style: Style, /) -> Iterator[str]:
        """The output for one file."""

    def end(self, totals: Totals, statistics: bool, /) -> Iterator[str]:
        """The output after all files."""


class TextReport:
    """A line for each finding, as compilers and linters write them."""

    def file(self, result: FileResult, style: Style) -> Iterator[str]:
        """The lines for one file."""
        path = safe_line(result.examined.path)
        if result.written is not None:
            yield f"{style.paint('wrote', '32')} {safe_line(result.written)} ({_summed(result.examined.findings)})\n"
        for f in result.examined.findings if style.verbose else result.left:
            place = f"{style.paint(path, '1')}:{f.line}:{f.column}"
            yield f"{place}: {style.paint(f.name, '33')}: {shown(f)}\n"

    def end(self, totals: Totals, statistics: bool) -> Iterator[str]:
        """The statistics, if requested."""
        if statistics:
            for row in totals.statistics:
                yield f"{row['count']:>7}  {row['characters']:>9} characters  {row['rule']}\n"


class GithubReport:
    """Workflow commands of GitHub Actions, which become annotations."""

    def file(self, result: FileResult, style: Style) -> Iterator[str]:
        """The lines for one file."""
        path = _property(result.examined.path)
        for f in result.examined.findings if style.verbose else result.left:
            place = f"file={path},line={f.line},endLine={f.end_line},col={f.column},endColumn={f.end_column}"
            yield f"::error {place},title={_property('cleaner ' + f.name)}::{_data(shown(f))}\n"
        if result.error is not None:
            yield f"::error file={path}::{_data(result.error)}\n"

    def end(self, _totals: Totals, _statistics: bool) -> Iterator[str]:
        """Nothing."""
        return iter(())


class JsonReport:
    """One JSON object, when everything is known."""

    def __init__(self) -> None:
        self._findings: list[dict[str, object]] = []
        self._errors: list[dict[str, object]] = []
        self._written: list[str] = []

    def file(self, result: FileResult, _style: Style) -> Iterator[str]:
        """Nothing yet."""
        path, written = result.examined.path, result.written is not None
        self._findings += [{"path": path, **f._asdict(), "fixed": written} for f in result.examined.findings]
        if result.written is not None:
            self._written.append(result.written)
        if problem := result.error or result.examined.refusal:
            self._errors.append({"path": path, "message": problem})
        return iter(())

    def end(self, totals: Totals, statistics: bool) -> Iterator[str]:
        """The object."""
        import json

        held: dict[str, object] = {
            "version": 1,
            "findings": self._findings,
            "written": self._written,
            "errors": self._errors,
            "totals": {"files": totals.files, "found": totals.found, "left": totals.left, "known": totals.known},
        }
        if statistics:
            held["statistics"] = totals.statistics
        yield json.dumps(held, indent=2) + "\n"


def shown(finding: Finding) -> str:
    """The text of a finding on one line, safe to print."""
    if finding.replacement is not None:
        return f"{finding.text!r} -> {finding.replacement!r}" if finding.replacement else f"{finding.text!r} -> nothing"
    return shortened(finding.text, _SHOWN)


def counted(number: int, thing: str) -> str:
    """``1 file``, ``2 files``."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _summed(findings: Iterable[Finding]) -> str:
    repairs = sum(f.replacement is not None for f in findings)
    cuts = sum(f.replacement is None for f in findings)
    parts = [counted(n, what) for n, what in ((cuts, "cut"), (repairs, "repair")) if n]
    return ", ".join(parts) or "nothing found"


def _data(text: str) -> str:
    return safe(text).replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
